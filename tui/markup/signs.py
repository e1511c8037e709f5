"""Patterns for syntax in a few rows that affects the page beyond them; tried after every key."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """A pattern that is tried only where one of its signs occurs: finding a character is ten times faster."""

    pattern: re.Pattern[str]
    signs: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere in a text."""
        for sign in self.signs:
            if sign[0] in text and sign[-1] in text and sign in text:
                return self.pattern.search(text) is not None
        return False


FAR = Signs(
    re.compile(r"^[ \t]*\^|```|~~~|-->|\]\]>|\?>|\$\$|^[\s>*+:-]*<|\{:[/:]", re.MULTILINE),
    ("^", "```", "~~~", "-->", "]]>", "?>", "$$", "<", "{:"),
)
"""Syntax in edited rows that may begin or end a block far away."""

DEFINING = Signs(re.compile(r"\{:[/:]|\{:\w[\w-]*:|\{:[^}]{0,1000}\btoc\b"), ("{:",))
"""Syntax other than `]:`, in any row of a window, that defines something for the whole page."""

LIQUID = Signs(re.compile("\\{[{%]|[%}]\\}|[\uf8f0-\uf8fb]"), ("{", "}", *map(chr, range(0xF8F0, 0xF8FC))))
"""Braces of Liquid, and the marks of chips (`tui.markup.chips`)."""
