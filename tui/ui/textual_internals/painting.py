"""When a screen is painted: once the terminal takes it, and where there are panes, once all have their sizes.

What is not painted in time must not be lost. Nothing that is dirty is forgotten before it is painted, so that
one late picture shows all that changed meanwhile.
"""

from collections.abc import Sequence

from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from tui.ui.textual_internals.compositor import FrugalCompositor
from tui.ui.textual_internals.driver import Driver

TERMINAL_CHECK = 0.01
"""Seconds until one looks again whether a slow terminal has taken what was painted."""


class PatientScreen(Screen[ScreenResultType]):
    """A screen that paints when the terminal has taken what was painted before."""

    _waits = False

    def _compositor_refresh(self) -> None:
        """Paint, unless pictures wait that a slow line has not taken: they would only delay the last one."""
        driver = self.app._driver
        if not (isinstance(driver, Driver) and driver.is_behind):
            super()._compositor_refresh()
        elif not self._waits:
            self._waits = True
            self.set_timer(TERMINAL_CHECK, self._paint_late)

    def _paint_late(self) -> None:
        self._waits = False
        self._compositor_refresh()


class PaintingScreen(PatientScreen[None]):
    """A screen of panes that paints only what changed in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FrugalCompositor()
        self._layouts = 0
        self._laid_out: set[Widget] = set()
        self._paints = False

    @property
    def side_by_side(self) -> Sequence[Widget]:
        """The panes whose sizes a picture waits for."""
        raise NotImplementedError

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size, and paint once the panes have followed: before, they show the old one.

        Textual (8.2.8) paints both, and lays out twice more because the layout gave its panes their sizes.
        """
        if not (self.is_attached and self.stack_updates):  # then it is not laid out
            return
        if self.is_current:
            self._paints = False
        super()._screen_resized(size)
        for widget in self.walk_children(Widget, with_self=True):
            widget._layout_required = False
        self._layouts += 1
        self._laid_out.clear()
        for pane in self.side_by_side:
            pane.call_later(self._pane_laid_out, pane, self._layouts)  # behind what tells it its size

    def _pane_laid_out(self, pane: Widget, layout: int) -> None:
        """Paint once all panes have followed a layout."""
        if layout != self._layouts:
            return
        self._laid_out.add(pane)
        if self._laid_out.issuperset(self.side_by_side) and not self._paints:
            self._paints = True
            top = self.app.screen
            top.refresh()
            top._on_timer_update()
            for widget in self.walk_children(Widget, with_self=True):  # painted, all of it
                widget._repaint_required = False
                widget._exchange_repaint_regions()

    def _compositor_refresh(self) -> None:
        """Paint nothing before the panes have their sizes: they would cover the first picture, empty."""
        if self._paints:
            super()._compositor_refresh()
            if self is not self.app.screen:
                self._repaint_required = False  # below a dialog Textual (8.2.8) would paint for ever


def paint_now(widget: Widget) -> None:
    """Paint what a widget has to refresh within this frame, which is over at the widget's own idle moment."""
    widget._check_refresh()
