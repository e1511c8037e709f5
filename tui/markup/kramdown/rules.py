"""The rules of kramdown's spans, in the order in which they are tried.

The order matters: the end of a row comes before an escape, a footnote before a link, an address before HTML.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tui.markup.dialect import Dialect
from tui.markup.kramdown import (
    characters,
    codespans,
    emphasis,
    extensions,
    links,
    notes,
    span_html,
    typography,
)
from tui.markup.kramdown.spans import SpanParser

_Rule = Callable[[Any, re.Match[str], Any], int | None]
"""A rule's function: parser, match and state → the offset where to go on, None when it does not apply."""


@cache
def span_parser(dialect: Dialect) -> SpanParser:
    """Return the span parser of a kramdown dialect; it has no state, so that all texts share it."""
    row_end = characters.GITHUB_BREAK_PATTERN if dialect.github else characters.BREAK_PATTERN
    rules: list[tuple[str, str, _Rule]] = [
        ("emphasis", emphasis.PATTERN, emphasis.parse),
        ("codespan", codespans.PATTERN, codespans.parse),
        ("autolink", links.AUTOLINK_PATTERN, links.parse_autolink),
        ("html", span_html.PATTERN, span_html.parse),
        ("footnote", notes.MARK_PATTERN, notes.parse_mark),
        ("link", links.PATTERN, links.parse),
        ("math", codespans.MATH_PATTERN, codespans.parse_math),
        ("extension", extensions.EXTENSION_PATTERN, extensions.parse_extension),
        ("attributes", extensions.LIST_PATTERN, extensions.parse_list),
        ("entity", characters.ENTITY_PATTERN, characters.parse_entity),
        ("escaped_math", characters.ESCAPED_MATH_PATTERN, characters.parse_escaped_math),
        ("escape", characters.ESCAPE_PATTERN, characters.parse_escape),
    ]
    if not dialect.hard_wrap:  # otherwise every row ends in a line break, and a backslash is text
        rules.insert(0, ("break", row_end, characters.parse_break))
    if dialect.strikethrough:
        rules.append(("strikethrough", emphasis.STRIKE_PATTERN, emphasis.parse_strike))
    if dialect.typography:
        parse = typography.parser(dialect.quotes, dict(dialect.symbols))
        rules.append(("typography", typography.PATTERN, parse))
    inline = SpanParser()
    for name, pattern, rule in rules:
        inline.register(name, pattern, rule)
    return inline
