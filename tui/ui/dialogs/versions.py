"""Earlier versions of a post, each compared with the present text, to restore passages or a whole version.

The screen restores passages in its own copy of the text. At the end the caller gets that copy and turns it
into edits that can be undone. A version is shown only if it is still the chosen one when it has been read.
"""

import asyncio
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.timer import Timer

from tui.compare.side_by_side import Pair, compare, restoring
from tui.edits import apply
from tui.errors import DraftroomError
from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Looking, Version
from tui.ui.dialogs.dialog import Dialog
from tui.ui.dialogs.two_texts import Actions, margin_of, place
from tui.ui.theme import Theme
from tui.ui.widgets.choices import ChoiceList
from tui.ui.widgets.comparison import ComparisonView, air_of
from tui.ui.widgets.status import Part, key

WIDE = 100
"""The least width, in cells, at which list and comparison are side by side."""

PAUSE = 0.1
"""Seconds on one row before its version is read, so that a held key reads no row it passes over."""

AIRY = 20
"""The least height, in rows, at which there is a blank row above the strip."""

SIDE_WIDTH = 34
"""Cells of the list at the side, as `app.tcss` has them."""

EMPTY = "no earlier version of this post is kept yet"
GROUND = ("sidebar.background", "sidebar.text")


def _ends(what: str, note: str, room: int) -> list[Span]:
    """Return `what` at the left and the note at the right; the note is left out if both do not fit."""
    note = note if Span(note).width + 8 <= room else ""
    what = shorten(what, room - Span(note).width - 2) if room > 8 else ""
    air = " " * max(0, room - Span(what).width - Span(note).width)
    return [Span(f"{what}{air}{note}", ("sidebar.date",))]


