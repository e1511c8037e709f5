"""The panes side by side: which are shown, how wide, and which one has the keyboard."""

from dataclasses import replace
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from tui.desk.desk import Desk
from tui.session.ports import View
from tui.ui.layout import PaneName, Panes, PreviewMode, Wanted, panes, wanted_at_start
from tui.ui.panes import arrange
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.preview import Preview
from tui.ui.widgets.sidebar import Sidebar

EDGE_FARTHEST = 40
EDGE_STEP = 4
"""By how many cells a key moves the edge between text and page."""

ORDER: tuple[PaneName, ...] = ("sidebar", "editor", "preview")


class Arrangement:
    """Lays out the panes of a screen as the writer wants them."""

    def __init__(
        self,
        screen: Screen[Any],
        desk: Desk,
        sidebar: Sidebar,
        editor: Editor,
        preview: Preview,
        view: View,
    ) -> None:
        self.wanted = wanted_at_start(desk.settings, desk.remembered)
        self.shown = Panes(0, 1, 0, 1)
        self._screen = screen
        self._desk = desk
        self._sidebar = sidebar
        self._editor = editor
        self._preview = preview
        self._view = view

    def lay_out(self) -> None:
        """Lay out the panes for the present size."""
        width, height = self._size
        self.shown = shown = panes(width, height, self.wanted)
        arrange(shown, self.wanted, self._sidebar, self._editor, self._preview)
        self._preview.set_top(shown.top)
        self._sidebar.set_top(shown.top)
        self._view.status_changed()

    @property
    def _size(self) -> tuple[int, int]:
        return self._screen.size or self._screen.app.size  # at the start the screen has none yet

    def _apply_layout(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.lay_out()

    # --- the keyboard

    def focus(self, name: PaneName) -> None:
        """Give a pane the keyboard; if there is no room for it, it replaces another pane."""
        wanted = replace(self.wanted, keyboard=name)
        if name == "sidebar":
            wanted = replace(wanted, sidebar=True)
        if name == "preview" and wanted.preview == "off":
            wanted = replace(wanted, preview="side")
        self._apply_layout(wanted)
        self._screen.set_focus(self._widgets[name])

    def focus_text(self) -> None:
        """Give the text the keyboard."""
        self.focus("editor")

    @property
    def _widgets(self) -> dict[PaneName, Widget]:
        return {"sidebar": self._sidebar, "editor": self._editor, "preview": self._preview}

    def focused(self, widget: Widget) -> None:
        """Note which pane has the keyboard, because the layout of small terminals depends on it."""
        name = next((name for name, pane in self._widgets.items() if pane is widget), None)
        if name is not None and name != self.wanted.keyboard:
            self._apply_layout(replace(self.wanted, keyboard=name))
        self._view.status_changed()

    def next_pane(self) -> None:
        """Move the keyboard to the next pane."""
        self._step(1)

    def previous_pane(self) -> None:
        """Move the keyboard to the pane before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        self.focus(ORDER[(ORDER.index(self.wanted.keyboard) + step) % len(ORDER)])

    def escape(self) -> None:
        """Leave focus mode, or otherwise go back to the text."""
        if self.wanted.focus:
            self.toggle_focus_mode()
        elif self.wanted.keyboard != "editor":
            self.focus_text()

    # --- which panes are shown

    def toggle_sidebar(self) -> None:
        """Go to the sidebar; from there, hide it."""
        if self.wanted.keyboard == "sidebar":
            if "editor" in self.shown.shown:  # elsewhere it gives way by itself
                self._apply_layout(replace(self.wanted, sidebar=False))
            self.focus_text()
        else:
            self.focus("sidebar")
            self._sidebar.point_at_open()
        self._desk.memory.remember(replace(self._desk.remembered, sidebar=self.wanted.sidebar))

    def next_preview(self) -> None:
        """Switch the page to the next mode: beside the text, alone, or hidden; skip modes without room."""
        modes: dict[PreviewMode, PreviewMode] = {"side": "full", "full": "off", "off": "side"}
        if len(self.shown.shown) == 1:
            modes = {"side": "full", "full": "side", "off": "full"}
        mode = modes[self.wanted.preview]
        self._apply_layout(replace(self.wanted, preview=mode))
        self.focus("preview" if mode == "full" else "editor")
        self._desk.memory.remember(replace(self._desk.remembered, preview=mode))

    def toggle_focus_mode(self) -> None:
        """Turn focus mode on or off: only the text is shown, and all but the present paragraph is dimmed."""
        self._apply_layout(replace(self.wanted, focus=not self.wanted.focus, keyboard="editor"))
        self._editor.focus_mode = self.wanted.focus
        self._editor.recolour()
        self._screen.set_focus(self._editor)

    # --- the edge between text and page

    def widen_page(self) -> None:
        """Move the edge to the left."""
        self._move_edge(self.wanted.shift + EDGE_STEP)

    def narrow_page(self) -> None:
        """Move the edge to the right."""
        self._move_edge(self.wanted.shift - EDGE_STEP)

    def put_edge(self, column: int) -> None:
        """Put the edge at a column of the screen."""
        width, height = self._size
        plain = panes(width, height, replace(self.wanted, shift=0)).preview
        self._move_edge(width - column - plain)

    def _move_edge(self, shift: int) -> None:
        """Move the edge by a number of cells to the left of its default column."""
        self._apply_layout(replace(self.wanted, shift=max(-EDGE_FARTHEST, min(EDGE_FARTHEST, shift))))
        self._desk.memory.remember(replace(self._desk.remembered, page_shift=self.wanted.shift))
