"""A block of the page laid out as lines at a width: what the preview paints.

Owns the space between blocks and which of them a reader sees; the kinds of blocks have rooms beside
this one. Plain prose has no roles at all: it is the page's own text.
The thing one would get wrong: `layout` and `is_visible` must agree, or a comment leaves a hole in the
page. A block that is not visible has no lines and no gap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui.edits import split_rows
from tui.markup.tree import (
    Block,
    CodeBlock,
    DefinitionList,
    Footnotes,
    Heading,
    HtmlBlock,
    HtmlElement,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from tui.paint.cells import ELLIPSIS, Line, Span, prefixed
from tui.paint.code import layout_code
from tui.paint.inlines import Tone, flow, text_flow
from tui.paint.lists import (
    NARROWEST,
    Place,
    layout_definitions,
    layout_footnotes,
    layout_list,
    layout_quote,
    rule,
)
from tui.paint.tables import layout_table
from tui.paint.wrap import wrap

_RULE_WIDTH = 12
_DEEPEST = 40
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MORE = re.compile(r"<!--\s*+more\s*+-->", re.IGNORECASE)
_BREAKS = re.compile(r"(?:<br\s*+/?>\s*+)++", re.IGNORECASE)
_HTML_RULE = re.compile(r"<hr\b[^<>]*+>", re.IGNORECASE)


def layout(block: Block, width: int) -> tuple[Line, ...]:
    """Return the lines of a block, none wider than `width` cells (20 or more); never raises.

    A line's row counts from the start of the block. Empty for what readers never see.
    """
    return _paint(block, max(width, NARROWEST), Place())


def gap(before: Block | None, after: Block) -> int:
    """Return how many empty rows stand between two visible blocks: two above a heading, else one.

    None before the first block, and one below a heading, also where another heading follows.
    """
    if before is None:
        return 0
    return 2 if isinstance(after, Heading) and not isinstance(before, Heading) else 1


def is_visible(block: Block) -> bool:
    """Tell whether a reader sees anything of a block; comments and empty blocks are not seen."""
    waiting: list[Block] = [block]
    while waiting:
        current = waiting.pop()
        if _shows(current):
            return True
        match current:
            case Quote(blocks=blocks) | HtmlElement(blocks=blocks):
                waiting += blocks
            case DefinitionList(items=definitions):
                waiting += (inner for definition in definitions for inner in definition.blocks)
    return False


def _shows(block: Block) -> bool:
    """Tell whether a block itself puts anything on the page, whatever it holds."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return bool(flow(inlines))
        case HtmlBlock(html=html):
            return bool(_html(html, NARROWEST, 0))
        case List(items=parts) | Footnotes(notes=parts):
            return bool(parts)
        case DefinitionList(items=definitions):
            return any(flow(definition.term) for definition in definitions)
        case Table(head=head, body=body, foot=foot):
            return any(flow(cell.inlines) for row in (*head, *body, *foot) for cell in row)
        case MathBlock(text=text):
            return bool(text_flow(text, ()))
        case CodeBlock() | Rule():
            return True
        case Quote() | HtmlElement():
            return False


def _paint(block: Block, width: int, place: Place) -> tuple[Line, ...]:
    if place.depth > _DEEPEST:
        return (Line((Span(ELLIPSIS, ("muted",)),), block.rows[0]),) if is_visible(block) else ()
    match block:
        case Paragraph(inlines, rows):
            return wrap(flow(inlines, place.tone, rows[0]), width)
        case Heading(level, inlines, rows):
            tone = Tone(place.tone.under, (f"heading.{min(max(level, 1), 6)}", *place.tone.over))
            return wrap(flow(inlines, tone, rows[0]), width)
        case CodeBlock():
            return layout_code(block, width)
        case MathBlock(text, rows):
            sources = enumerate(split_rows(text)[0], rows[0])
            return tuple(line for row, source in sources for line in _source(source, "code", width, row))
        case Table():
            return layout_table(block, width, place.tone)
        case Rule(rows):
            return (rule(min(_RULE_WIDTH, width), rows[0], max(0, (width - _RULE_WIDTH) // 2)),)
        case HtmlBlock(html, rows):
            return _html(html, width, rows[0])
        case HtmlElement(blocks=blocks):
            return _stack(blocks, width, replace(place, depth=place.depth + 1))
        case _:
            return _paint_container(block, width, place)


def _paint_container(
    block: Quote | List | DefinitionList | Footnotes, width: int, place: Place
) -> tuple[Line, ...]:
    match block:
        case Quote():
            return layout_quote(block, width, place, _stack)
        case List():
            return layout_list(block, width, place, _stack)
        case DefinitionList():
            return layout_definitions(block, width, place, _stack)
        case Footnotes():
            return layout_footnotes(block, width, place, _stack)


def _stack(blocks: Sequence[Block], width: int, place: Place) -> tuple[Line, ...]:
    """Lay out blocks below each other, with the space of the page between them."""
    lines: list[Line] = []
    before: Block | None = None
    for block in blocks:
        painted = _paint(block, width, place)
        if not painted:
            continue
        joined = isinstance(before, Paragraph) and before.tight and isinstance(block, List)
        if before is not None and not joined:
            lines += [Line((), lines[-1].row)] * gap(before, block)
        lines += painted
        before = block
    return tuple(lines)


def _html(html: str, width: int, row: int) -> tuple[Line, ...]:
    """Paint raw HTML as its source, but for comments, the mark of an excerpt's end, and rules."""
    shown = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), html)
    if not shown.strip():
        return _more(width, row) if _MORE.search(html) else ()
    lines: list[Line] = []
    for index, source in enumerate(split_rows(shown)[0]):
        text = source.strip()
        if _HTML_RULE.fullmatch(text):
            lines.append(rule(min(_RULE_WIDTH, width), row + index, max(0, (width - _RULE_WIDTH) // 2)))
        elif not _BREAKS.fullmatch(text):
            lines += _source(source, "muted", width, row + index)
    return tuple(lines)


def _source(text: str, role: str, width: int, row: int) -> Iterator[Line]:
    """Paint a row of source as it is written, its indent kept on every wrapped row."""
    indent = min(len(text) - len(text.lstrip(" ")), width // 4)
    hang = (Span(" " * indent),) if indent else ()
    return prefixed(wrap(text_flow(text, (role,), row), width - indent), hang, hang)


def _more(width: int, row: int) -> tuple[Line, ...]:
    text = "— more —"
    indent = " " * ((width - len(text)) // 2)
    return (Line((Span(indent + text, ("muted",)),), row),)
