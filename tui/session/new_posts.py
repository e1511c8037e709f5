"""New posts: which template, which title; a blog that has no template is offered one, once.

Whoever leaves the offer by Esc goes back to the title, and no post is made. Whoever types on has seen no
offer: the post is made, and gets what was typed.
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
"""What the choice of templates calls the one that is learned."""

KEEP_TEMPLATE = ("t", "keep this as the blog's template, a file to edit")
NOT_NOW = ("n", "not now: as the newest posts have it")
BACK = ("b", "back to the title: no post yet")


@dataclass(frozen=True, slots=True)
class Start:
    """What a new post begins with."""

    title: str = ""
    """The title to propose."""

    text: str = ""
    made: Callable[[Path], None] | None = None
    """Told where the post lies. May raise DraftroomError, which is shown: the post is there then."""


class NewPosts:
    """Makes posts, and opens them where the writing goes on."""

    def __init__(self, post: OpenPost, folder: Folder, ask: Ask, say: Say, view: View) -> None:
        self._post = post
        self._desk = post.desk
        self._folder = folder
        self._ask = ask
        self._say = say
        self._view = view
        self._is_decided = False
        """Whether the writer has said what they want of a template."""

    async def make(self, start: Start = Start()) -> None:
        """Ask for title and tags, make the post, and open it."""
        template = await self._choose_template()
        if template is None:
            return
        learned = asyncio.create_task(self._learn_template())  # there by the time a title is
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
        """Return where a post of a title would lie, in words."""
        path, root = self._desk.blog.name_for(title, draft), self._desk.site.root
        shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        return f"{shown}, never published" if shown.startswith(".draftroom") else shown

    # --- templates

    async def _choose_template(self) -> str | None:
        """Return the name of a template, "" for the usual one, None when the writer wants no post."""
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
        """Return the template that the blog's posts suggest, None where that was decided already."""
        # the same as above
        from tui.desk.skeletons import proposal

        if self._is_decided:
            return None
        return await asyncio.to_thread(proposal, self._desk.site, self._desk.blog.entries())

    async def _propose_template(
        self, proposed: "Proposal | None", make: Callable[[], Awaitable[None]]
    ) -> bool:
        """Show a template, if there is one; keep it when the writer agrees. Then make the post, if so wanted.

        Returns whether that is decided: else the writer wants to go back.
        """
        if proposed is not None:
            answer = await self._ask.unasked(
                "a template is proposed", partial(_question, proposed), at_once=True, if_typed=make
            )
            if answer is None:
                return True  # and offered anew with the next post
            if answer == BACK[0]:
                return False
            self._is_decided = True
            if answer == KEEP_TEMPLATE[0] and not await self._keep_template(proposed):
                return True
        await make()
        return True

    async def _keep_template(self, proposed: "Proposal") -> bool:
        """Keep a template as the blog's own; whether that could be done, which is said."""
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
