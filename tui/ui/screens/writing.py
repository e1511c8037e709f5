"""The writing screen: sidebar, editor, preview, status; it carries values between them and the desk.

Widgets never know each other: their messages end here, and values go down from here. Edits are the
exception to messages: the editor calls `_stepped`, and once per turn of the event loop the desk, the
page and the status line take what was edited, before the frame is painted.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import TextArea

from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.edits import Edit, Step, joined
from tui.errors import DraftroomError, PostError
from tui.settings import LeftOff
from tui.ui.background import beside_the_writer
from tui.ui.garbage import spare_what_lives
from tui.ui.keys import bindings
from tui.ui.layout import PaneName, Panes, Wanted, panes, wanted_at_start
from tui.ui.messages import LibraryRead
from tui.ui.panes import arrange
from tui.ui.report import show_error
from tui.ui.screens.keeping import LOCK_CHECK
from tui.ui.screens.opening import Begun
from tui.ui.screens.saying import SayingScreen
from tui.ui.settling import SETTLE_AFTER, settle
from tui.ui.spelling import Spelling
from tui.ui.textual_internals.painting import PaintingScreen
from tui.ui.theme import Theme
from tui.ui.unasked import Unasked
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.findbar import FindBar
from tui.ui.widgets.preview import PageHead, Preview
from tui.ui.widgets.shelf import Shelf
from tui.ui.widgets.sidebar import Sidebar
from tui.ui.widgets.status import Status

if TYPE_CHECKING:
    from tui.desk.reading import Reading

AFTER_OPENING = 0.2
"""Seconds after this screen took the place of the first one until it begins what is not seen at once."""


class WritingScreen(SayingScreen, PaintingScreen):
    """Where the writing is done."""

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
        """Show a desk; `use_theme` paints the whole app with a theme by name.

        Where the screen `is_late`, it shows nothing before `go_on`.
        """
        super().__init__()
        self.unasked = unasked
        self.desk = desk
        self.colours = colours
        self.keys = keys
        self.use_theme = use_theme
        self._first = post
        self._is_late = is_late
        self._edits: list[Edit] = []
        self._flushing = False
        self._page_settles = False
        self._settle_timer: Timer | None = None
        self._loading = True
        self._pointed_post: Path | None = None
        self._looks = False
        self._is_reading = self._reads_again = self._told_of_reading = False
        self.shown = Panes(0, 1, 0, 1)
        self.wanted = Wanted()
        self.sidebar = Sidebar(colours)
        self.editor = Editor(colours, self._stepped)
        self.editor.take_paste = self.take_paste
        self.preview = Preview(colours)
        self.status = Status(colours)
        self.find_bar = FindBar(id="findbar")
        self.spelling = Spelling(self.editor)

    def compose(self) -> ComposeResult:
        """Three panes over the status line."""
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.editor
            yield self.preview
        yield self.find_bar
        yield self.status

    def on_mount(self) -> None:
        """Show what the first frame needs; read the folder and start the spelling worker after it."""
        self.want(wanted_at_start(self.desk.settings, self.desk.remembered))
        self.watch_scrolling()
        self.unasked.changed = self.show_status
        if not self._is_late:
            self._show_first()
            self.call_after_refresh(self._after_first_frame)

    def _show_first(self) -> None:
        first = self._first or self.desk.first_post()
        if first is not None:
            self.open_post(first)
        else:
            self.editor.read_only = True
        self._show_shelf()
        self.set_focus(self.editor)

    def go_on(self, begun: Begun | None) -> None:
        """Go on with the post in which the first screen took letters; with None, it had none to show."""
        if begun is None:
            self._show_first()
        else:
            self.editor.go_on(begun.editor)
            self.show_draft(self.desk.go_on(begun.draft, begun.steps, lambda: begun.editor.text))
            self._read_past(begun.draft)
            self.set_focus(self.editor)
        self.set_timer(AFTER_OPENING, self._after_first_frame)

    def _after_first_frame(self) -> None:
        self.read_library()
        self.resume_publishing()
        self.find_unsaved()
        self.set_interval(LOCK_CHECK, self.check_lock)
        self.spelling.start(self.desk.places, self.desk.settings.spelling)

    # --- posts

    def open_post(self, path: Path) -> None:
        """Bring a post to the front; what is unsaved in the one before stays as it is."""
        self.flush()
        try:
            draft = self.desk.open(path)
        except PostError as error:
            show_error(self.app, error)
            return
        self.show_draft(draft)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft that the desk has put in front; what is on disk besides is read after the frame."""
        left_off = self.desk.remembered.left_off or LeftOff((draft.first_row, 0))
        is_new = self.editor.open(draft.path, draft.text, left_off)
        self.editor.read_only = not self.desk.locks.are_ours(draft.path)
        self.spelling.opened()
        self.show_page(draft)
        self._show_shelf()
        self.read_clock()
        self.show_status()
        if self.editor.read_only:
            self.tell_of_lock()
        if is_new:
            self._read_past(draft)
        self.call_after_refresh(self.watch_post)
        self._settle_soon()

    def _read_past(self, draft: Draft) -> None:
        """Read what earlier sittings left of a post that is new here, after the frame."""
        self.call_after_refresh(self.read_past, draft.path, draft.text)
        self.call_after_refresh(spare_what_lives, self.app)

    def _stepped(self, step: Step) -> None:
        """Take a step from the editor: on disk at once; the rest follows once for all steps of this turn."""
        self.keep(step)
        self._edits += step.edits
        self.spelling.edited(step.edits)
        if not self._flushing:
            self._flushing = True
            self.call_next(self.flush)

    def flush(self) -> None:
        """Let the desk, the page and the status line take what was edited."""
        self._flushing = False
        if not self._edits:
            return
        edits, self._edits = joined(self._edits), []
        was_unsaved = self.desk.draft is not None and self.desk.draft.unsaved
        draft = self.desk.edited(edits, lambda: self.editor.text)
        if draft is None:
            return
        self.show_page(draft)
        self.show_status()
        if draft.unsaved != was_unsaved:
            self._show_shelf()
        self._settle_soon()

    def _settle_soon(self) -> None:
        """Let the page settle a moment after the last key, where an edit may have changed more of it."""
        draft = self.desk.draft
        if self._settle_timer is not None:
            self._settle_timer.stop()
            self._settle_timer = None
        if draft is not None and not draft.page.settled and not self._page_settles:
            self._settle_timer = self.set_timer(SETTLE_AFTER, self._settle)

    @work(group="settling")
    async def _settle(self) -> None:
        waiting = None if self._page_settles else self.desk.drafts.to_settle()
        if waiting is None:
            return
        self._page_settles = True
        try:
            settled, prepared = await settle(waiting, self.preview.prepare)
        finally:
            self._page_settles = False
        self.flush()
        draft = self.desk.settled(settled)
        if draft is not None:
            if self.shown_post == draft.path:
                self.preview.take(prepared)
                self.show_page(draft)
            self.show_status()
        self._settle_soon()

    # --- what is shown

    def show_state(self) -> None:
        """Show which posts are saved."""
        self._show_shelf()
        self.show_status()

    def _show_shelf(self) -> None:
        draft = self.desk.draft
        unsaved = frozenset(draft.path for draft in self.desk.drafts.unsaved())
        entries = self.desk.blog.entries()
        self.sidebar.show(Shelf(entries, draft.path if draft else None, unsaved, self._loading))

    def recolour(self, colours: Theme) -> None:
        """Paint everything anew with another theme."""
        self.colours = colours
        for pane in (*self.side_by_side, self.status):
            pane.recolour(colours)

    # --- panes

    def want(self, wanted: Wanted) -> None:
        """Lay the panes out as wanted."""
        self.wanted = wanted
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for another size."""
        self._lay_out()

    @property
    def side_by_side(self) -> tuple[Sidebar, Editor, Preview]:
        """The panes, left to right."""
        return self.sidebar, self.editor, self.preview

    def _lay_out(self) -> None:
        width, height = self.size or self.app.size  # at the start the screen has none yet
        self.shown = shown = panes(width, height, self.wanted)
        arrange(shown, self.wanted, *self.side_by_side)
        self.preview.set_top(shown.top)
        self.sidebar.set_top(shown.top)
        self.show_status()

    def focus_pane(self, name: PaneName) -> None:
        """Give a pane the keyboard; one that there is no room for takes the place of another."""
        if name == "sidebar" and not self.wanted.sidebar:
            self.wanted = replace(self.wanted, sidebar=True)
        if name == "preview" and self.wanted.preview == "off":
            self.wanted = replace(self.wanted, preview="side")
        self.want(replace(self.wanted, keyboard=name))
        self.set_focus({"sidebar": self.sidebar, "editor": self.editor, "preview": self.preview}[name])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which pane has the keyboard: the layout of small terminals depends on it."""
        names: dict[object, PaneName] = {
            self.sidebar: "sidebar",
            self.editor: "editor",
            self.preview: "preview",
        }
        name = names.get(event.widget)
        if name is not None and name != self.wanted.keyboard:
            self.want(replace(self.wanted, keyboard=name))
        self.show_status()

    # --- messages of the panes

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self) -> None:
        self.flush()
        self.follow_cursor()
        self.show_status()

    @on(Preview.EdgeMoved)
    def _edge_moved(self, message: Preview.EdgeMoved) -> None:
        plain = panes(self.size.width, self.size.height, replace(self.wanted, shift=0)).preview
        self.move_edge(self.size.width - message.column - plain)

    @on(Sidebar.Opened)
    def _post_chosen(self, message: Sidebar.Opened) -> None:
        self.open_post(message.path)
        self.focus_pane("editor")

    @on(Sidebar.Pointed)
    def _post_pointed(self, message: Sidebar.Pointed) -> None:
        self._pointed_post = message.path
        if message.path is None:
            if self.desk.draft is not None:
                self._show_pointed(self.desk.draft)
        elif not self._looks:
            self._looks = True
            self._look_at_pointed()

    @work(group="pointed", description="read the post pointed at")
    async def _look_at_pointed(self) -> None:
        """Show the post that is pointed at, however fast one goes through the list: one reading at a time."""
        path = None
        while self._pointed_post not in (None, path):
            path = self._pointed_post
            draft, problem = await beside_the_writer(partial(self._looked_at, path))
            if path != self._pointed_post:
                continue
            if draft is None:
                self.preview.show(None, PageHead(problem=problem))
            else:
                self._show_pointed(draft)
        self._looks = False

    def _looked_at(self, path: Path) -> tuple[Draft | None, str]:
        try:
            return self.desk.drafts.look_at(path), ""
        except PostError as error:
            return None, str(error)

    def _show_pointed(self, draft: Draft) -> None:
        if draft.path != self.shown_post:
            self.show_page(draft)
        self.show_status()

    @on(Sidebar.Left)
    def _sidebar_left(self) -> None:
        self.focus_pane("editor")

    @on(Spelling.Checked)
    def _spelling_checked(self) -> None:
        self.editor.recolour()
        self.show_status()

    # --- the library

    def read_library(self) -> None:
        """Compare the folder with the index, in a thread; while that runs, once more after it.

        Stopped for the newer one, it would begin anew with each save, and never get through a long post.
        """
        if self._is_reading:
            self._reads_again = True
            return
        self._is_reading = True
        self._read(self.desk.reading())

    @work(thread=True, group="library", description="read the folder")
    def _read(self, reading: "Reading") -> None:
        def progress(_read: int, _of: int) -> None:
            self.post_message(LibraryRead(self.desk.blog.entries(), done=False))

        problem = None
        try:
            reading.run(progress)
        except DraftroomError as error:
            problem = error
        self.post_message(LibraryRead(self.desk.blog.entries(), True, problem))

    @on(LibraryRead)
    def _library_read(self, message: LibraryRead) -> None:
        self._loading = not message.done
        self._show_shelf()
        if message.problem is not None and not self._told_of_reading:
            self._told_of_reading = True
            show_error(self.app, message.problem)
        if message.done:
            self._is_reading = False
            if self._reads_again:
                self._reads_again = False
                self.read_library()
        first = self.desk.first_post() if self.desk.draft is None and message.done else None
        if first is not None:
            self.open_post(first)
        self.show_status()
