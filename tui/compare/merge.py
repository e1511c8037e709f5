"""A three-way merge of two texts with a common base, and the edits between two texts.

Rows are merged first. Where changes of both sides touch, these rows are merged again word by word, because
many bloggers write a paragraph as one row. Front matter is merged like any other rows, so the caller reads
the header of the result again. A conflict holds whole rows: changes of one side in these rows that touch none
of the other are already in `base`, `mine` and `theirs`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.compare.matching import WORD, changes, rows_of
from tui.edits import ROW_END, Edit, difference

WORDS_BETWEEN = 3
"""How many unchanged words must lie between two changes in one row for both to be applied.

With fewer, the merge could make a sentence that neither writer wrote.
"""

_ROWS_BETWEEN = 1
_UNIT = rf"{WORD}\s*+|\s++"  # compiled at the first merge, because that takes two milliseconds


@dataclass(frozen=True, slots=True)
class Agreed:
    """Text without a conflict: unchanged, changed by one side, or changed alike by both."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows that both sides changed: as they were in the base, and as each side has them."""

    base: str
    mine: str
    theirs: str


Piece = Agreed | Conflict
Choice = Literal["mine", "theirs", "both"]


def merge(base: str, mine: str, theirs: str) -> tuple[Piece, ...]:
    """Merge two texts that were both changed from the same base.

    Two `Agreed` never follow each other, so the result is one `Agreed` when there is no conflict. Different
    insertions at the same place are a conflict, and so are a deletion and a change of the same text; the same
    change on both sides is none.
    """
    pieces: list[Piece] = []
    for piece in _merged(rows_of(base), rows_of(mine), rows_of(theirs), _ROWS_BETWEEN):
        if isinstance(piece, Agreed):
            pieces.append(piece)
        else:
            texts = piece.base, piece.mine, piece.theirs
            base_words, my_words, their_words = (re.findall(_UNIT, text) for text in texts)
            pieces += _whole_rows(_joined(_merged(base_words, my_words, their_words, WORDS_BETWEEN)))
    return tuple(_joined(pieces)) or (Agreed(""),)


def resolved(pieces: Sequence[Piece], choices: Sequence[Choice]) -> str:
    """Return the text with each conflict, in order, resolved as chosen.

    "both" puts mine before theirs, with a line ending between when mine has none at its end.
    Raises ValueError when there are not as many choices as conflicts.
    """
    left = iter(choices)
    conflicts = sum(isinstance(piece, Conflict) for piece in pieces)
    if conflicts != len(choices):
        raise ValueError(f"{len(choices)} choices for {conflicts} conflicts")
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Agreed):
            texts.append(piece.text)
            continue
        choice = next(left)
        if choice == "both":
            texts.append(_both(piece, pieces))
        else:
            texts.append(piece.mine if choice == "mine" else piece.theirs)
    return "".join(texts)


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return small edits that turn one text into another, for `tui.edits.apply` in the order given.

    The last edit of the text comes first, so that every position is also one in `old`.
    """
    old_rows, new_rows = rows_of(old), rows_of(new)
    edits: list[Edit] = []
    for change in reversed(changes(old_rows, new_rows)):
        removed = "".join(old_rows[change.start : change.end])
        edit = difference(removed, "".join(new_rows[change.new_start : change.new_end]))
        if edit is not None:
            (row, column), (end_row, end_column) = edit.start, edit.end
            start, end = (change.start + row, column), (change.start + end_row, end_column)
            edits.append(Edit(start, end, edit.text, edit.removed))
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Units `start` up to `end` of the base became `text`, on one side or alike on both."""

    start: int
    end: int
    text: str
    side: Choice