class VersionsScreen(Dialog[str | None]):
    """Earlier versions; dismissed with the text after all restored passages, or None if it is unchanged.

    `load` returns the text of a version by its index in the list, and may raise DraftroomError. `w` restores
    a whole version when it is pressed twice in a row.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", show=False, priority=True),
        Binding("tab,shift+tab", "swap", show=False, priority=True),
    ]

    def __init__(self, colours: Theme, looking: Looking) -> None:
        super().__init__(classes="comparing")
        self._load = looking.load
        self._now = looking.now
        self._versions = [
            Version(*map(safe_line, (row.when, row.what, row.note))) for row in looking.versions
        ]
        self._before: list[str] = []
        self._text: str | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._timer: Timer | None = None
        self._asked_whole = False
        self._list = ChoiceList(colours, "versions", self._paint, GROUND)
        self._list.show(len(self._versions))  # keys may come before the screen is mounted
        self._view = ComparisonView(colours, "", "now")
        self._actions = Actions(colours)

    _is_wide = True

    def compose(self) -> ComposeResult:
        """The list, the comparison, the keys."""
        with Container(id="history"):
            yield self._list
            yield self._view
        yield self._actions

    def on_mount(self) -> None:
        """Read the newest version."""
        if self._versions:
            self._list.focus()
            self._read(0)
        else:
            self._list.display = False
            self._view.entitle("", "")
            self._view.say(EMPTY)
            self._view.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Put the list at the side, or on top if the screen is narrow."""
        width, height = event.size
        self._is_wide = width >= WIDE
        self.set_class(not self._is_wide, "narrow")
        air: list[tuple[Span, ...]] = [()]
        if self._is_wide:
            self._list.styles.height = "100%"
            head = [*air * air_of(height), self._heading(), *air]
            self._list.show(len(self._versions), self._list.at, parts=2, air=1, head=head)
        else:
            is_airy = height >= AIRY
            self._list.styles.height = max(1, min(len(self._versions), height // 5)) + is_airy
            self._list.show(len(self._versions), self._list.at, head=air * is_airy)

    # --- the list

    def _heading(self) -> tuple[Span, ...]:
        name, count = "    versions", str(len(self._versions))
        air = " " * max(1, SIDE_WIDTH - 2 - len(name) - len(count))
        return Span(name, ("sidebar.heading",)), Span(air), Span(count, ("sidebar.count",))

    def _paint(self, index: int, part: int, width: int, here: bool) -> list[Span]:
        """Paint a version: two rows at the side, one row in a strip on top."""
        row = self._versions[index]
        bar = Span("▋", ("sidebar.bar",)) if here and self._list.has_focus else Span(" ")
        margin = margin_of(self.size.width)
        room = max(1, width - margin - 2)
        name = Span(shorten(row.when, room), ("sidebar.chosen",) if here else ())
        if self._is_wide:
            spans = _ends(row.what, row.note, room) if part else [name]
        else:
            air = " " * (max(Span(other.when).width for other in self._versions) + 2 - name.width)
            spans = [name, *_ends(f"{air}{row.what}", row.note, room - name.width)]
        return [bar, Span(" " * (margin - 1)), *spans]

    def _steps(self, name: str) -> int:
        """Return by how many versions a key moves in the list, 0 for another key."""
        page, whole = self._list.page, len(self._versions)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -whole, "end": whole}
        return steps.get(name, 0)

    # --- reading

    def on_choice_list_pointed(self) -> None:
        """Read the chosen version once the cursor has rested on it."""
        self._text = None
        self._asked_whole = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, lambda: self._read(self._list.at))
        self._show_state()

    @work(exclusive=True, group="versions", description="reads a version")
    async def _read(self, at: int) -> None:
        now = self._now
        try:
            text = await self._load(at)
            pairs = await asyncio.to_thread(compare, text, now)
        except DraftroomError as error:
            if at == self._list.at:
                self._view.say(f"{error.title}: {error.detail}" if error.detail else error.title)
            return
        if at == self._list.at:
            self._text = text
            # A restored passage may have been taken back while this version was read.
            self._show(pairs if now == self._now else compare(text, self._now))

    def _show(self, pairs: tuple[Pair, ...], at: int = 0) -> None:
        self._pairs = pairs
        self._view.entitle(self._versions[self._list.at].when, "now")
        self._view.show(pairs, at=at)
        if not self._view.differences:
            self._view.say("the text now says the same, word by word")

    # --- restoring

    def on_key(self, event: events.Key) -> None:
        """Restore, take back, or go to the other pane."""
        event.stop()
        asked, self._asked_whole = self._asked_whole, False
        in_list = self._list.has_focus
        if in_list and (steps := self._steps(event.key)):
            self._list.move(steps)
        elif not in_list and self._view.take(event.key):
            pass
        elif event.key == "w" and self._text is not None and self._text != self._now:
            self._asked_whole = not asked
            if asked:
                self._change(self._text)
        elif event.key == "u" and self._before:
            self._now = self._before.pop()
            self._refresh()
        elif (in_list and event.key in ("right", "enter")) or (not in_list and event.key == "left"):
            self.action_swap()
        elif not in_list and event.key in ("r", "enter"):
            self._restore()
        self._show_state()

    def _restore(self) -> None:
        """Restore the selected passage; a passage that is out of sight is only scrolled into sight."""
        pointed = self._view.pointed
        if self._text is None or pointed is None:
            return
        if not self._view.in_sight:
            self._view.point(self._view.at)
            return
        self._change(apply(self._now, restoring(self._text, self._now, pointed.first, self._pairs)))

    def _change(self, text: str) -> None:
        self._before.append(self._now)
        self._now = text
        self._refresh()

    def _refresh(self) -> None:
        """Compare again at once, because the next key may restore the next passage."""
        if self._text is not None:
            self._show(compare(self._text, self._now), self._view.at)

    # --- state

    def on_comparison_view_pointed(self) -> None:
        """Show the number of the selected difference."""
        self._show_state()

    def on_descendant_focus(self) -> None:
        """Show which pane has the keyboard, and its keys."""
        self._list.refresh()
        self._show_state()

    def _show_state(self) -> None:
        if self._asked_whole:
            again = key("w", "again: restore the whole version")
            self._actions.show(("this replaces the whole text",), (again, key("esc", "done")))
            return
        restored = f"{len(self._before)} restored" if self._before else ""
        self._actions.show((place(self._view, "difference"), restored), self._keys())

    def _keys(self) -> list[Part]:
        keys = []
        if self._list.has_focus:
            keys.append(key("enter", "compare"))
        elif self._view.differences:
            keys += [key("r", "restore this passage"), key("n p", "next, previous")]
        if self._text is not None and self._text != self._now:
            keys.append(key("w", "restore the whole version"))
        if self._before:
            keys.append(key("u", "take back"))
        if self._versions and not self._list.has_focus:
            keys.append(key("tab", "versions"))
        return [*keys, key("esc", "done" if self._before else "back")]

    def action_swap(self) -> None:
        """Give the keyboard to the other pane."""
        if self._versions:
            (self._view if self._list.has_focus else self._list).focus()

    def action_done(self) -> None:
        """Close with the text after all restored passages."""
        changed = bool(self._before) and self._now != self._before[0]
        self.dismiss(self._now if changed else None)
