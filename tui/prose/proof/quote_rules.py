"""The rules for quotation marks that curl the wrong way, or lack the other mark of their pair.

A quotation over several paragraphs has an opening mark in each of them and a closing one only in the last, so
an odd number of marks in such a paragraph is right.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tui.markup.tree import Paragraph
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Passage, passages_of

CLIPPED = frozenset(
    (
        *(
            "bout",
            "burbs",
            "cause",
            "cept",
            "choo",
            "coz",
            "cos",
            "course",
            "cuz",
            "em",
            "er",
            "ere",
            "fraid",
        ),
        *("gainst", "hood", "kay", "magine", "member", "mongst", "murica", "n", "neath", "nother", "nough"),
        *("nuff", "pon", "round", "scuse", "sup", "til", "till", "tis", "tisnt", "tude", "twas", "tween"),
        *("twere", "twill", "twould", "zat"),
    )
)
"""Words whose first letters are replaced by an apostrophe: `'cause`, `'em`, `'til`."""

FARTHEST = 6
"""The most paragraphs that one quotation may span."""

_CLIPPED = re.compile(r"(?<![\w'’‘\"“\\&])(['‘])([A-Za-z]+)(?!\w)")
_CLOSING_SINGLE = re.compile(r"(?<=[^\s'’‘(\[])(?<!in)(?<!['’‘]n)['’](?!\w)")
"""A closing mark, but not the apostrophe at the end of `doin'` or `'n'`."""
_OPENING_SINGLE = re.compile(r"(?<![\w'’‘])['‘](?=\w)")
_TYPED = re.compile(r"(?<![\\=])[\"“”„]|&[lrb]dquo;|&quot;")
_READ = re.compile('[“”„"]')
_INCHES = re.compile(r"(?<=\d)(?:[\"”″]|&rdquo;|&quot;)")


def wrong_apostrophe(subject: Subject) -> Iterator[Finding]:
    """Find the apostrophe of a clipped word that curls like an opening quote: `'cause` becomes ‘cause."""
    curls = subject.page.dialect.typography and subject.page.dialect.quotes[0] == "‘"
    for passage in subject.passages:
        if "‘" not in passage.read:
            continue
        closings = [found.start() for found in _CLOSING_SINGLE.finditer(passage.masked)]
        openings = [found.start() for found in _OPENING_SINGLE.finditer(passage.masked)]
        for found in _CLIPPED.finditer(passage.masked):
            mark, word = found[1], found[2]
            if word.lower() not in CLIPPED or not (curls or mark == "‘") or f"‘{word}" not in passage.read:
                continue
            if _is_quotation(passage.masked, found, closings, openings):
                continue
            row, column = passage.position(found.start())
            apostrophe = "&rsquo;" if subject.has_entities() and "’" not in subject.text else "’"
            message = f"'{word} curls the wrong way: readers see ‘{word}, not ’{word}"
            fix = subject.replacing(row, column, column + 1, apostrophe)
            yield Finding(row, column, column + 1 + len(word), "wrong-apostrophe", message, fix)


def _is_quotation(
    masked: str, found: re.Match[str], closings: Sequence[int], openings: Sequence[int]
) -> bool:
    """Whether a later mark closes this one, so that it begins a quotation and is not an apostrophe."""
    if found[2].lower() == "n":
        return False
    closing = _after(closings, found.end())
    opening = _after(openings, found.end())
    if closing is None or (opening is not None and opening < closing):
        return False
    return masked[closing - 1] not in "sS" or not masked[closing + 1 : closing + 3].strip()


def _after(offsets: Sequence[int], start: int) -> int | None:
    """Return the first offset at or after `start`, else None; the offsets are sorted."""
    index = bisect_left(offsets, start)
    return offsets[index] if index < len(offsets) else None


def wrong_quote(subject: Subject) -> Iterator[Finding]:
    """Find double quotes that curl the wrong way, in passages with an even number of them.

    „German“ quotes are left alone, and so are ”Swedish” ones in a post without any other.
    """
    is_swedish = not any("“" in passage.read for passage in subject.passages)
    for passage in subject.passages:
        typed, read = _quotes(passage)
        if not typed or len(typed) % 2 or _balanced(read) or "„" in passage.read:
            continue
        if is_swedish and all(mark.group() == "”" for mark in typed):
            continue
        for index, (mark, curl) in enumerate(zip(typed, read, strict=True)):
            wanted = "“”"[index % 2]
            if curl == wanted:
                continue
            row, column = passage.position(mark.start())
            message = f"this quote curls the wrong way: readers see {curl}, not {wanted}"
            fix = subject.replacing(row, column, column + len(mark.group()), wanted)
            yield Finding(row, column, column + len(mark.group()), "wrong-quote", message, fix)


def unbalanced_quote(subject: Subject) -> Iterator[Finding]:
    """Find a double quote without its partner, in a paragraph whose neighbours have theirs."""
    for siblings in subject.places:
        passages = [
            passage
            for passage in passages_of(siblings, subject.masked)
            if isinstance(passage.place.block, Paragraph)
        ]
        odd = [len(_typed(passage)) % 2 == 1 for passage in passages]
        for index, passage in enumerate(passages):
            if not odd[index] or _goes_on(passages, index, odd):
                continue
            mark = _typed(passage)[-1]
            row, column = passage.position(mark.start())
            message = "this quotation is opened or closed only once in its paragraph"
            yield Finding(row, column, column + len(mark.group()), "unbalanced-quote", message)


def _goes_on(passages: Sequence[Passage], index: int, odd: Sequence[bool]) -> bool:
    """Whether a quotation spans paragraphs: one nearby is odd too, or the next begins with a mark."""
    below = passages[index + 1].masked if index + 1 < len(passages) else ""
    if below.lstrip(" \t>").startswith(('"', "“", "„")):
        return True
    return any(odd[max(0, index - FARTHEST) : index]) or any(odd[index + 1 : index + 1 + FARTHEST])


def _typed(passage: Passage) -> list[re.Match[str]]:
    """Return the double quotes of a passage as typed; none when one of them may mean inches."""
    typed = list(_TYPED.finditer(passage.masked))
    if len(typed) != len(_READ.findall(passage.read)) or _INCHES.search(passage.masked):
        return []
    return typed


def _quotes(passage: Passage) -> tuple[list[re.Match[str]], list[str]]:
    """Return the double quotes as typed and as read; none when they do not correspond one to one.

    A mark right after a digit means inches, unless it closes a quotation.
    """
    typed: list[re.Match[str]] = []
    read: list[str] = []
    marks, curls = list(_TYPED.finditer(passage.masked)), _READ.findall(passage.read)
    if len(marks) != len(curls) or '"' in curls:
        return typed, read
    inches = {found.start() for found in _INCHES.finditer(passage.masked)}
    for mark, curl in zip(marks, curls, strict=True):
        if mark.start() not in inches or len(typed) % 2:
            typed.append(mark)
            read.append(curl)
    return typed, read


def _balanced(read: Sequence[str]) -> bool:
    """Whether each closing quote has an opening one before it, and all are closed; they may be nested."""
    depth = 0
    for mark in read:
        depth += 1 if mark == "“" else -1
        if depth < 0:
            return False
    return depth == 0
