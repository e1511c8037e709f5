"""The first screen: the post as text, taking letters, while the rest of draftroom is made ready.

It shows what the first picture of the post shows, at the same places. The writing screen takes its place and
goes on with its text, cursor and undo. So nothing may be imported here but what the first letter needs.
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
"""Seconds in which what was typed before the first frame is painted, with nothing beside it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the writing screen goes on with."""

    draft: Draft
    """The post as it was read."""

    editor: Editor
    """Where it was shown, which is not used any more."""

    steps: Sequence[Step]
    """What was done to it there."""


class _Ground(Widget):
    """What a pane to come stands on."""

    def render(self) -> str:
        """Show nothing on it."""
        return ""


class OpeningScreen(PaintingScreen):
    """The post that a start shows, between the grounds of the panes to come."""

    AUTO_FOCUS = ""

    class Painted(Message):
        """The post is on the screen: there is time for the rest."""

        def __init__(self, screen: OpeningScreen) -> None:
            super().__init__()
            self.screen = screen

    def __init__(self, opening: Opening, colours: Theme) -> None:
        super().__init__()
        self.opening = opening
        self.editor = Editor(colours, self._keep)
        self._grounds = _Ground(id="sidebar"), _Ground(id="preview")

    def compose(self) -> ComposeResult:
        """The editor between two grounds, over a third."""
        with Horizontal(id="panes"):
            yield from self.side_by_side
        yield _Ground(id="status")

    @property
    def side_by_side(self) -> tuple[Widget, Editor, Widget]:
        """The panes, left to right."""
        sidebar, preview = self._grounds
        return sidebar, self.editor, preview

    def on_mount(self) -> None:
        """Show the post; its page, its blog and what its words are come with the writing screen."""
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
        """Tell the app that there is time for the rest."""
        self.post_message(self.Painted(self))

    def on_resize(self, event: Resize) -> None:
        """Lay out for another size."""
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.size or self.app.size  # at the start the screen has none yet
        wanted = wanted_at_start(self.opening.settings, self.opening.remembered)
        arrange(panes(width, height, wanted), wanted, *self.side_by_side)

    def _keep(self, step: Step) -> None:
        """Put a step on disk before it is painted."""
        try:
            self.opening.journal_step(step, lambda: self.editor.text)
        except JournalError as error:
            show_error(self.app, error)
