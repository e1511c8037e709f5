"""A block of code: a tinted ground exactly as wide as the text, its language, and its tokens' roles.

On a terminal without tints the block has a bar at its left, as a quote has.

Code goes through `tui.safe` and its tabs are expanded before Pygments reads it, so that widths are those of
the painted text. When Pygments changes or loses a character, its tokens are not used.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tui.edits import split_rows
from tui.paint.cells import Line, Span, clip, clip_spans, steady
from tui.safe import safe, safe_line

if TYPE_CHECKING:  # start-up: the editor's first frame paints code without a page
    from tui.markup.tree import CodeBlock

MOST_HIGHLIGHTED = 4_000
"""Characters of a block of code beyond which it stays plain: its colours would take longer than a frame."""

_GROUND = ("code.background",)
_CODE = ("code", "code.background")
_ELLIPSIS = ("code.background", "faint")
_BAR = (Span("│", ("quote.bar",)), Span(" "))
_MARGIN = 2
_TAB = 4
_TOKEN_ROLES = (
    ("Token.Comment", "code.comment"),
    ("Token.Keyword", "code.keyword"),
    ("Token.Operator.Word", "code.keyword"),
    ("Token.Name.Tag", "code.keyword"),
    ("Token.Literal.String", "code.string"),
    ("Token.Literal.Number", "code.number"),
)


def layout_code(block: CodeBlock, width: int, tinted: bool) -> tuple[Line, ...]:
    """Paint a block of code: a row with its language, its rows, an empty row; each `width` cells wide.

    When it is not `tinted` it has a bar at its left instead, and no empty rows around the code.
    """
    first, end = block.rows
    last = max(first, end - 1)
    offset = first + 1 if block.fenced else first
    language = safe_line(block.language)
    label = clip(steady(language), width - 2 * _MARGIN)
    lines = [Line(_label(label, width, tinted), first)] if label or tinted else []
    rows = highlighted(block.text, language)
    for index, spans in enumerate(rows):
        if block.numbered:
            spans = (
                Span(f"{index + 1:>{len(str(len(rows)))}}  ", ("code.background", "code.comment")),
                *spans,
            )
        spans = clip_spans(spans, width - 2 * _MARGIN, _ELLIPSIS)
        used = _MARGIN + sum(span.width for span in spans)
        if tinted:
            spans = (Span(" " * _MARGIN, _GROUND), *spans, Span(" " * (width - used), _GROUND))
        else:
            spans = (*_BAR, *spans) if spans else _BAR[:1]
        lines.append(Line(spans, min(offset + index, last)))
    if tinted:
        lines.append(Line((Span(" " * width, _GROUND),), last))
    return tuple(lines)


def _label(label: str, width: int, tinted: bool) -> tuple[Span, ...]:
    if not label:
        return (Span(" " * width, _GROUND),)
    span = Span(label, ("code.background", "code.label"))
    air = width - _MARGIN - span.width
    if not tinted:
        return (*_BAR, Span(" " * (air - _MARGIN)), span)
    return (Span(" " * air, _GROUND), span, Span(" " * _MARGIN, _GROUND))


@lru_cache(maxsize=64)
def highlighted(code: str, language: str) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of each row of some code; plain when the language is unknown or the code too long."""
    rows = [steady(safe(row)).expandtabs(_TAB) for row in split_rows(code)[0]]
    alias = language.split(maxsplit=1)[0].lower() if language else ""
    if alias and len(code) <= MOST_HIGHLIGHTED:
        tokens = _tokens("\n".join(rows), alias)
        if "".join(text for _, text in tokens) == "\n".join(rows):
            return _rows_of(tokens)
    return tuple((Span(row, _CODE),) if row else () for row in rows)


def _tokens(code: str, alias: str) -> list[tuple[Hashable, str]]:
    """Return token type and text pairs, none when no lexer has that name."""
    known = _lexers()
    if alias not in known:
        return []
    from pygments.lexers import get_lexer_by_name  # start-up: most posts hold no code

    return [*get_lexer_by_name(alias, stripnl=False, ensurenl=False).get_tokens(code)]


@cache
def _lexers() -> frozenset[str]:
    """Return the names of Pygments' own lexers; a search for another name loads all installed plug-ins."""
    from pygments.lexers import get_all_lexers  # start-up: most posts hold no code

    return frozenset(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


@cache
def _roles_of(kind: Hashable) -> tuple[str, ...]:
    """Return the roles of a Pygments token type, found by the beginning of its name."""
    role = next((role for start, role in _TOKEN_ROLES if str(kind).startswith(start)), "")
    return (*_CODE, role) if role else _CODE


def _rows_of(tokens: list[tuple[Hashable, str]]) -> tuple[tuple[Span, ...], ...]:
    rows: list[list[tuple[str, tuple[str, ...]]]] = [[]]
    for kind, text in tokens:
        roles = _roles_of(kind)
        for index, part in enumerate(text.split("\n")):
            if index:
                rows.append([])
            row = rows[-1]
            if part and row and row[-1][1] == roles:
                row[-1] = row[-1][0] + part, roles
            elif part:
                row.append((part, roles))
    return tuple(tuple(Span(text, roles) for text, roles in row) for row in rows)
