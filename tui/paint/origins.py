"""Where a painted letter comes from: the row and column of the source that it stands for.

The parser keeps no columns. The painted text and the source are aligned, word by word and then letter by
letter. Addresses, attributes and tags, which readers never see, are left out of the source first, and a
typographic character is compared as the characters that it was made of. A word may repeat, so the text
around it is aligned too.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import accumulate, pairwise

from tui.compare.matching import Change, changes
from tui.markup.tree import Block, Footnotes, Table
from tui.paint.cells import Line, cut

SourceRows = Callable[[int, int], Sequence[str]]
"""Returns the rows of the source from one up to another, counted as `Line.row` is; as many as there are."""

_FARTHEST = 40
"""Rows of the source that one painted row may take its words from."""

_AROUND = 3
"""Painted rows above and below that are matched along with those of one row of the source."""

_COLUMNS_APART = 3
_NOTE = "\0"
"""What stands for the mark of a footnote on both sides."""

_MADE_OF = {
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("“”„", '"'),
    **{"«": "<<", "»": ">>", "…": "...", "–": "--", "—": "---", "\u00a0": " "},
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True)),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()", strict=True)),
}
_PIECE = re.compile(
    r"""(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    |\\(?P<escaped>[!-/:-@\[-`{-~])
    |!\[[^\[\]]*+\]\([^()\s]*+
    |(?P<note>\[\^[^\]\s]{1,200}+\])
    |(?P<unseen>
        \]\(\s*+(?:<[^<>\n]*+>(?:[^()"']|"[^"]*+"|'[^']*+')*+|(?:[^()]|\((?:[^()]|\([^()]*+\))*+\))*+)\)
        |\]\[[^\]]*+\]
        |\{:[^{}\n]*+\} | \{%-?\s*+comment\s*+-?%\}.{0,2000}?\{%-?\s*+endcomment\s*+-?%\}
        |\{%.{0,2000}?%\} | \{\{.{0,2000}?\}\}
        |<!--.{0,2000}?--> | </?(?P<tag>[A-Za-z][\w-]*+)(?=[\s/>])(?P<rest>(?:"[^"]*+"|'[^']*+'|[^<>"'])*+)>)
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*+);)""",
    re.DOTALL | re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]++|[^\w\s]|_")
_BAR = re.compile(r"`[^`]*+`|\\.|\|")
_MARK = re.compile(r"[⁰¹²³⁴-⁹]++")

_Letter = tuple[str, int]
"""A character, and where it stands among what is painted or in the source."""

_Found = dict[int, tuple[int, int]]
"""Of painted characters, by their places: where in the source they begin, and where they end."""

_LINE = _WIDEST = 1 << 20
"""How far apart the places of two lines are."""


def letter_at(
    block: Block, lines: Sequence[Line], index: int, x: int, rows: SourceRows
) -> tuple[int, int] | None:
    """Return row and column of the source letter that is painted at cell `x` of one of a block's `lines`.

    Where nothing of the source is painted there, the nearest letter of the line is meant; beyond the last
    one, the column after it. None where nothing on the line can be found in the source.
    """
    window, first, last = _window(lines, index, block)
    source = rows(first, last + 1)
    text = "\n".join(source)
    cells, part = range(_WIDEST), (0, len(text))
    if isinstance(block, Table):
        columns = _columns(lines)
        at = max(at for at, cells in enumerate(columns) if at == 0 or cells.start <= x)
        cells, part = columns[at], _cell(text, at, len(columns))
    painted = [letter for at in window for letter in _painted(lines[at], at, cells)]
    line = lines[index]
    before, after = cut(line.text, x)
    clicked = index * _LINE + len(before)
    is_code = any("code.background" in span.roles for span in line.spans if not span.text.strip())
    found: _Found = {}
    for literal in (is_code, not is_code):
        said = _expanded(text, *part) if literal else _said(text, *part)
        found = _matched(painted, [*said]) | found
        if clicked in found or (found and not after[:1].strip()):
            break
    offset = _nearest(found, clicked, after[:1].isspace(), text)
    if offset is None:
        return None
    starts = [*accumulate((len(row) + 1 for row in source), initial=0)]
    row = min(bisect_right(starts, offset) - 1, len(source) - 1)
    return first + row, min(offset - starts[row], len(source[row]))


def _window(lines: Sequence[Line], index: int, block: Block) -> tuple[Sequence[int], int, int]:
    """Return the lines to match, and the first and the last row of the source that their words come from.

    A line says where its first word comes from: the others may come from any row up to that of the next.
    A few lines around go along, for their words may stand in the same rows.
    """
    row = lines[index].row
    start, end = index, index + 1
    while start > 0 and lines[start - 1].row == row:
        start -= 1
    while end < len(lines) and lines[end].row == row:
        end += 1
    if isinstance(block, Table):
        return range(start, end), row, row
    farthest = min(row + _FARTHEST, _end(block, row) - 1)
    near = range(max(0, start - _AROUND), min(len(lines), end + _AROUND))
    window = [at for at in near if row - _FARTHEST <= lines[at].row <= farthest]
    below = [lines[at].row for at in window if lines[at].row > row]
    return window, min(lines[at].row for at in window), max(below, default=farthest)


def _end(block: Block, row: int) -> int:
    """Return the row after those that the words of a row may come from."""
    if isinstance(block, Footnotes):
        return next((note.rows[1] for note in block.notes if note.rows[0] <= row < note.rows[1]), row + 1)
    return max(block.rows[1], row + 1)


def _painted(line: Line, index: int, within: range) -> Iterator[_Letter]:
    """Yield the characters of a line; the mark of a footnote counts as one."""
    place, x = index * _LINE, 0
    yield "\n", place
    for span in line.spans:
        if x in within and "footnote" in span.roles and span.text.strip():
            yield from ((_NOTE, place + mark.start()) for mark in _MARK.finditer(span.text))
        elif x in within and "rule" not in span.roles:
            yield from _expanded(span.text, 0, len(span.text), place)
        place += len(span.text)
        x += span.width


def _expanded(text: str, start: int, end: int, place: int = 0) -> Iterator[_Letter]:
    """Yield the characters of a part of a text, each as what it was made of."""
    for at in range(start, end):
        yield from ((char, place + at) for char in _MADE_OF.get(text[at], text[at]))


def _said(text: str, start: int, end: int) -> Iterator[_Letter]:
    """Yield the characters of a source that readers may see."""
    for piece in _PIECE.finditer(text, start, end):
        yield from _expanded(text, start, piece.start())
        start = piece.end()
        if piece["note"]:
            yield _NOTE, piece.start()
        elif piece["entity"]:
            meant = unescape(piece[0])
            yield from ((char, piece.start()) for char, _ in _expanded(meant, 0, len(meant)))
        elif piece["escaped"]:
            yield from _expanded(text, start - 1, start)
        elif not piece["unseen"]:
            yield from _expanded(text, piece.start(), start)
        elif piece["tag"] == "img":
            yield from _expanded(text, *piece.span("rest"))
        elif piece["tag"] in ("br", "hr"):
            yield "\n", piece.start()
    yield from _expanded(text, start, end)


def _matched(painted: Sequence[_Letter], said: Sequence[_Letter]) -> _Found:
    """Return where painted characters stand in the source, as far as they are found there."""
    found: _Found = {}
    shown = {char for char, _ in painted}
    # a mark that is not painted anywhere near would only tear the word apart that it stands in
    said = [letter for letter in said if letter[0] in shown or letter[0].isalnum() or letter[0].isspace()]
    words, other_words = _words(painted), _words(said)
    for start, end, other_start, other_end in _parts(
        ["".join(char for char, _ in word) for word in words],
        ["".join(char for char, _ in word) for word in other_words],
    ):
        here = [letter for word in words[start:end] for letter in word]
        there = [letter for word in other_words[other_start:other_end] for letter in word]
        for at, at_end, other, _ in _parts([char for char, _ in here], [char for char, _ in there], True):
            for (_, place), (_, offset) in zip(here[at:at_end], there[other:], strict=False):
                first = found.get(place, (offset, 0))[0]
                found[place] = first, offset + 1
    return found


def _words(letters: Sequence[_Letter]) -> list[Sequence[_Letter]]:
    text = "".join(char for char, _ in letters)
    return [letters[word.start() : word.end()] for word in _WORD.finditer(text)]


def _parts(
    old: Sequence[str], new: Sequence[str], only_equal: bool = False
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts of two sequences that are equal and, unless unwanted, those in place of each other."""
    start = new_start = 0
    for change in (*changes(old, new), Change(len(old), len(old), len(new), len(new))):
        yield start, change.start, new_start, change.new_start
        if not only_equal:
            yield change.start, change.end, change.new_start, change.new_end
        start, new_start = change.end, change.new_end


def _nearest(found: _Found, clicked: int, is_space: bool, text: str) -> int | None:
    """Return the offset of a painted letter in the source, else one beside its neighbours on the line."""
    if clicked in found:
        return found[clicked][0]
    line = clicked - clicked % _LINE
    places = sorted(place for place in found if line <= place < line + _LINE)
    at = bisect_left(places, clicked)
    if not places:
        return None
    if at == 0:
        return found[places[0]][0]
    after = found[places[at - 1]][1]
    if is_space and at < len(places):
        before = found[places[at]][0] - 1
        return before if before > after and text[before].isspace() else after
    while not is_space and text[after : after + 1].isspace():
        after += 1
    return after


def _columns(lines: Sequence[Line]) -> list[range]:
    """Return the cells of each column of a table: columns have air between them in all rows."""
    filled = sorted({cell for line in lines for cell in _filled(line)})
    starts = [cell for before, cell in pairwise(filled) if cell - before > _COLUMNS_APART]
    return [range(start, end) for start, end in pairwise([0, *starts, _WIDEST])]


def _filled(line: Line) -> Iterator[int]:
    """Yield the cells of a line in which something is painted, rules left out."""
    x = 0
    for span in line.spans:
        if span.text.strip() and "rule" not in span.roles:
            yield from range(x, x + span.width)
        x += span.width


def _cell(text: str, index: int, count: int) -> tuple[int, int]:
    """Return where a cell of a table's row begins and ends; the whole row where the cells are not as many."""
    bars = [bar.start() for bar in _BAR.finditer(text) if bar[0] == "|"]
    bars = [bar for bar in bars if text[:bar].strip() and text[bar + 1 :].strip()]
    if len(bars) != count - 1:
        return 0, len(text)
    return [*pairwise([0, *bars, len(text)])][index]
