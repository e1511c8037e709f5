"""Two texts side by side: their passages in pairs, and the words that differ in each pair.

A passage is a paragraph, or one row that must not be joined with its neighbours: a row of front matter, of a
table or of fenced code, or a heading. A list item begins a new passage. White space between words is never a
difference, so a pair can be the same while its rows are wrapped differently; only in fenced code the
indentation counts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tui.compare.matching import WORD, changes
from tui.edits import ROW_END, Edit, Position, apply, offset_of, split_rows

ALIKE = 0.5
"""The share of words, from 0 to 1, that two passages must have in common to become a pair."""

_NEAR = 8  # passages ahead in which a counterpart is searched; a limit keeps the time linear
_WORD = re.compile(WORD)
_CODE_WORD = re.compile(rf"^\s*+{WORD}|{WORD}")
_HEADER_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_FENCE = re.compile(r"\s*+(?:(`{3,}+)(?!.*`)|(~{3,}+))")
_ALONE = re.compile(r"\s*+(?:#{1,6}(?:\s|$)|\|)")
_ITEM = re.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])\s")


@dataclass(frozen=True, slots=True)
class Passage:
    r"""Rows `first_row` to `last_row` of a text, both inclusive and from 0, that belong together.

    `text` is the rows joined by "\n". `marks` are the ranges of its characters, in order, whose words
    the other side lacks or has differently.
    """

    text: str
    first_row: int
    last_row: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and its counterpart; one of them is None when the passage is on one side only."""

    left: Passage | None
    right: Passage | None

    @property
    def same(self) -> bool:
        """Whether both sides say the same, word by word."""
        return self.left is not None and self.right is not None and not (self.left.marks or self.right.marks)


