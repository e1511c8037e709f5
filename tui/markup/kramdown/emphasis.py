"""Emphasis, strong emphasis and strikethrough, as kramdown 2.4 pairs their marks.

Two marks are tried as strong emphasis first, then as emphasis that begins with the first of them. No style
is nested in itself.
"""

import re

from tui.markup.kramdown.letters import is_letter, is_space
from tui.markup.kramdown.spans import SpanParser, SpanState, Stop

PATTERN = r"\*\*?|__?"
STRIKE_PATTERN = r"~~(?=(?a:[^\s~]))"

_ENDS = {
    "*": re.compile(r"\*(?<=\S\*)", re.ASCII),
    "**": re.compile(r"\*\*(?<=\S\*\*)", re.ASCII),
    "_": re.compile(r"_(?<=(?a:\S)_)(?![^\W_])"),
    "__": re.compile(r"__(?<=(?a:\S)__)(?![^\W_])"),
}
"""The patterns for the end of an emphasis, by its marks. The lookbehind follows the mark, which is faster."""
_STRIKE_END = re.compile(r"~~(?<=[^\s~]~~)", re.ASCII)


def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read an emphasis; a mark that begins none is text."""
    marks = match.group()
    start, end = match.span()
    if not _may_open(marks, state, start, end):
        state.words(marks)
        return end
    kind = "strong" if len(marks) == 2 else "emphasis"
    closed = _read(inline, state, marks, end, kind)
    if closed is None and kind == "strong" and "emphasis" not in state.open:
        closed = _read(inline, state, marks[0], start + 1, "emphasis")
    if closed is None:
        state.words(marks)
        return end
    return closed


def parse_strike(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read a strikethrough, which ends at the first marks that can end it, even inside another span."""
    start = match.end()
    if "strikethrough" in state.open or state.text.last(_STRIKE_END) <= start:
        return None
    close = _STRIKE_END.search(state.src, start)
    if not close:
        return None
    child = inline.apart(state, state.src[start : close.start()], "strikethrough")
    state.tokens.append({"type": "strikethrough", "children": child.tokens})
    return close.end()


def _may_open(marks: str, state: SpanState, start: int, end: int) -> bool:
    after = state.src[end : end + 1]
    if not after or is_space(after) or ("strong" if len(marks) == 2 else "emphasis") in state.open:
        return False
    if marks[0] == "_":
        before = state.src[max(0, start - 2) : start].removesuffix("-")
        return not is_letter(before[-1:])
    return True


def _read(inline: SpanParser, state: SpanState, marks: str, start: int, kind: str) -> int | None:
    """Add the span whose content begins at `start`, and return the offset after it; None without an end."""
    if state.text.last(_ENDS[marks]) <= start:
        return None
    child = inline.attempt(state, start, kind, _stop(marks, kind))
    if child is None or child.end is None:
        return None
    state.tokens.append({"type": kind, "children": child.tokens})
    return child.end + len(marks)


def _stop(marks: str, kind: str) -> Stop:
    after_end = len(marks)

    def stop(state: SpanState, at: int) -> bool:
        src = state.src
        if not src.startswith(marks, at) or at == state.start or is_space(src[at - 1]):
            return False
        if kind == "emphasis" and src.startswith(marks * 2, at) and not src.startswith(marks * 3, at):
            return False
        return marks[0] != "_" or not src[at + after_end : at + after_end + 1].isalnum()

    return stop
