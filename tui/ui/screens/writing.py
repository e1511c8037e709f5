"""The writing screen: three panes over a status line; it passes their messages to the part responsible."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import TextArea

from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.session.ports import Ports
from tui.session.session import TICK, Session
from tui.ui.anchors import Anchors
from tui.ui.garbage import spare_what_lives
from tui.ui.keys import bindings
from tui.ui.room import commands
from tui.ui.room.arrangement import Arrangement
from tui.ui.room.drawing import Drawing
from tui.ui.room.page_finishing import PageFinishing
from tui.ui.room.page_images import PageImages
from tui.ui.room.page_view import PageView
from tui.ui.room.palette import Palette
from tui.ui.room.pointing import Pointing
from tui.ui.room.ports import Dialogs, Notices, Workers
from tui.ui.room.stale import Stale
from tui.ui.room.status_line import StatusLine
from tui.ui.room.text_search import TextSearch
from tui.ui.room.themes import Themes
from tui.ui.screens.opening import Begun
from tui.ui.spelling import Spelling
from tui.ui.textual_internals.painting import PaintingScreen
from tui.ui.theme import Theme
from tui.ui.unasked import Unasked
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.findbar import FindBar
from tui.ui.widgets.preview import Preview
from tui.ui.widgets.sidebar import Sidebar
from tui.ui.widgets.status import Status

AFTER_OPENING = 0.2
"""Seconds from replacing the opening screen until the work begins that is not visible at once."""


class WritingScreen(PaintingScreen):
    """The main screen, with sidebar, editor and page."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    def __init__(
        self,
        desk: Desk,
        post: Path | None,
        colours: Theme,
        keys: Mapping[str, tuple[str, ...]],
        use_theme: Callable[[str], None],
        unasked: Unasked,
        is_late: bool = False,
    ) -> None:
        """Show a desk; `use_theme` repaints the whole app with a theme by name.

        With `is_late`, the screen replaces an opening screen, and shows nothing before `go_on`.
        """
        super().__init__()
        self.desk = desk
        self.colours = colours
        self._first = post
        self._is_late = is_late
        self._keys = keys
        self.sidebar = Sidebar(colours)
        self.editor = Editor(colours, lambda step: self.session.stepped(step))
        self.preview = Preview(colours)
        self.find_bar = FindBar(id="findbar")
        self.status = Status(colours)
        self.spelling = Spelling(self.editor)
        self._make_parts(use_theme, unasked)

    def _make_parts(self, use_theme: Callable[[str], None], unasked: Unasked) -> None:
        """Make the session and the parts of the screen, and give each the objects that it may call."""
        desk, editor, preview = self.desk, self.editor, self.preview
        jobs, say = Workers(self), Notices(lambda: self.app)
        ask = Dialogs(lambda: self.app, lambda: self.colours, unasked)
        self._stale = stale = Stale(
            lambda: self.call_next(self.draw),
            lambda: self.arrangement.focus_text(),
            lambda code: self.app.exit(return_code=code),
        )
        unasked.changed = stale.status_changed
        self.session = Session(desk, Ports(editor, ask, say, jobs, stale, self.spelling))
        self.session.openers = (*self.session.openers, self._opened)
        editor.take_paste = self.session.take_paste
        self.arrangement = Arrangement(self, desk, self.sidebar, editor, preview, stale)
        anchors = Anchors()
        images = PageImages(desk, preview, anchors, lambda: self.colours, jobs)
        self.page = PageView(desk, editor, preview, images, anchors, say, stale)
        self.finishing = PageFinishing(self.session.post, self.page, preview, jobs, stale)
        self.pointing = Pointing(desk, self.page, preview, jobs, stale)
        self.search = TextSearch(editor, self.find_bar, self.arrangement.focus_text)
        status = StatusLine(
            self.session,
            self.arrangement,
            self.page,
            self.spelling,
            editor,
            self.sidebar,
            self.status,
            self._keys,
        )
        self._drawing = Drawing(stale, self.session, self.page, images, self.finishing, self.sidebar, status)
        palette = Palette(self.session, self._keys, self.action_do, self._choose_tag, self._go_to)
        themes = Themes(desk, lambda: self.colours, use_theme, ask, say)
        at_once = commands.doing(
            self.session, editor, self.search, self.arrangement, self.page, self.spelling
        )
        self.commands = commands.command_map(
            {**at_once, "help.show": self._show_help},
            commands.asking(self.session, palette, themes),
            commands.waiting(self.session),
            jobs,
        )

    def compose(self) -> ComposeResult:
        """Yield three panes over the status line."""
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.editor
            yield self.preview
        yield self.find_bar
        yield self.status

    # --- the start

    def on_mount(self) -> None:
        """Show what the first frame needs; after it, read the folder and start the spelling process."""
        self.arrangement.lay_out()
        self.app.animation_level = "none"  # text that glides is hard to read, and long to send
        self.watch(self.editor, "scroll_y", self.page.following.text_scrolled, init=False)
        self.watch(self.preview, "scroll_y", self.page.following.page_scrolled, init=False)
        if not self._is_late:
            self._show_first()
            self.call_after_refresh(self._after_first_frame)

    def _show_first(self) -> None:
        first = self._first or self.desk.first_post()
        if first is not None:
            self.session.post.open(first)
        else:
            self.editor.read_only = True
        self._stale.list_changed()
        self.draw()
        self.set_focus(self.editor)

    def go_on(self, begun: Begun | None) -> None:
        """Go on with the post of the opening screen; None if that screen had no post."""
        if begun is None:
            self._show_first()
        else:
            self.editor.go_on(begun.editor)
            draft = self.desk.continue_opening(begun.draft, begun.steps, lambda: begun.editor.text)
            self.session.post.show(draft)
            self.session.history.read_past(begun.draft)
            self._opened(draft, is_new=True)
            self.draw()
            self.set_focus(self.editor)
        self.set_timer(AFTER_OPENING, self._after_first_frame)

    def _after_first_frame(self) -> None:
        self.session.begin()
        self.set_interval(TICK, self.session.tick)
        self.spelling.start(self.desk.places, self.desk.settings.spelling)

    def _opened(self, _draft: Draft, is_new: bool) -> None:
        """After the frame, exclude the objects of a newly opened post from garbage collection."""
        if is_new:
            self.call_after_refresh(spare_what_lives, self.app)

    # --- what is shown

    def draw(self) -> None:
        """Draw the parts that are out of date."""
        self._drawing.draw()

    def recolour(self, colours: Theme) -> None:
        """Repaint everything with another theme."""
        self.colours = colours
        for pane in (*self.side_by_side, self.status):
            pane.recolour(colours)

    @property
    def side_by_side(self) -> tuple[Sidebar, Editor, Preview]:
        """The panes, left to right."""
        return self.sidebar, self.editor, self.preview

    # --- commands

    def action_do(self, command_id: str) -> None:
        """Do a command of the table."""
        self.commands[command_id]()

    def action_reserved(self) -> None:
        """Do nothing, because the key is reserved for a future command."""

    def key_escape(self) -> None:
        """Leave focus mode, or otherwise go back to the text."""
        self.arrangement.escape()

    def _choose_tag(self, tag: str) -> None:
        self.sidebar.choose_tag(tag)
        self.arrangement.focus("sidebar")

    def _show_help(self) -> None:
        # imported when it is first opened, so that no start waits for it
        from tui.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.colours, self._keys))

    # --- messages of the terminal and the panes

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for another size."""
        self.arrangement.lay_out()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which pane has the keyboard."""
        self.arrangement.focused(event.widget)

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self) -> None:
        self._drawing.cursor_moved()

    @on(Spelling.Checked)
    def _spelling_checked(self) -> None:
        self.editor.recolour()
        self._stale.status_changed()

    @on(Sidebar.Opened)
    def _post_chosen(self, message: Sidebar.Opened) -> None:
        self.session.post.open(message.path)
        self.arrangement.focus_text()
        if message.typed and self.session.post.is_front(message.path):
            self._go_to(message.typed)

    def _go_to(self, query: str) -> None:
        draft = self.session.post.draft
        if draft is not None:
            self.search.go_to(query, draft.first_row)

    @on(Sidebar.Filtered)
    def _list_filtered(self, message: Sidebar.Filtered) -> None:
        self.session.browsing.filter(message.typed)

    @on(Sidebar.Pointed)
    def _post_pointed(self, message: Sidebar.Pointed) -> None:
        self.pointing.point(message.path)

    @on(Sidebar.Left)
    def _sidebar_left(self) -> None:
        self.arrangement.focus_text()

    @on(Preview.Clicked)
    def _page_clicked(self, message: Preview.Clicked) -> None:
        self.page.clicked(message)

    @on(Preview.Followed)
    def _link_followed(self, message: Preview.Followed) -> None:
        self.page.followed(message)

    @on(Preview.Pointed)
    def _link_pointed(self, message: Preview.Pointed) -> None:
        self.page.pointed(message)

    @on(Preview.EdgeMoved)
    def _edge_moved(self, message: Preview.EdgeMoved) -> None:
        self.arrangement.put_edge(message.column)

    @on(FindBar.Typed)
    def _find_typed(self) -> None:
        self.search.typed()

    @on(FindBar.Next)
    def _find_on(self, message: FindBar.Next) -> None:
        if message.backwards:
            self.search.previous()
        else:
            self.search.next()

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        self.search.close()
