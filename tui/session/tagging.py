"""Adds and removes tags of the open post; each change is an edit that undo takes back."""

from tui.desk.drafts import tags_edit
from tui.errors import HeaderError
from tui.library.tags import tag_counts
from tui.session.asking import Picking
from tui.session.open_post import OpenPost
from tui.session.picks import tag_picks
from tui.session.ports import Ask, Say


class Tagging:
    """Changes the tags of the open post."""

    def __init__(self, post: OpenPost, ask: Ask, say: Say) -> None:
        self._post = post
        self._ask = ask
        self._say = say

    async def choose(self) -> None:
        """List the tags of the post and of the blog; picking a tag adds or removes it."""
        if self._post.writable() is None:
            return
        counts = tag_counts(self._post.desk.blog.entries())
        picking = Picking(
            lambda typed: tag_picks(self._own, counts, typed), "a tag, new or known", on_check=self._toggle
        )
        await self._ask.now(picking)

    @property
    def _own(self) -> list[str]:
        draft = self._post.desk.draft
        return list(draft.facts.tags) if draft else []

    def _toggle(self, tag: object) -> None:
        draft, tags = self._post.draft, self._own
        if draft is None:
            return
        wanted = [name for name in tags if name != tag] if tag in tags else [*tags, str(tag)]
        try:
            edit = tags_edit(draft, wanted, self._post.desk.site)
        except HeaderError as error:
            self._say.error(error)
            return
        if edit is not None:
            self._post.change([edit])
