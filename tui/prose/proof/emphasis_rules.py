"""The rule for emphasis that opens in one paragraph and closes in another, so that readers see its marks.

A mark that makes emphasis is not in the text that readers see. So only the marks in that text are searched
in the source.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tui.edits import Edit
from tui.markup.tree import Paragraph
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Passage, passages_of

FARTHEST = 8
"""The most paragraphs that such emphasis may span."""

_OPENING = re.compile(r"(?<![\w*_\\&])(\*{1,3}|_{1,3})(?=([\"'“‘(]*\w+))")
_CLOSING = re.compile(r"(\w+[^\s\w*_\\]{0,3})(\*{1,3}|_{1,3})(?![\w*_])")
_PREFIX = re.compile(r"(?:[ \t]|>)*")


def split_emphasis(subject: Subject) -> Iterator[Finding]:
    """Find emphasis over several paragraphs."""
    for siblings in subject.places:
        passages = [
            passage
            for passage in passages_of(siblings, subject.masked)
            if isinstance(passage.place.block, Paragraph)
        ]
        at = 0
        while at < len(passages):
            opened = _opening(passages[at])
            last = _last(passages, at, opened[1]) if opened else None
            if opened and last:
                yield _finding(subject, passages[at : last + 1], opened)
            at = last or at + 1


def _opening(passage: Passage) -> tuple[int, str] | None:
    """Return the offset and the sign of an opening mark that readers see and its paragraph does not close."""
    if "*" not in passage.read and "_" not in passage.read:
        return None
    closed = {found[2]: found.start(2) for found in _CLOSING.finditer(passage.read)}
    typed = {(found[1], _letters(found[2])): found.start(1) for found in _OPENING.finditer(passage.masked)}
    for found in reversed(list(_OPENING.finditer(passage.read))):
        mark, word = found[1], _letters(found[2])
        if closed.get(mark, -1) < found.start() and (mark, word) in typed:
            return typed[mark, word], mark
    return None


def _letters(words: str) -> str:
    return re.sub(r"\W", "", words)


def _last(passages: Sequence[Passage], at: int, mark: str) -> int | None:
    """Return the index of the paragraph that closes a mark; None when another such mark comes before."""
    for index in range(at + 1, min(at + FARTHEST, len(passages))):
        passage = passages[index]
        closing = next((each for each in _CLOSING.finditer(passage.read) if each[2] == mark), None)
        opening = next((each for each in _OPENING.finditer(passage.read) if each[1] == mark), None)
        if closing and not (opening and opening.start() < closing.start()):
            typed = any(each[2] == mark for each in _CLOSING.finditer(passage.masked))
            return index if typed else None
        if opening or closing:
            return None
    return None


def _finding(subject: Subject, passages: Sequence[Passage], opened: tuple[int, str]) -> Finding:
    offset, mark = opened
    row, column = passages[0].position(offset)
    name = "underscores" if "_" in mark else "asterisks"
    message = f"emphasis cannot go on in another paragraph: readers see its {name}"
    return Finding(
        row, column, column + len(mark), "split-emphasis", message, _mended(subject, passages, mark)
    )


def _mended(subject: Subject, passages: Sequence[Passage], mark: str) -> Edit | None:
    """Return the edit that closes the mark at the end of each paragraph and opens it in the next."""
    rows = subject.rows
    places: list[tuple[int, int]] = []
    for above, below in pairwise(passages):
        if any(rows[row].strip(" \t>\r") for row in range(above.end, below.first)):
            return None
        prefix = _PREFIX.match(rows[below.first])
        places.append((above.end - 1, len(rows[above.end - 1].rstrip())))
        places.append((below.first, prefix.end() if prefix else 0))
    text = mark
    for start, end in pairwise(places):
        text += subject.source.between(start, end) + mark
    return Edit(places[0], places[-1], text, subject.source.between(places[0], places[-1]))