def _merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], between: int) -> Iterator[Piece]:
    """Merge sequences of units; changes touch with fewer than `between` unchanged units between them."""
    done = 0
    for group in _groups(_hunks(base, mine, theirs), between):
        start, end = group[0].start, max(hunk.end for hunk in group)
        yield Agreed("".join(base[done:start]))
        my_text, their_text = (
            _changed(base, start, end, [hunk for hunk in group if hunk.side in (side, "both")])
            for side in ("mine", "theirs")
        )
        sides = {hunk.side for hunk in group}
        if {"mine", "theirs"} <= sides and my_text != their_text:
            yield Conflict("".join(base[start:end]), my_text, their_text)
        else:
            yield Agreed(my_text if "mine" in sides else their_text)
        done = end
    yield Agreed("".join(base[done:]))


def _hunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[_Hunk]:
    """Return the changes of both sides in the order of the base."""
    my_hunks, their_hunks = (
        {(c.start, c.end, "".join(side[c.new_start : c.new_end])) for c in changes(base, side)}
        for side in (mine, theirs)
    )
    return [
        _Hunk(*hunk, "theirs" if hunk not in my_hunks else "both" if hunk in their_hunks else "mine")
        for hunk in sorted(my_hunks | their_hunks)
    ]


def _groups(hunks: Iterable[_Hunk], between: int) -> Iterator[list[_Hunk]]:
    """Yield the hunks in groups; two with fewer than `between` unchanged units between them share a group."""
    group: list[_Hunk] = []
    end = 0
    for hunk in hunks:
        if group and hunk.start - end >= between:
            yield group
            group = []
        group.append(hunk)
        end = max(end, hunk.end)
    if group:
        yield group


def _changed(base: Sequence[str], start: int, end: int, hunks: Iterable[_Hunk]) -> str:
    """Return units `start` up to `end` of the base with some hunks applied."""
    texts: list[str] = []
    for hunk in hunks:
        texts += [*base[start : hunk.start], hunk.text]
        start = hunk.end
    return "".join([*texts, *base[start:end]])


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces without empty ones, with neighbouring `Agreed` joined."""
    joined: list[Piece] = []
    agreed: list[str] = []
    for piece in [*pieces, None]:
        if isinstance(piece, Agreed):
            agreed.append(piece.text)
            continue
        if text := "".join(agreed):
            joined.append(Agreed(text))
        agreed = []
        if piece is not None:
            joined.append(piece)
    return joined


def _whole_rows(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with each conflict widened to whole rows; conflicts that share a row become one."""
    done: list[Piece] = []
    for piece in pieces:
        previous = done[-1] if done else Agreed("")
        if isinstance(piece, Conflict):
            if isinstance(previous, Conflict) and _is_open(previous):
                done[-1] = _side_by_side(previous, piece)
                continue
            if isinstance(previous, Agreed):
                row = previous.text.rfind("\n") + 1
                done[-1:] = [Agreed(previous.text[:row])]
                piece = _side_by_side(_alike(previous.text[row:]), piece)
            done.append(piece)
        elif isinstance(previous, Conflict) and _is_open(previous):
            row = piece.text.find("\n") + 1 or len(piece.text)
            done[-1] = _side_by_side(previous, _alike(piece.text[:row]))
            if row < len(piece.text):
                done.append(Agreed(piece.text[row:]))
        else:
            done.append(piece)
    return done


def _is_open(conflict: Conflict) -> bool:
    return any(side and side[-1] != "\n" for side in (conflict.base, conflict.mine, conflict.theirs))


def _alike(text: str) -> Conflict:
    return Conflict(text, text, text)


def _side_by_side(first: Conflict, second: Conflict) -> Conflict:
    return Conflict(first.base + second.base, first.mine + second.mine, first.theirs + second.theirs)


def _both(conflict: Conflict, pieces: Iterable[Piece]) -> str:
    if not (conflict.mine and conflict.theirs) or conflict.mine.endswith("\n"):
        return conflict.mine + conflict.theirs
    texts = (text for piece in pieces for text in _texts(piece))
    ending = next((match[0] for text in texts if (match := ROW_END.search(text))), "\n")
    return f"{conflict.mine}{ending}{conflict.theirs}"


def _texts(piece: Piece) -> tuple[str, ...]:
    return (piece.text,) if isinstance(piece, Agreed) else (piece.mine, piece.theirs, piece.base)
