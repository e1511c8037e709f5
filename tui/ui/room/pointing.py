"""Shows the page of the post that is selected in the sidebar; it is read in a thread, one post at a time."""

from functools import partial
from pathlib import Path

from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.errors import PostError
from tui.session.ports import Jobs, View
from tui.ui.background import beside_the_writer
from tui.ui.room.page_view import PageView
from tui.ui.widgets.preview import PageHead, Preview


class Pointing:
    """Shows pages of posts that are not open."""

    def __init__(self, desk: Desk, page: PageView, preview: Preview, jobs: Jobs, view: View) -> None:
        self._desk = desk
        self._page = page
        self._preview = preview
        self._jobs = jobs
        self._view = view
        self._path: Path | None = None
        self._is_looking = False

    def point(self, path: Path | None) -> None:
        """Show the page of a post; None shows the page of the open post."""
        self._path = path
        if path is None:
            if self._desk.draft is not None:
                self._show(self._desk.draft)
        elif not self._is_looking:
            self._is_looking = True
            self._jobs.start(self._look, "pointed", "read the post pointed at")

    async def _look(self) -> None:
        """Read and show the selected post, again and again if the selection moved meanwhile."""
        path = None
        while self._path not in (None, path):
            path = self._path
            draft, problem = await beside_the_writer(partial(self._read, path))
            if path != self._path:
                continue
            if draft is None:
                self._preview.show(None, PageHead(problem=problem))
            else:
                self._show(draft)
        self._is_looking = False

    def _read(self, path: Path) -> tuple[Draft | None, str]:
        try:
            return self._desk.drafts.look_at(path), ""
        except PostError as error:
            return None, str(error)

    def _show(self, draft: Draft) -> None:
        if draft.path != self._page.shown_post:
            self._page.show(draft)
        self._view.status_changed()
