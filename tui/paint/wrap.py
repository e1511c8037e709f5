"""Runs of text wrapped into lines of so many cells, in time that grows only with the text.

A row may end at a space, after or before a Chinese or Japanese character (but not before a closing mark nor
after an opening one), and nowhere else: a no-break space is a letter here. Only a word that is wider than the
whole row is cut: after the last `/`, `?` or `&` that fits, as addresses have them, else between two clusters.
White space has to be single already (`tui.paint.inlines` sees to it), because a line is a slice of the text,
spaces and all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len

from tui.paint.cells import ONE_CELL, Line, Span, clusters

HARD_BREAK = "\n"
"""The text of a run that starts a new row."""

_IDEOGRAPH = (
    "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u301c-\u30ff\u3100-\u312f\u31a0-\u31ff\u3200-\u9fff\uf900-\ufaff"
    "\uff02-\uff07\uff0a\uff0b\uff0d\uff0f-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a"
    "\U0001b000-\U0001b2ff\U00020000-\U0003fffd"
)
_OPENING = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\uff08\uff3b\uff5b\uff5f(\\[{“‘«"
_CLOSING = (
    "\u3000\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u30fb\u30fc"
    "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
    ")\\]},.:;!?%”’»…¹²³⁰⁴-⁹"
)
_JOINED = "(?:[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]|\u200d.)*+"
_IDEOGRAPH_WORD = f"[{_OPENING}]*+[{_IDEOGRAPH}]{_JOINED}(?:[{_CLOSING}]{_JOINED})*+"
_ONE_CELL = re.compile(f"[{ONE_CELL}]*+")
_JOINT = re.compile("(?<!/)[/?&](?!/)")
"""Where an address may be cut after."""

_WORD = re.compile(f" +|{_IDEOGRAPH_WORD}|[^ {_IDEOGRAPH}]++(?:[{_CLOSING}]{_JOINED})*+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text to be wrapped that is painted alike and comes from one source row."""

    text: str
    roles: tuple[str, ...] = ()
    link: str = ""
    row: int = 0
    opens_tab: bool = False
    title: str = ""

    @property
    def look(self) -> tuple[tuple[str, ...], str, bool, str]:
        """What two runs share that may be one span."""
        return self.roles, self.link, self.opens_tab, self.title


def wrap(runs: Sequence[Run], width: int) -> tuple[Line, ...]:
    """Wrap runs into lines of at most `width` cells, width 2 or more.

    A run that is a `HARD_BREAK` starts a new line; empty lines at either end are dropped.
    """
    lines: list[Line] = []
    start = 0
    for index, run in enumerate(runs):
        if run.text == HARD_BREAK:
            lines += _fill(runs[start:index], width) or [Line((), run.row)]
            start = index + 1
    lines += _fill(runs[start:], width)
    while lines and not lines[-1].spans:
        lines.pop()
    leading = next((index for index, line in enumerate(lines) if line.spans), 0)
    return tuple(lines[leading:])


def _fill(runs: Sequence[Run], width: int) -> list[Line]:
    """Wrap runs without hard breaks; what is painted alike becomes one span."""
    text = "".join([run.text for run in runs])
    ends = list(accumulate([len(run.text) for run in runs]))
    looks = [run.look for run in runs]
    lines: list[Line] = []
    first = 0
    rows = [*_rows(text, width)]
    for (start, end), (begins, _) in zip(rows, [*rows[1:], (-1, 0)], strict=False):
        after = "\n" if begins < 0 else " " if begins > end else ""
        while ends[first] <= start:
            first += 1
        spans: list[Span] = []
        row, current = runs[first].row, first
        while start < end:
            look = looks[current]
            while ends[current] < end and looks[current + 1] == look:
                current += 1
            stop = min(ends[current], end)
            spans.append(Span(text[start:stop], *look))
            start = stop
            current += 1
        lines.append(Line(tuple(spans), row, after))
    return lines


def _rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield where each row starts and ends in the text, without the space that it breaks at."""
    return _plain_rows(text, width) if _ONE_CELL.fullmatch(text) else _measured_rows(text, width)


def _plain_rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of a text whose characters take one cell each: most prose, at a step per row."""
    start, length = 0, len(text)
    while start < length:
        if text[start] == " ":
            start += 1
            continue
        cut = length if length - start <= width else text.rfind(" ", start, start + width + 1)
        if cut < 0:
            joints = [joint.end() for joint in _JOINT.finditer(text, start, start + width)]
            cut = joints[-1] if joints else start + width
        yield start, start + len(text[start:cut].rstrip(" "))
        start = cut


def _measured_rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of any text, each word measured."""
    start = end = filled = space = 0
    for word in _WORD.finditer(text):
        if word[0][0] == " ":
            space = len(word[0])
            continue
        size = cell_len(word[0])
        if end > start and filled + space + size > width:
            yield start, end
            start = end
        if start == end:
            start, filled, space = word.start(), 0, 0
        filled += space + size
        end, space = word.end(), 0
        if size > width:
            *whole, (start, end, filled) = _pieces(word[0], word.start(), width)
            for piece_start, piece_end, _ in whole:
                yield piece_start, piece_end
    if end > start:
        yield start, end


def _pieces(word: str, offset: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and cells of the pieces of a word that is wider than a row."""
    joints = {offset + joint.end() for joint in _JOINT.finditer(word)}
    start = end = joint = offset
    filled = after = 0
    for cluster in clusters(word):
        size = cell_len(cluster)
        while filled and filled + size > width:
            if joint == start:
                joint, after = end, 0
            yield start, joint, filled - after
            start, filled = joint, after
        end += len(cluster)
        filled += size
        after += size
        if end in joints:
            joint, after = end, 0
    yield start, end, filled
