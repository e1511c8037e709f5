r"""Code spans and formulas, whose content is not parsed.

A code span ends at the next run of at least as many backticks. A single backtick with white space on both
sides is text.
"""

import re

from tui.markup.kramdown.letters import SPACES, is_space
from tui.markup.kramdown.spans import SpanParser, SpanState

PATTERN = "`+"
MATH_PATTERN = r"\$\$"


def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read a code span; backticks without an end are text."""
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
