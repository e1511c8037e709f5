"""The opening screen: shows the post as text and takes letters while the rest of draftroom is loaded.

It shows the same words at the same places as `firstpaint.py`. The writing screen replaces it and goes on with
its text, cursor and undo. Only what the first letter needs may be imported here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget

from tui.desk.opening import Opening, first_words
from tui.edits import Step
from tui.errors import JournalError
from tui.settings import LeftOff
from tui.ui.layout import panes, wanted_at_start
from tui.ui.panes import arrange
from tui.ui.report import show_error
from tui.ui.textual_internals.painting import PaintingScreen
from tui.ui.theme import Theme
from tui.ui.widgets.editor.editor import Editor

if TYPE_CHECKING:  # the first letter waits for none of this
    from tui.desk.drafts import Draft


FIRST_LETTERS = 0.03
"""Seconds for painting the keys that were typed before the first frame; the loading begins after them."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the opening screen hands over to the writing screen."""

    draft: Draft
    """The post as it was read."""

    editor: Editor
    """The editor of the opening screen, which is no longer used."""

    steps: Sequence[Step]
    """The steps that were done in that editor."""


class _Ground(Widget):
    """The empty background of a pane that the writing screen will show."""

    def render(self) -> str:
        """Return nothing, so that only the background shows."""
        return ""


class OpeningScreen(PaintingScreen):
    """The post of a start in an editor, between the empty backgrounds of the other panes."""

    AUTO_FOCUS = ""

    class Painted(Message):
        """The post is painted, so the rest can be loaded."""

        def __init__(self, screen: OpeningScreen) -> None:
            super().__init__()
            self.screen = screen

    def __init__(self, opening: Opening, colours: Theme) -> None:
        super().__init__()
        self.opening = opening
        self.editor = Editor(colours, self._journal)
        self._grounds = _Ground(id="sidebar"), _Ground(id="preview")

    def compose(self) -> ComposeResult:
        """Yield the editor between two empty panes, and an empty status line below."""
        with Horizontal(id="panes"):
            yield from self.side_by_side
        yield _Ground(id="status")

    @property
    def side_by_side(self) -> tuple[Widget, Editor, Widget]:
        """The panes, left to right."""
        sidebar, preview = self._grounds
        return sidebar, self.editor, preview

    def on_mount(self) -> None:
        """Show the post; the writing screen adds its page, its blog and its spelling marks."""
        self._lay_out()
        post = self.opening.post
        if post is None:
            self.editor.read_only = True
        else:
            self.editor.read_only = not self.opening.take_lock()
            self.editor.open(post.path, post.text, self.opening.left_off or LeftOff(first_words(post)))
        self.set_focus(self.editor)
        self.call_after_refresh(self.set_timer, FIRST_LETTERS, self.on_painted)

    def on_painted(self) -> None:
        """Tell the app that the rest can be loaded."""
        self.post_message(self.Painted(self))

    def on_resize(self, event: Resize) -> None:
        """Lay out for another size."""
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.size or self.app.size  # at the start the screen has no size yet
        wanted = wanted_at_start(self.opening.settings, self.opening.remembered)
        arrange(panes(width, height, wanted), wanted, *self.side_by_side)

    def _journal(self, step: Step) -> None:
        """Write a step to the journal before it is painted."""
        try:
            self.opening.journal_step(step, lambda: self.editor.text)
        except JournalError as error:
            show_error(self.app, error)
