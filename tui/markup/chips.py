"""Chips: labels in the page for content that the preview does not have, such as ‹include video.html›.

While markdown is parsed, a chip is a mark of private-use characters, which no rule of markdown uses. Letters
or digits in a mark would affect emphasis, quotes and heading identifiers, so it holds only the chip's number,
in private-use digits.
"""

import re
from collections.abc import Sequence
from html import escape

from tui.markup.tree import Chip, Text

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_DIGITS = "\uf8f2\uf8f3\uf8f4\uf8f5\uf8f6\uf8f7\uf8f8\uf8f9\uf8fa\uf8fb"
_TO_DIGITS = str.maketrans("0123456789", _DIGITS)
_FROM_DIGITS = str.maketrans(_DIGITS, "0123456789")

_RESERVED = re.compile(f"[{_OPEN}{_CLOSE}{_DIGITS}]")
_LABELLED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NUMBERED = re.compile(f"{_OPEN}([{_DIGITS}]{{1,9}}){_CLOSE}")


def without_marks(text: str) -> str:
    """Return a text with the private-use characters of marks replaced; its length stays the same."""
    return _RESERVED.sub("\ufffd", text)


def marked(label: str) -> str:
    """Return a label as a mark that holds it in full; `numbered` makes it safe for markdown."""
    return f"{_OPEN}{without_marks(' '.join(label.split()))}{_CLOSE}"


def numbered(text: str, labels: list[str]) -> str:
    """Return a text with the label in each mark replaced by its index in `labels`, to which it is added."""

    def number(mark: re.Match[str]) -> str:
        labels.append(mark[1])
        return f"{_OPEN}{str(len(labels) - 1).translate(_TO_DIGITS)}{_CLOSE}"

    return _LABELLED.sub(number, text) if _OPEN in text else text


def split(text: str, labels: Sequence[str]) -> tuple[Text | Chip, ...]:
    """Return a text cut at its marks, as texts and chips."""
    pieces: list[Text | Chip] = []
    for index, piece in enumerate(_NUMBERED.split(text)):
        if index % 2:
            pieces.append(Chip(_label(piece, labels)))
        elif piece:
            pieces.append(Text(piece))
    return tuple(pieces)


def words(text: str, labels: Sequence[str], html: bool = False) -> str:
    """Return a text with each mark replaced by its label between ‹ and ›, escaped when `html`.

    For code, addresses and raw HTML, which hold no chips.
    """

    def word(mark: re.Match[str]) -> str:
        label = f"‹{_label(mark[1], labels)}›"
        return escape(label) if html else label

    return _NUMBERED.sub(word, text)


def has_marks(text: str) -> bool:
    """Whether a text may hold marks."""
    return _OPEN in text


def _label(digits: str, labels: Sequence[str]) -> str:
    number = int(digits.translate(_FROM_DIGITS))
    return labels[number] if number < len(labels) else ""
