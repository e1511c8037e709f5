"""Signs in a few rows that reach beyond them, looked for at every key."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """A pattern that is only tried where one of its signs stands: one letter is found ten times faster."""

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
"""What may begin or end something far away, in touched rows."""

DEFINING = Signs(re.compile(r"\{:[/:]|\{:\w[\w-]*:|\{:[^}]{0,1000}\btoc\b"), ("{:",))
"""What else than `]:` defines something for the whole page, in any row of a window."""

LIQUID = Signs(re.compile("\\{[{%]|[%}]\\}|[\uf8f0-\uf8fb]"), ("{", "}", *map(chr, range(0xF8F0, 0xF8FC))))
"""What belongs to Liquid, or stands for what it left."""
