"""New posts on the screen: which template, which title; a blog that has no template is offered one, once.

The one thing you would get wrong: whoever leaves the offer by Esc goes back to the title, and no post is
made. Whoever types on has seen no offer: the post is made, and gets what was typed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from tui.errors import DraftroomError
from tui.paint.cells import Span
from tui.ui.dialogs.picker import Picker
from tui.ui.dialogs.question import Question
from tui.ui.picks import theme_picks
from tui.ui.report import show_error, tell
from tui.ui.screens.publishing import PublishingScreen
from tui.ui.textual_internals.keyqueue import ASKING

if TYPE_CHECKING:
    # both are imported when the first new post is asked for: no start waits for them
    from tui.blog.templates import Proposal
    from tui.ui.dialogs.new_post import NewPost

AS_NEWEST = "like the newest posts"
"""What the choice of templates calls the one that is learned."""

KEEP_TEMPLATE = ("t", "keep this as the blog's template, a file to edit")
NOT_NOW = ("n", "not now: as the newest posts have it")
BACK = ("b", "back to the title: no post yet")


class BeginningScreen(PublishingScreen):
    """A screen that makes new posts."""

    _proposed = False

    @work(group=ASKING)
    async def action_post_new(self) -> None:
        """Ask for title and tags, make the post, open it where the writing goes on."""
        await self.begin()

    async def begin(
        self, title: str = "", text: str = "", begun: Callable[[Path], None] | None = None
    ) -> None:
        """Do so with a title to propose, and a text to begin with; `begun` is told where the post lies.

        What that raises is shown: the post is there then.
        """
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.new_post import NewPost, NewPostScreen

        template = await self._choose_template()
        if template is None:
            return
        learned = asyncio.create_task(self._learn_template())  # there by the time a title is
        proposed = NewPost(title, (), draft=True)
        while True:
            screen = NewPostScreen(self.colours, self.desk.blog.tags(), self._shown_name, proposed)
            asked = await self.app.push_screen_wait(screen)
            if not isinstance(asked, NewPost):
                return
            make = partial(self._make, asked, template, text, begun)
            if await self._propose_template(await learned, make):
                return
            proposed = asked

    async def _make(
        self, asked: "NewPost", template: str, text: str, begun: Callable[[Path], None] | None
    ) -> None:
        """Make a post, and open it where the writing goes on."""
        try:
            path, row = self.desk.blog.create(asked.title, asked.tags, asked.draft, template, text)
        except DraftroomError as error:
            show_error(self.app, error)
            return
        self.open_post(path)
        self.editor.move_cursor((row, 0))
        self.focus_pane("editor")
        self.read_library()
        if begun is not None:
            try:
                begun(path)
            except DraftroomError as error:
                show_error(self.app, error)

    def _shown_name(self, title: str, draft: bool) -> str:
        """Return where a post of a title would lie, in words."""
        path, root = self.desk.blog.name_for(title, draft), self.desk.site.root
        shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        return f"{shown}, never published" if shown.startswith(".draftroom") else shown

    async def _choose_template(self) -> str | None:
        """Return the name of a template, "" for the usual one, None when the writer wants no post."""
        # the same as above, and what it asks for
        from tui.blog.templates import USUAL, template_paths

        names = list(template_paths(self.desk.site))
        if not names or names == [USUAL]:
            return ""
        usual = USUAL if USUAL in names else AS_NEWEST
        offered = [usual, *(name for name in names if name != USUAL)]
        picked = await self.app.push_screen_wait(
            Picker(self.colours, lambda typed: theme_picks(offered, typed), "a template")
        )
        if picked is None:
            return None
        return "" if picked in (USUAL, AS_NEWEST) else str(picked)

    async def _learn_template(self) -> "Proposal | None":
        """Return the template that the blog's posts suggest, None where that was decided already."""
        # the same as above
        from tui.desk.skeletons import proposal

        if self._proposed:
            return None
        return await asyncio.to_thread(proposal, self.desk.site, self.desk.blog.entries())

    async def _propose_template(
        self, proposed: "Proposal | None", make: Callable[[], Awaitable[None]]
    ) -> bool:
        """Show a template, if there is one; keep it when the writer agrees. Then make the post, if so wanted.

        Returns whether that is settled: else the writer wants to go back.
        """
        if proposed is not None:
            rows = proposed.text.rstrip().split("\n")
            about: list[str | Span] = [*proposed.why, "", *(Span(row) for row in rows)]
            title = "new posts of this blog begin like this, learned from its newest ones"
            question = partial(Question, self.colours, title, about, (KEEP_TEMPLATE, NOT_NOW, BACK))
            answer = await self.unasked.ask("a template is proposed", question, at_once=True, if_typed=make)
            if answer is None:
                return True  # and offered anew with the next post
            if answer == BACK[0]:
                return False
            self._proposed = True
            if answer == KEEP_TEMPLATE[0] and not await self._keep_template(proposed):
                return True
        await make()
        return True

    async def _keep_template(self, proposed: "Proposal") -> bool:
        """Keep a template as the blog's own; whether that could be done, which is said."""
        # the same as above
        from tui.desk.skeletons import accept

        try:
            path = await asyncio.to_thread(accept, self.desk.site, proposed)
        except DraftroomError as error:
            show_error(self.app, error)
            return False
        tell(self.app, f"the template is in {path.relative_to(self.desk.site.root)}")
        return True
