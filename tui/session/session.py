"""The session: assembles its parts, and lists what runs at a step, at a tick, on opening and on leaving.

Besides these four tuples, only constructor arguments and a few callbacks connect the parts.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.edits import Step
from tui.session.browsing import Browsing
from tui.session.clock_view import ClockView
from tui.session.escaping import Escaping
from tui.session.folder import Folder
from tui.session.headings import Headings
from tui.session.history import History
from tui.session.journaling import Journaling
from tui.session.leaving import Leaving
from tui.session.new_posts import NewPosts
from tui.session.offers import Offers
from tui.session.open_post import OpenPost
from tui.session.outside_changes import OutsideChanges
from tui.session.ownership import Ownership
from tui.session.ports import Ports
from tui.session.post_states import PostStates
from tui.session.publisher import Publisher
from tui.session.recovery import Recovery
from tui.session.saving import Saving
from tui.session.tagging import Tagging
from tui.session.undo_notes import UndoNotes

if TYPE_CHECKING:
    from tui.session.linking import Linking
    from tui.session.proofing import Proofing
    from tui.session.sparks import Sparks

TICK = 1.0
"""Seconds between two ticks."""

_ADDRESS = re.compile(r"\s*(?:https?://|mailto:)\S+\s*", re.IGNORECASE)


class Session:
    """The parts that work on the open post of one blog."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        text, ask, say, jobs, view = ports.text, ports.ask, ports.say, ports.jobs, ports.view
        self.desk = desk
        self.ports = ports
        self.post = OpenPost(desk, text, say, view)
        self.states = PostStates()
        self.undo_notes = UndoNotes(say)
        self.journaling = Journaling(self.post, say)
        self.clocks = ClockView(self.post, say, jobs, view)
        self.folder = Folder(self.post, say, jobs, view)
        self.outside = OutsideChanges(self.post, self.states, self.undo_notes, ask, say, jobs, view)
        self.saving = Saving(self.post, self.states, self.outside, ask, say, jobs, view)
        self.recovery = Recovery(self.post, ask, say, jobs)
        self.ownership = Ownership(self.post, self.recovery, say, view)
        self.history = History(self.post, self.clocks, ask, say, jobs)
        self.offers = Offers(self.post, ports.spelling, ask, say, view)
        self.escaping = Escaping(self.post, self.offers, jobs)
        self.headings = Headings(self.post, ask, say, view)
        self.tagging = Tagging(self.post, ask, say)
        self.browsing = Browsing(self.post, jobs, view)
        self.new_posts = NewPosts(self.post, self.folder, ask, say, view)
        self.publisher = Publisher(
            self.post,
            self.states,
            self.saving,
            self.outside,
            self.ownership,
            self.undo_notes,
            self.folder,
            ports,
        )
        self.leaving = Leaving(
            self.post,
            self.saving,
            (self.publisher.stop, self.saving.is_over, ports.spelling.stop),
            ask,
            say,
            view,
        )
        self._connect(ports)

    def _connect(self, ports: Ports) -> None:
        """Fill the tuples of what is called when, and set the callbacks between the parts."""
        self.steps: tuple[Callable[[Step], None], ...] = (
            self.journaling.stepped,
            self.post.stepped,
            lambda step: ports.spelling.edited(step.edits),
            self.undo_notes.stepped,
            self.escaping.stepped,
        )
        """Called at each step, in this order; the journal comes first, so that the step is on disk."""

        self.openers: tuple[Callable[[Draft, bool], None], ...] = (
            lambda draft, is_new: ports.spelling.opened(),
            self.clocks.opened,
            self.ownership.opened,
            self.history.opened,
            self.outside.opened,
        )
        """Called when a post is opened, with its draft and whether it is opened for the first time."""

        self.ticks: tuple[Callable[[], None], ...] = (
            self.journaling.tick,
            self.ownership.tick,
            self.outside.tick,
            self.clocks.tick,
            self.post.tick,
        )
        """Called once a second."""

        self.post.opened = self._opened
        self.outside.folder_changed = self.folder.read
        self.recovery.dropped = self.clocks.read_soon
        self.clocks.closed = self.saving.save

    # --- events

    def stepped(self, step: Step) -> None:
        """Pass a step of the text to everything in `steps`."""
        for stepped in self.steps:
            stepped(step)

    def _opened(self, draft: Draft, is_new: bool) -> None:
        for opened in self.openers:
            opened(draft, is_new)

    def tick(self) -> None:
        """Call everything in `ticks`, unless the open post is being written."""
        draft = self.post.draft
        if draft is None or not self.states.is_written(draft.path):
            for tick in self.ticks:
                tick()

    def look_around(self) -> None:
        """Check what other programs changed while another window had the keyboard."""
        self.outside.look()
        self.folder.read()

    def begin(self) -> None:
        """Start the jobs that the first frame does not wait for."""
        self.folder.read()
        self.publisher.begin()
        self.recovery.begin()

    # --- parts that are made on first use

    @cached_property
    def proofing(self) -> "Proofing":
        """The check."""
        # begins when it is first asked for: no start waits for it
        from tui.session.proofing import Proofing

        ports = self.ports
        return Proofing(self.post, self.offers, self.clocks, ports.ask, ports.say, ports.view)

    @cached_property
    def linking(self) -> "Linking":
        """Links and entities."""
        # begins when it is first asked for: no start waits for it
        from tui.session.linking import Linking

        ports = self.ports
        return Linking(self.post, self.offers, ports.ask, ports.say, ports.view)

    @cached_property
    def sparks(self) -> "Sparks":
        """Sparks: thoughts kept for later posts."""
        # begins when it is first asked for: no start waits for it
        from tui.session.sparks import Sparks

        return Sparks(self.post, self.new_posts, self.ports.ask, self.ports.say)

    def take_paste(self, text: str) -> bool:
        """Handle a paste that is an address; return False if it should be pasted as plain text."""
        return bool(_ADDRESS.fullmatch(text)) and self.linking.paste(text)
