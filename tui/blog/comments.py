"""Removes HTML comments from a text, because readers could see them in the page's source.

A comment inside code is an example, so code keeps every byte. When removing the comments would change what
the page shows, all of them stay.
"""

import re

from tui.blog.config import Options, text_option
from tui.markup.dialect import Dialect
from tui.markup.html import to_html
from tui.markup.page import Page

MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)
"""Hugo's mark for the end of an excerpt."""

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
    """Return a body without its HTML comments, and how many were removed.

    The mark that ends an excerpt (`<!--more-->`, or the one that the site names) stays, and so do comments in
    code. Rows that held only a comment are removed, and the empty rows after them when one is before.
    """
    separator = text_option(options, "excerpt_separator")
    stripped, at, count = "", 0, 0
    for found in _PIECE.finditer(body):
        comment = found["comment"]
        if comment is None or MORE.fullmatch(comment) or comment == separator:
            continue
        stripped += body[at : found.start()]
        stripped, at = _without_row(stripped, body, found.end())
        count += 1
    stripped += body[at:]
    if count and shown_html(stripped, dialect) != shown_html(body, dialect):
        return body, 0
    return stripped, count


def shown_html(body: str, dialect: Dialect) -> str:
    """Return the HTML of a body without comments and white space, to compare what two bodies show."""
    return "".join(_IN_HTML.sub("", to_html(Page.parse(body, dialect))).split())


def _without_row(before: str, body: str, end: int) -> tuple[str, int]:
    """Return the text to keep before a comment that ends at `end`, and the place where the body goes on.

    A row that held only the comment is removed, and the empty rows after it when one is before.
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
