r"""White space, letters and words as kramdown's patterns know them: those of Ruby's regular expressions.

The one thing to get right: `\s`, `\w` and `\d` are ASCII there, a no-break space is no space; its classes
in brackets, such as `[[:alpha:]]` and `\p{Word}`, know all of Unicode, and marks count as letters.
"""

import re
from unicodedata import category

SPACES = " \t\n\v\f\r"
"""All white space there is; for `strip`, and inside the brackets of a pattern."""

_ASCII_SPACES = re.compile(r"\s+", re.ASCII)
_CIRCLED = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
"""Letters in circles and squares: Unicode lists them as symbols, and as alphabetic."""


def is_space(text: str) -> bool:
    """Tell whether a text is white space, and not empty."""
    return bool(text) and not text.strip(SPACES)


def is_letter(text: str) -> bool:
    """Tell whether a character is a letter, or a mark on one; an empty text is none."""
    return bool(text) and (text.isalpha() or category(text)[0] == "M")


def is_word(character: str) -> bool:
    r"""Tell whether a character is one of a word, as `\p{Word}` has it: digits, but no other numbers."""
    kind = category(character)
    return kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or _CIRCLED.match(character) is not None


def label_key(label: str) -> str:
    """Return the label of a link as it is compared: in lower case, each run of white space one space."""
    return _ASCII_SPACES.sub(" ", label).lower()
