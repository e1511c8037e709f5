"""The clocks on the screen: which one runs, the footer that takes in what they counted, and goals.

The one thing you would get wrong: what the status line says is asked for once a second, not at every key.
Time is counted by what is typed, so while nobody types nothing changes, and nothing is painted.
"""

from textual import on

from tui.desk.clocks import TOLD
from tui.prose.goals import Progress
from tui.ui.messages import TimeRead
from tui.ui.report import tell
from tui.ui.screens.following import FollowingScreen


class ClockingScreen(FollowingScreen):
    """A screen that tells how long was written."""

    clock = ""
    """Which clock of the open post runs, and how far it is."""

    goal: Progress | None = None

    def check_lock(self) -> None:
        """Look after the lock, and after the clocks: once a second."""
        super().check_lock()
        self.show_clock()

    def read_clock(self) -> None:
        """Take anew what the clocks say of the open post."""
        draft = self.desk.draft
        self.clock = self.desk.clocks.told(draft.path) if draft else ""
        self.goal = self.desk.clocks.progress()

    def show_clock(self) -> None:
        """Show what the clocks say now, where that is something else."""
        before = self.clock, self.goal
        self.read_clock()
        if (self.clock, self.goal) != before:
            self.show_status()

    @on(TimeRead)
    def _time_read(self, message: TimeRead) -> None:
        self.desk.clocks.take(message.path, message.left)
        self.show_clock()

    def action_clock_switch(self) -> None:
        """Let the other clock of the open post run."""
        self.flush()
        if self.desk.draft is None:
            tell(self.app, "no post is open")
            return
        phase = self.desk.clocks.switch(self.desk.draft.path)
        self.show_clock()
        tell(self.app, f"the {TOLD[phase]} clock runs")

    def action_clock_close(self) -> None:
        """Put the minutes of post-processing into the footer, and save."""
        self.flush()
        draft = self.desk.draft
        if draft is None or self.editor.read_only:
            tell(self.app, "this post is read only" if draft else "no post is open")
            return
        edits = self.desk.clocks.closing_edits(draft)
        if not edits:
            tell(self.app, "no footer in the last lines is open: it is closed, or something stands below it")
            return
        self.editor.change(edits)
        self.flush()
        if self.desk.draft is not None:
            self.save(self.desk.draft)
        tell(self.app, "post-processing is closed; undo opens it again")