@dataclass(frozen=True, slots=True)
class _Words:
    """A passage, its words and their places; two passages with the same words have the same `key`."""

    passage: Passage
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    key: str

    def marked(self, first: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the range of the words `first` up to `end`, as a tuple of one; empty when there are none."""
        return ((self.places[first][0], self.places[end - 1][1]),) if first < end else ()

    def alone(self) -> Passage:
        """Return the passage marked from its first word to its last."""
        return replace(self.passage, marks=self.marked(0, len(self.words)))


def compare(left: str, right: str) -> tuple[Pair, ...]:
    """Pair the passages of two texts, in order; each row that is not blank is in exactly one passage.

    Passages with equal words are paired first; between these, passages that have enough words in common
    (`ALIKE`).
    """
    lefts, rights = _passages(left), _passages(right)
    pairs: list[Pair] = []
    start = 0
    for change in changes([words.key for words in lefts], [words.key for words in rights]):
        new_start = change.new_start - (change.start - start)
        pairs += _equal(lefts[start : change.start], rights[new_start : change.new_start])
        pairs += _similar(lefts[change.start : change.end], rights[change.new_start : change.new_end])
        start = change.end
    pairs += _equal(lefts[start:], rights[len(rights) - (len(lefts) - start) :])
    return tuple(pairs)


def restoring(left: str, right: str, pair_index: int, pairs: Sequence[Pair]) -> Edit:
    """Return the edit of the right text that gives one pair of `compare` the left passage on both sides.

    The edit replaces or deletes the right passage, or inserts the left one after the passage before it. It
    also adds or removes blank rows, so that the neighbouring passages stay as they are; that fails only where
    the passage changes the meaning of its neighbours, as a code fence does.
    """
    pair = pairs[pair_index]
    earlier = [p.right for p in pairs[:pair_index] if p.right]
    keys = [words.key for words in _passages(right)]
    own = [w.key for w in _passages(left) if pair.left and w.passage.first_row == pair.left.first_row]
    wanted = keys[: len(earlier)] + own + keys[len(earlier) + (pair.right is not None) :]
    found = ROW_END.search(right) or ROW_END.search(left)
    start, end, texts = _restored(
        left, right, pair, earlier[-1] if earlier else None, found[0] if found else "\n"
    )
    removed = right[offset_of(right, start) : offset_of(right, end)]
    edits = [Edit(start, end, text, removed) for text in dict.fromkeys(texts)]
    return next((e for e in edits if [w.key for w in _passages(apply(right, e))] == wanted), edits[0])


def _restored(
    left: str, right: str, pair: Pair, previous: Passage | None, ending: str
) -> tuple[Position, Position, list[str]]:
    """Return start and end of the change in the right text, and the texts to try there, the best first."""
    rows = split_rows(right)[0]
    if pair.left is None:
        if pair.right is None:
            raise ValueError("a pair of no passages")
        return *_hole(rows, pair.right, previous), ["", ending]
    first, last = pair.left.first_row, pair.left.last_row
    left_rows = split_rows(left)[0]
    text = ending.join(left_rows[first : last + 1])
    if pair.right is not None:
        place = (pair.right.first_row, 0), (pair.right.last_row, len(rows[pair.right.last_row]))
        return *place, [f"{above}{text}{below}" for below in ("", ending) for above in ("", ending)]
    if previous is None:
        blank = int(any(left_rows[last + 1 :]) and not left_rows[last + 1].strip())
        return (0, 0), (0, 0), [text + ending * (1 + below) for below in (blank, 1 - blank)]
    blank = int(first == 0 or not left_rows[first - 1].strip())
    here = previous.last_row, len(rows[previous.last_row])
    return here, here, [ending * (1 + a) + text + ending * b for b in (0, 1) for a in (blank, 1 - blank)]


def _hole(rows: Sequence[str], passage: Passage, previous: Passage | None) -> tuple[Position, Position]:
    """Return start and end of a passage together with the blank rows to remove with it."""
    first, last = passage.first_row, passage.last_row
    below = next((row for row in range(last + 1, len(rows)) if rows[row].strip()), None)
    if below is None:
        start = (previous.last_row, len(rows[previous.last_row])) if previous else (first, 0)
        return start, (last, len(rows[last]))
    tight = first > 0 and rows[first - 1].strip()
    return (first, 0), (last + 1 if tight else below, 0)


def _equal(lefts: Sequence[_Words], rights: Sequence[_Words]) -> Iterator[Pair]:
    return (Pair(left.passage, right.passage) for left, right in zip(lefts, rights, strict=True))


def _similar(lefts: Sequence[_Words], rights: Sequence[_Words]) -> Iterator[Pair]:
    """Pair passages that are each other's best counterpart nearby; the others stay alone."""
    bags, right_bags = ([Counter(map(str.lstrip, words.words)) for words in side] for side in (lefts, rights))

    @cache
    def likeness(left: int, right: int) -> float:
        bag, other = bags[left], right_bags[right]
        if bag.keys().isdisjoint(other):
            return 0.0
        return 2 * (bag & other).total() / (len(lefts[left].words) + len(rights[right].words))

    done = 0
    for index, words in enumerate(lefts):
        near = range(done, min(done + _NEAR, len(rights)))
        best = max(near, key=lambda right: likeness(index, right), default=None)
        others = range(index, min(index + _NEAR, len(lefts)))
        likest = 0.0 if best is None else likeness(index, best)
        if best is None or likest < ALIKE or likest < max(likeness(other, best) for other in others):
            yield Pair(words.alone(), None)
            continue
        yield from (Pair(None, other.alone()) for other in rights[done:best])
        yield _marked(words, rights[best])
        done = best + 1
    yield from (Pair(None, other.alone()) for other in rights[done:])


def _marked(left: _Words, right: _Words) -> Pair:
    """Pair two passages and mark in each the words that the other one lacks."""
    found = changes(left.words, right.words)
    marks = tuple(mark for change in found for mark in left.marked(change.start, change.end))
    right_marks = tuple(mark for change in found for mark in right.marked(change.new_start, change.new_end))
    return Pair(replace(left.passage, marks=marks), replace(right.passage, marks=right_marks))


def _passages(text: str) -> list[_Words]:
    rows = split_rows(text)[0]
    return [_read(rows, *group) for group in _groups(rows)]


def _read(rows: Sequence[str], first: int, last: int, is_code: bool) -> _Words:
    text = "\n".join(rows[first : last + 1])
    matches = list((_CODE_WORD if is_code else _WORD).finditer(text))
    words = tuple(match[0] for match in matches)
    places = tuple(match.span() for match in matches)
    return _Words(Passage(text, first, last, ()), words, places, " ".join(words))


def _groups(rows: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield first and last row of each passage, and whether it is a row of fenced code."""
    header = _header_rows(rows)
    fence = ""
    start: int | None = None
    for index, row in enumerate(rows):
        opening = None if fence or index < header else _FENCE.match(row)
        is_code = bool(fence or opening)
        if opening:
            fence = opening[1] or opening[2]
        elif fence and _closes(row, fence):
            fence = ""
        is_blank = not row.strip()
        is_alone = is_code or index < header or bool(_ALONE.match(row))
        if start is not None and (is_blank or is_alone or _ITEM.match(row)):
            yield start, index - 1, False
            start = None
        if is_alone and not is_blank:
            yield index, index, is_code
        elif start is None and not is_blank:
            start = index
    if start is not None:
        yield start, len(rows) - 1, False


def _closes(row: str, fence: str) -> bool:
    text = row.strip()
    return len(text) >= len(fence) and text == fence[0] * len(text)


def _header_rows(rows: Sequence[str]) -> int:
    """Return how many rows the front matter has, including its fences; 0 without a closing fence."""
    ends = _HEADER_ENDS.get(rows[0].removeprefix("\ufeff").rstrip(), ())
    return next((index + 1 for index, row in enumerate(rows) if index and row.rstrip() in ends), 0)
