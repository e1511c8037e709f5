"""Comments taken out of a text, for readers who would get them in the page's source.

What looks like a comment in code is the writer's example. Code keeps every byte, and where the page would
read otherwise without its comments, all of them stay.
"""

import re

from tui.blog.config import Options, text_option
from tui.markup.dialect import Dialect
from tui.markup.html import to_html
from tui.markup.page import Page

MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)
"""The mark of an excerpt's end, as Hugo has it."""

_FENCE = r"(?m:^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?s:.*?)(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z))"
_LIQUID = r"(?s:\{%-?[ \t]*(?P<block>raw|highlight|comment)\b.*?(?:\{%-?[ \t]*end(?P=block)\b|\Z))"
_RAW = r"(?si:<(?P<tag>pre|code|script|style|textarea)\b.*?(?:</(?P=tag)[ \t]*>|\Z))"
_SPAN = r"(?s:(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
_INDENTED = r"(?m:^(?: {4}|\t)[^\n]*$)"
_COMMENT = r"(?s:(?P<comment><!--(?!-?>).*?-->))"
_PIECE = re.compile("|".join((_FENCE, _LIQUID, _RAW, _COMMENT, _SPAN, _INDENTED)))
_ALL_OF_ROWS = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_IN_HTML = re.compile(r"<!--.*?-->", re.DOTALL)


def strip_comments(body: str, dialect: Dialect, options: Options) -> tuple[str, int]:
    """Return a body without its HTML comments, and how many went.

    The mark of an excerpt (`<!--more-->`, or what the site names) stays, and so does what stands in code.
    Rows that held nothing else go, with the empty rows after them where there are some before.
    """
    kept = text_option(options, "excerpt_separator")
    stripped, at, count = "", 0, 0
    for found in _PIECE.finditer(body):
        comment = found["comment"]
        if comment is None or MORE.fullmatch(comment) or comment == kept:
            continue
        stripped += body[at : found.start()]
        stripped, at = _without_row(stripped, body, found.end())
        count += 1
    stripped += body[at:]
    if count and reading(stripped, dialect) != reading(body, dialect):
        return body, 0
    return stripped, count


def reading(body: str, dialect: Dialect) -> str:
    """Return the page of a body as its reader has it, without comments and space."""
    return "".join(_IN_HTML.sub("", to_html(Page.parse(body, dialect))).split())


def _without_row(before: str, body: str, end: int) -> tuple[str, int]:
    """Return what stays before a comment that ends there, and where the body goes on.

    Its row goes where it is alone in it, and the empty ones after where there is one before.
    """
    row = before.rfind("\n") + 1
    after = _ALL_OF_ROWS.match(body, end)
    if before[row:].strip() or after is None:
        return before, end
    end = after.end()
    if not before.strip() or before[:row].replace("\r", "").endswith("\n\n"):
        while end < len(body) and (space := _ALL_OF_ROWS.match(body, end)):
            end = space.end()
    return before[:row], end
