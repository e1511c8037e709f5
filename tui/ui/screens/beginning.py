"""New posts on the screen: which template, which title; a blog that has no template is offered one, once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual import work

from tui.errors import DraftroomError
from tui.paint.cells import Span
from tui.ui.report import show_error, tell
from tui.ui.screens.finding import theme_picks
from tui.ui.screens.picker import Picker
from tui.ui.screens.publishing import PublishingScreen
from tui.ui.screens.question import Question

AS_NEWEST = "like the newest posts"
"""What the choice of templates calls the one that is learned."""

KEEP_TEMPLATE = ("t", "keep this as the blog's template, a file to edit")
NOT_NOW = ("n", "not now: as the newest posts have it")


class BeginningScreen(PublishingScreen):
    """A screen that makes new posts."""

    _proposed = False

    @work
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
        from tui.ui.screens.new_post import NewPost, NewPostScreen

        template = await self._choose_template()
        if template is None:
            return
        tags, site = self.desk.tags(), self.desk.site

        def name(title: str, draft: bool) -> str:
            path = self.desk.name_for(title, draft)
            inside = path.is_relative_to(site.root)
            shown = str(path.relative_to(site.root)) if inside else str(path)
            return f"{shown}, never published" if shown.startswith(".draftroom") else shown

        asked = await self.app.push_screen_wait(NewPostScreen(self.colours, tags, name, title=title))
        if not isinstance(asked, NewPost):
            return
        try:
            await self._propose_template()
            path, row = self.desk.create(asked.title, asked.tags, asked.draft, template, text)
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

    async def _propose_template(self) -> None:
        """Show the template that the blog's posts suggest, once; keep it when the writer agrees.

        Raises SaveError.
        """
        # the same as above
        from tui.desk.skeletons import accept, proposal

        if self._proposed:
            return
        self._proposed = True
        proposed = await asyncio.to_thread(proposal, self.desk.site, self.desk.entries())
        if proposed is None:
            return
        rows = proposed.text.rstrip().split("\n")
        about: list[str | Span] = [*proposed.why, "", *(Span(row) for row in rows)]
        title = "new posts of this blog begin like this, learned from its newest ones"
        question = Question(self.colours, title, about, (KEEP_TEMPLATE, NOT_NOW))
        if await self.app.push_screen_wait(question) == KEEP_TEMPLATE[0]:
            path = await asyncio.to_thread(accept, self.desk.site, proposed)
            tell(self.app, f"the template is in {path.relative_to(self.desk.site.root)}")
