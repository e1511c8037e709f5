"""Draws once a turn every part of the screen that is out of date."""

from tui.blog.dates import now
from tui.session.session import Session
from tui.ui.room.page_finishing import PageFinishing
from tui.ui.room.page_images import PageImages
from tui.ui.room.page_view import PageView
from tui.ui.room.stale import Stale
from tui.ui.room.status_line import StatusLine
from tui.ui.widgets.sidebar import Sidebar
from tui.ui.widgets.sidebar_rows import PostList


class Drawing:
    """Updates page, list and status line from the session."""

    def __init__(
        self,
        stale: Stale,
        session: Session,
        page: PageView,
        images: PageImages,
        finishing: PageFinishing,
        sidebar: Sidebar,
        status: StatusLine,
    ) -> None:
        self._stale = stale
        self._session = session
        self._page = page
        self._images = images
        self._finishing = finishing
        self._sidebar = sidebar
        self._status = status
        self._cursor: object = None
        """The places of cursor and selection at the last drawing."""

    def cursor_moved(self) -> None:
        """Ask for a drawing, unless the drawing after a step has already shown this place of the cursor."""
        if self._session.ports.text.selection != self._cursor or not self._page.following.is_on:
            self._stale.cursor_moved()

    def draw(self) -> None:
        """Draw the parts that are out of date."""
        self._session.post.flush()
        stale = self._stale
        selection = self._session.ports.text.selection
        page, listed, files = stale.page, stale.list, stale.files
        cursor = stale.cursor or selection != self._cursor
        stale.drawn()
        draft = self._session.desk.draft
        if page and draft is not None:
            self._page.show(draft)
            self._finishing.begin_soon()
        elif cursor:
            self._page.following.cursor_moved()
        if listed:
            self._show_list()
        if files:
            self._images.look_soon()
        self._status.draw()
        self._cursor = selection

    def _show_list(self) -> None:
        desk = self._session.desk
        unsaved = frozenset(draft.path for draft in desk.drafts.unsaved())
        open_post = desk.draft.path if desk.draft else None
        self._sidebar.show(
            PostList(
                desk.blog.entries(),
                open_post,
                unsaved,
                loading=not self._session.folder.is_read,
                held=self._session.browsing.held,
                today=now(desk.site.timezone).date().isoformat(),
            )
        )
