"""Makes new posts from a title, tags and a template, and offers a template once to a blog without one.

Esc on the offer makes no post and goes back to the title. A writer who types on has not seen the offer, so
the post is made and receives the typed text.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import DraftroomError
from tui.paint.cells import Span
from tui.session.asking import NewPost, NewPostForm, Picking, Question
from tui.session.folder import Folder
from tui.session.open_post import OpenPost
from tui.session.picks import name_picks
from tui.session.ports import Ask, Say, View

if TYPE_CHECKING:
    # imported when the first new post is asked for: no start waits for it
    from tui.blog.templates import Proposal

AS_NEWEST = "like the newest posts"
"""The name, in the list of templates, of the template learned from the newest posts."""

KEEP_TEMPLATE = ("t", "keep this as the blog's template, a file to edit")
NOT_NOW = ("n", "not now: as the newest posts have it")
BACK = ("b", "back to the title: no post yet")


@dataclass(frozen=True, slots=True)
class Start:
    """The title and text that a new post begins with."""

    title: str = ""
    """The title to propose."""

    text: str = ""
    made: Callable[[Path], None] | None = None
    """Called with the post's path once it is made. A DraftroomError raised here is shown; the post stays."""


class NewPosts:
    """Makes posts, and opens them with the cursor where the writing begins."""

    def __init__(self, post: OpenPost, folder: Folder, ask: Ask, say: Say, view: View) -> None:
        self._post = post
        self._desk = post.desk
        self._folder = folder
        self._ask = ask
        self._say = say
        self._view = view
        self._is_decided = False
        """Whether the writer has answered the offer of a template."""

    async def make(self, start: Start = Start()) -> None:
        """Ask for title and tags, make the post, and open it."""
        template = await self._choose_template()
        if template is None:
            return
        learned = asyncio.create_task(self._learn_template())  # runs while the writer types a title
        proposed = NewPost(start.title, (), draft=True)
        while True:
            form = NewPostForm(self._desk.blog.tags(), self._shown_name, proposed)
            asked = await self._ask.now(form)
            if asked is None:
                return
            make = partial(self._make, asked, template, start)
            if await self._propose_template(await learned, make):
                return
            proposed = asked

    async def _make(self, asked: NewPost, template: str, start: Start) -> None:
        try:
            path, row = self._desk.blog.create(asked.title, asked.tags, asked.draft, template, start.text)
        except DraftroomError as error:
            self._say.error(error)
            return
        self._post.open(path)
        self._post.text.move_cursor((row, 0))
        self._view.focus_text()
        self._folder.read()
        if start.made is not None:
            try:
                start.made(path)
            except DraftroomError as error:
                self._say.error(error)

    def _shown_name(self, title: str, draft: bool) -> str:
        """Return the path that a post with a title would get, as the form shows it."""
        path, root = self._desk.blog.name_for(title, draft), self._desk.site.root
        shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        return f"{shown}, never published" if shown.startswith(".draftroom") else shown

    # --- templates

    async def _choose_template(self) -> str | None:
        """Return the name of the chosen template, "" for the default one, None if the writer cancels."""
        # imported when the first new post is asked for: no start waits for it
        from tui.blog.templates import USUAL, template_paths

        names = list(template_paths(self._desk.site))
        if not names or names == [USUAL]:
            return ""
        usual = USUAL if USUAL in names else AS_NEWEST
        offered = [usual, *(name for name in names if name != USUAL)]
        picked = await self._ask.now(Picking(partial(name_picks, offered), "a template"))
        if picked is None:
            return None
        return "" if picked in (USUAL, AS_NEWEST) else str(picked)

    async def _learn_template(self) -> "Proposal | None":
        """Return the template that the blog's posts suggest, None if the writer has decided already."""
        # the same as above
        from tui.desk.skeletons import proposal

        if self._is_decided:
            return None
        return await asyncio.to_thread(proposal, self._desk.site, self._desk.blog.entries())

    async def _propose_template(
        self, proposed: "Proposal | None", make: Callable[[], Awaitable[None]]
    ) -> bool:
        """Offer the proposed template, keep it if the writer agrees, and make the post.

        Returns False if the writer wants to go back to the title.
        """
        if proposed is not None:
            answer = await self._ask.unasked(
                "a template is proposed", partial(_question, proposed), at_once=True, if_typed=make
            )
            if answer is None:
                return True  # no decision, so the template is offered again with the next post
            if answer == BACK[0]:
                return False
            self._is_decided = True
            if answer == KEEP_TEMPLATE[0] and not await self._keep_template(proposed):
                return True
        await make()
        return True

    async def _keep_template(self, proposed: "Proposal") -> bool:
        """Write the template into the blog, tell the writer, and return whether it was written."""
        # the same as above
        from tui.desk.skeletons import accept

        try:
            path = await asyncio.to_thread(accept, self._desk.site, proposed)
        except DraftroomError as error:
            self._say.error(error)
            return False
        self._say.tell(f"the template is in {path.relative_to(self._desk.site.root)}")
        return True


async def _question(proposed: "Proposal") -> Question:
    rows = proposed.text.rstrip().split("\n")
    return Question(
        "new posts of this blog begin like this, learned from its newest ones",
        (*proposed.why, "", *(Span(row) for row in rows)),
        (KEEP_TEMPLATE, NOT_NOW, BACK),
    )
