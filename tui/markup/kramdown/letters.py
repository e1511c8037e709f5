r"""White space, letters and words as in Ruby's regular expressions, which kramdown uses.

There `\s`, `\w` and `\d` are ASCII, so that a no-break space is no white space. `[[:alpha:]]` and `\p{Word}`
include all of Unicode, and combining marks count as letters.
"""

import re
from unicodedata import category

SPACES = " \t\n\v\f\r"
"""All characters of white space; for `strip`, and inside the brackets of a pattern."""

_ASCII_SPACES = re.compile(r"\s+", re.ASCII)
_CIRCLED = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
"""Letters in circles and squares: their category is symbol, but Unicode counts them as alphabetic."""


def is_space(text: str) -> bool:
    """Whether a text is white space, and not empty."""
    return bool(text) and not text.strip(SPACES)


def is_letter(text: str) -> bool:
    """Whether a character is a letter or a combining mark; False for an empty text."""
    return bool(text) and (text.isalpha() or category(text)[0] == "M")


def is_word(character: str) -> bool:
    r"""Whether a character matches `\p{Word}`: letters, marks, digits, letter numbers and connectors."""
    kind = category(character)
    return kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or _CIRCLED.match(character) is not None


def label_key(label: str) -> str:
    """Return the label of a link for comparison: in lower case, each run of white space as one space."""
    return _ASCII_SPACES.sub(" ", label).lower()
