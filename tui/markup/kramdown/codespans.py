r"""Code spans and formulas: words that nothing else is read in.

The one thing to get right: a code span ends at the first run of as many backticks, a longer run too; a
single backtick with white space on both sides is words.
"""

import re

from tui.markup.kramdown.letters import SPACES, is_space
from tui.markup.kramdown.spans import SpanParser, SpanState

PATTERN = "`+"
MATH_PATTERN = r"\$\$"


def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read a code span; backticks without an end are words."""
    marks = match.group()
    start, end = match.span()
    src = state.src
    lonely = len(marks) == 1 and is_space(src[end : end + 1]) and (not start or is_space(src[start - 1]))
    close = -1 if lonely else state.text.find(marks, end)
    if close < 0:
        state.words(marks)
        return end
    code = src[end:close]
    if len(marks) > 1:
        code = code.removeprefix(" ").removesuffix(" ")
    state.tokens.append({"type": "codespan", "raw": code})
    return close + len(marks)


def parse_math(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read a formula between two dollar signs on each side."""
    close = state.text.find("$$", match.end())
    if close < 0:
        return None
    state.tokens.append({"type": "math", "raw": state.src[match.end() : close].strip(SPACES)})
    return close + 2
