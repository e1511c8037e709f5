"""The scanner of kramdown's spans: mistune's inline parser, reading a span to the place where it ends.

kramdown reads from left to right: a span that begins reads what is inside it, with all rules, until its
own end mark; when that never comes, its first mark is words, and reading goes on right after that mark.

Reading again after a failure makes such parsers slow, so each text has an allowance for it
(`Text.allowance`). When that is spent, marks that could begin a span are words.
"""

import re
from collections.abc import Callable

from mistune.core import InlineState
from mistune.inline_parser import InlineParser

from tui.markup.tokens import Environment, Token

MOST_LEVELS = 20
"""Spans inside each other beyond which marks are words."""

_REREAD_LEAST = 500
_REREAD_TIMES = 4
_REREAD_TIMES_OF_PROSE = 12
_LONGEST_PROSE = 4_000
"""How often all of a text may be read again: a paragraph of prose more often than a book without end."""

_TRIGGER = re.compile(r"[]*_`<\[!&$~{\\\"'>.\-]")
RAW_RULES = ("html", "entity")
"""The rules that hold in words that are left to HTML."""
_RAW_TRIGGER = re.compile("[<&]")


class Text:
    """What all states that read one text share."""

    def __init__(self, src: str) -> None:
        prose = min(len(src), _LONGEST_PROSE)
        self.allowance = _REREAD_LEAST + _REREAD_TIMES_OF_PROSE * prose + _REREAD_TIMES * (len(src) - prose)
        """How many characters may still be read in vain."""
        self._src = src
        self._absent: dict[str, int] = {}
        self._last: dict[re.Pattern[str], int] = {}

    def find(self, needle: str, start: int) -> int:
        """Return the offset of a string at or after `start`, −1 without one; remembers what is not there."""
        if start >= self._absent.get(needle, start + 1):
            return -1
        found = self._src.find(needle, start)
        if found < 0:
            self._absent[needle] = start
        return found

    def last(self, pattern: re.Pattern[str]) -> int:
        """Return the last offset where a pattern matches, −1 without one; remembers it."""
        if pattern not in self._last:
            self._last[pattern] = max((match.start() for match in pattern.finditer(self._src)), default=-1)
        return self._last[pattern]


class SpanState(InlineState):
    """The tokens of one span, or of a whole text, while they are read."""

    def __init__(self, env: Environment, text: Text | None = None, start: int = 0) -> None:
        super().__init__(env)
        self.text = text or Text("")
        self.start = start
        """Offset where this span's inside begins."""
        self.end: int | None = None
        """Offset of what ended this span; None when the text ended first."""
        self.fresh = start
        """Offset where the words begin that no rule has read yet: a quote can look back no further."""
        self.open: frozenset[str] = frozenset()
        """The kinds of the spans that this one is in, its own among them."""
        self.images = 0
        """How many images are right inside this span."""
        self.uncertain = False
        """Whether what is read here is thrown away when a span around it has no end."""
        self.html = False
        """This is inside an HTML element."""
        self.raw = False
        """Only HTML is read here."""

    def words(self, words: str) -> None:
        """Add words that stay as they are."""
        self.tokens.append({"type": "raw" if self.raw else "text", "raw": words})


Stop = Callable[[SpanState, int], bool]
"""Tells for the state of a span and an offset whether the span ends there."""


class SpanParser(InlineParser):
    """mistune's inline parser without its rules and with kramdown's order of reading."""

    state_cls = SpanState

    def __init__(self) -> None:
        super().__init__()
        self.rules = []
        self.specification = {}

    def parse(self, state: InlineState) -> list[Token]:
        """Read a whole text."""
        assert isinstance(state, SpanState)
        state.text = Text(state.src)
        self._read(state, None)
        return state.tokens

    def inside(self, state: SpanState, start: int, kind: str, stop: Stop, raw: bool = False) -> SpanState:
        """Read the inside of an HTML element from `start` to where `stop` holds, or the text ends."""
        child = self._child(state, start, kind)
        child.html, child.raw = True, raw
        self._read(child, stop)
        return child

    def apart(self, state: SpanState, src: str, kind: str) -> SpanState:
        """Read the inside of a span as a text of its own."""
        child = self._child(state, 0, kind)
        child.text = Text(src)
        child.src = src
        child.uncertain = False
        self._read(child, None)
        return child

    def attempt(self, state: SpanState, start: int, kind: str, stop: Stop) -> SpanState | None:
        """Return the inside of a span, None when it has no end or too much has been read in vain."""
        if state.depth >= MOST_LEVELS or state.text.allowance <= 0:
            return None
        child = self._child(state, start, kind)
        child.uncertain = True
        self._read(child, stop)
        if child.end is None:
            state.text.allowance -= len(state.src) - start
            return None
        return child

    def _child(self, state: SpanState, start: int, kind: str) -> SpanState:
        child = SpanState(state.env, state.text, start)
        child.src = state.src
        child.depth = state.depth + 1
        child.open = state.open | {kind}
        child.uncertain, child.html = state.uncertain, state.html
        return child

    def _read(self, state: SpanState, stop: Stop | None) -> None:
        src = state.src
        trigger = _RAW_TRIGGER if state.raw else _TRIGGER
        rules = self.compile_sc(list(RAW_RULES) if state.raw else None)
        added = position = state.start
        while found := trigger.search(src, position):
            if state.uncertain and state.text.allowance <= 0:
                return
            at = found.start()
            if stop and stop(state, at):
                state.end = at
                break
            match = rules.match(src, at)
            if match:
                if at > added:
                    state.words(src[added:at])
                    added = at
                end = self.parse_method(match, state)
                if end is not None:
                    state.fresh = added = position = end
                    continue
            position = at + 1
        last = len(src) if state.end is None else state.end
        if last > added:
            state.words(src[added:last])
