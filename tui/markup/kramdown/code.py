"""Code blocks, indented or between fences, and formulas on rows of their own.

An indented block takes in the lazy rows below it, and its line ends there become spaces, unless a tab is
among the first spaces of such a row. A fence that is never closed is text.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.letters import SPACES
from tui.markup.kramdown.starts import LAZY_END, after_boundary, before_boundary
from tui.markup.rows import RowState

INDENTED = rf"(?: {{4}}|\t)[ \t\v\f]*[^{SPACES}]"
FENCE = r"(?P<fence_room>)(?P<fence>~{3,})[ \t]*(?P<fence_info>[^ \t\n]*)[ \t]*\n"
FENCE_GITHUB = r"(?P<fence_room> {0,3})(?P<fence>~{3,}|`{3,})[ \t]*(?P<fence_info>[^ \t\n]*)[ \t]*\n"
FORMULA = r" {0,3}\\?\$\$"

_INDENT = re.compile(r" {4}|\t")
_JOINED = re.compile(rf" {{0,3}}[^{SPACES}]")
_MOST_MARKS = 20
"""Length of an opening fence beyond which a shorter closing fence is not searched for."""


def parse_indented(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read an indented block: its rows, blank rows between them, and lazy rows."""
    text, end = indented(state, match.start())
    state.append_token({"type": "block_code", "raw": text, "style": "indent"})
    return end


def indented(state: RowState, position: int, lazy: str = " ") -> tuple[str, int]:
    """Return indented rows from an offset on without their indent, and the offset after them.

    `lazy` replaces the line end before a row without indent that has no tab among its first spaces.
    """
    parts: list[str] = []
    end, blank, open_to_lazy = position, "", False
    while position < state.cursor_max:
        line = state.get_line(position)
        position += len(line)
        indent = _INDENT.match(line)
        if not line.strip(SPACES):
            blank += line[indent.end() :] if indent else line
            continue
        if indent:
            parts += [blank, line[indent.end() :]]
        elif open_to_lazy and not blank and not LAZY_END.match(state.src, position - len(line)):
            if _JOINED.match(line):
                parts[-1] = parts[-1].removesuffix("\n") + lazy
            parts.append(line)
        else:
            break
        end, blank, open_to_lazy = position, "", True
    return "".join(parts), end


def parse_fence(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a fenced block; its language ends at a question mark, after which options may follow."""
    marks, info = match["fence"], match["fence_info"]
    room = " {0,3}" if match.re.pattern.find("{0,3}") >= 0 else ""
    shortest = 3 if len(marks) <= _MOST_MARKS else len(marks)
    for count in range(len(marks), shortest - 1, -1):
        if count < len(marks) and match.end("fence") != match.start("fence_info") and info:
            break
        close = state.search_once(rf"^{room}{re.escape(marks[0])}{{{count},}}[ \t]*\n", match.end())
        if close:
            language = (marks[count:] + info).partition("?")[0]
            state.append_token(
                {
                    "type": "block_code",
                    "raw": state.src[match.end() : close.start()],
                    "style": "fenced",
                    "attrs": {"info": language},
                }
            )
            return close.end()
    return None


def parse_formula(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a formula on rows of its own; None when it is part of a paragraph."""
    if "\\" in match.group() or not after_boundary(state):
        return None
    close = state.find_once("$$", match.end())
    end = state.find_line_end_at(max(close, 0))
    if close < 0 or state.src[close + 2 : end].strip(SPACES) or not before_boundary(state, end):
        return None
    text = state.src[match.end() : close].strip(SPACES)
    if not text:
        return None
    state.append_token({"type": "math_block", "raw": text})
    return int(end)
