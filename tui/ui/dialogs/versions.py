"""Earlier versions of a post: a list, each compared with the text now, to restore passages or all of it.

What is restored is done to a text of this screen's own; the caller gets that text at the end and turns it
into edits that undo takes back. An answer that comes late is shown only where its version is still
pointed at.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from tui.compare.words import Pair, compare, restoring
from tui.edits import apply
from tui.errors import DraftroomError
from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Version
from tui.ui.dialogs.comparing import Actions, margin_of, place
from tui.ui.dialogs.dialog import Dialog
from tui.ui.theme import Theme
from tui.ui.widgets.comparison import ComparisonView, air_of
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import Part, key

WIDE = 100
"""Cells from which list and comparison stand side by side."""

PAUSE = 0.1
"""Seconds on one row before its version is read: a held key passes over rows without reading them."""

EMPTY = "no earlier version of this post is kept yet"
GROUND = ("sidebar.background", "sidebar.text")


class VersionList(PaintedView):
    """The versions, the newest first: two rows each at the side, one row each in a strip on top."""

    class Pointed(Message):
        """The keyboard is on another version."""

    def __init__(self, colours: Theme, versions: Sequence[Version]) -> None:
        super().__init__(colours, "versions")
        self._versions = [Version(*map(safe_line, (row.when, row.what, row.note))) for row in versions]
        self.at = 0

    @property
    def row(self) -> Version:
        """The version that is pointed at, harmless to print."""
        return self._versions[self.at]

    @property
    def strip_height(self) -> int:
        """Rows of a strip on top of the screen."""
        height = self.app.size.height
        return max(1, min(len(self._versions), height // 5)) + self.is_airy

    @property
    def allow_vertical_scroll(self) -> bool:
        """The wheel scrolls, though there is no bar to show."""
        return True

    @property
    def _top(self) -> int:
        """Rows above the first version: air, at the side a heading, and air again."""
        return air_of(self.size.height) + 2 if self._each == 3 else self.is_airy

    @property
    def is_airy(self) -> bool:
        """Whether the screen is high enough for a blank row above a strip."""
        return self.app.size.height >= 20

    @property
    def _each(self) -> int:
        """Rows for one version: at the side two, and one of air."""
        return 3 if self.app.size.width >= WIDE else 1

    def on_resize(self, event: events.Resize) -> None:
        """Keep the pointed version in view."""
        self.go(self.at)

    def go(self, at: int) -> None:
        """Point at a version."""
        at = max(0, min(len(self._versions) - 1, at))
        self.set_height(len(self._versions) * self._each + self._top)
        first = at * self._each
        top, height = self.scroll_offset.y, self.size.height - self._top
        if not top <= first <= top + height - self._each:
            top = first if first < top else first + self._each - height
            self.scroll_to(y=max(0, min(top, first)), animate=False, immediate=True)
        if at != self.at:
            self.at = at
            self.post_message(self.Pointed())
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        if y < self._top:
            return strip_of(
                self._heading() if y == self._top - 2 and self._top > 1 else (), GROUND, self.colours, width
            )
        index, part = divmod(y - self._top + self.scroll_offset.y, self._each)
        if index >= len(self._versions) or part == 2:
            return strip_of((), GROUND, self.colours, width)
        row, here = self._versions[index], index == self.at
        ground = (*GROUND, "selection") if here else GROUND
        bar = Span("▋", ("sidebar.bar",)) if here and self.has_focus else Span(" ")
        margin = margin_of(self.app.size.width)
        room = max(1, width - margin - 2)
        name = Span(shorten(row.when, room), ("sidebar.chosen",) if here else ())
        if self._each == 1:
            air = " " * (max(Span(other.when).width for other in self._versions) + 2 - name.width)
            spans = [name, *_ends(f"{air}{row.what}", row.note, room - name.width)]
        else:
            spans = _ends(row.what, row.note, room) if part else [name]
        return strip_of((bar, Span(" " * (margin - 1)), *spans), ground, self.colours, width)

    def _heading(self) -> tuple[Span, ...]:
        name, count = "    versions", str(len(self._versions))
        air = " " * max(1, self.size.width - 2 - len(name) - len(count))
        return Span(name, ("sidebar.heading",)), Span(air), Span(count, ("sidebar.count",))

    def on_focus(self) -> None:
        """Show where the keyboard is."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the sign of the keyboard away."""
        self.refresh()

    def take(self, key: str) -> bool:
        """Point at another version; tell whether the key was one for that. The screen calls this."""
        page, whole = max(1, (self.size.height - self._top) // self._each), len(self._versions)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -whole, "end": whole}
        if key in steps:
            self.go(self.at + steps[key])
        return key in steps

    def on_click(self, event: events.Click) -> None:
        """Point at the version under the mouse."""
        index = (event.y - self._top + self.scroll_offset.y) // self._each
        if event.y >= self._top and index < len(self._versions):
            self.go(index)


def _ends(what: str, note: str, room: int) -> list[Span]:
    """Return what stands at the left and at the right, the note only where it leaves room for words."""
    note = note if Span(note).width + 8 <= room else ""
    what = shorten(what, room - Span(note).width - 2) if room > 8 else ""
    air = " " * max(0, room - Span(what).width - Span(note).width)
    return [Span(f"{what}{air}{note}", ("sidebar.date",))]


class VersionsScreen(Dialog[str | None]):
    """Dismissed with the text that the writer wants now, or None when nothing was restored.

    `load` gives the text of a version by its place in the list, and may raise DraftroomError. `w` restores
    a whole version when it is pressed twice, and any other key between the two takes the first one back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", show=False, priority=True),
        Binding("tab,shift+tab", "swap", show=False, priority=True),
    ]

    def __init__(
        self, colours: Theme, versions: Sequence[Version], load: Callable[[int], Awaitable[str]], now: str
    ) -> None:
        super().__init__(classes="comparing")
        self._load = load
        self._now = now
        self._before: list[str] = []
        self._text: str | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._timer: Timer | None = None
        self._asked_whole = False
        self._is_empty = not versions
        self._list = VersionList(colours, versions)
        self._view = ComparisonView(colours, "", "now")
        self._actions = Actions(colours)

    def compose(self) -> ComposeResult:
        """The list, the comparison, what one can press."""
        with Container(id="history"):
            yield self._list
            yield self._view
        yield self._actions

    def on_mount(self) -> None:
        """Read the newest version."""
        if self._is_empty:
            self._list.display = False
            self._view.entitle("", "")
            self._view.say(EMPTY)
            self._view.focus()
        else:
            self._list.focus()
            self._read(0)

    def on_resize(self, event: events.Resize) -> None:
        """Put the list at the side, or on top where the screen is narrow."""
        wide = event.size.width >= WIDE
        self.set_class(not wide, "narrow")
        self._list.styles.height = "100%" if wide else self._list.strip_height

    # --- reading

    def on_version_list_pointed(self) -> None:
        """Read a version once the keyboard rests on it."""
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
            # What was taken back meanwhile made another text of it.
            self._show(pairs if now == self._now else compare(text, self._now))

    def _show(self, pairs: tuple[Pair, ...], at: int = 0) -> None:
        self._pairs = pairs
        row = self._list.row
        self._view.entitle(row.when, "now")
        self._view.show(pairs, at=at)
        if not self._view.differences:
            self._view.say("the text now says the same, word by word")

    # --- restoring

    def on_key(self, event: events.Key) -> None:
        """Restore, or go to the other pane."""
        event.stop()
        asked, self._asked_whole = self._asked_whole, False
        in_list = self._list.has_focus
        pane = self._list if in_list else self._view
        if pane.take(event.key):
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
        """Restore the pointed passage; what is out of sight is shown first."""
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
        """Compare anew, at once: the next key may restore the next passage."""
        if self._text is not None:
            self._show(compare(self._text, self._now), self._view.at)

    # --- state

    def on_comparison_view_pointed(self) -> None:
        """Say which difference is pointed at."""
        self._show_state()

    def on_descendant_focus(self) -> None:
        """Name the keys of the pane that has the keyboard."""
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
        if not self._is_empty and self._list.has_focus:
            keys.append(key("enter", "compare"))
        elif self._view.differences:
            keys += [key("r", "restore this passage"), key("n p", "next, previous")]
        if self._text is not None and self._text != self._now:
            keys.append(key("w", "restore the whole version"))
        if self._before:
            keys.append(key("u", "take back"))
        if not self._is_empty and not self._list.has_focus:
            keys.append(key("tab", "versions"))
        return [*keys, key("esc", "done" if self._before else "back")]

    def action_swap(self) -> None:
        """Give the keyboard to the other pane."""
        if not self._is_empty:
            (self._view if self._list.has_focus else self._list).focus()

    def action_done(self) -> None:
        """Leave with what was restored."""
        changed = bool(self._before) and self._now != self._before[0]
        self.dismiss(self._now if changed else None)
