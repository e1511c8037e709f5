"""A block of the page laid out as lines at a width: what the preview paints.

Decides the space between blocks and which blocks are visible; other modules lay out lists, tables, code and
HTML. Plain prose has no roles at all: it is the page's own text. `layout` and `is_visible` must agree;
otherwise a comment would leave a gap in the page. A block that is not visible has no lines and no gap.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import bidirectional

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
from tui.paint.html import html_blocks
from tui.paint.images import lone_image
from tui.paint.inlines import NOWHERE, Look, Tone, flow, text_flow
from tui.paint.lists import (
    NARROWEST,
    Place,
    layout_definitions,
    layout_footnotes,
    layout_list,
    layout_quote,
    rule,
)
from tui.paint.picture import picture_lines
from tui.paint.tables import layout_table
from tui.paint.wrap import Run, wrap

_RULE_WIDTH = 12
_PLAINLY_TOLD = 4
_DEEPEST = 40
_MORE = re.compile(r"<!--\s*+more\s*+-->", re.IGNORECASE)


def layout(block: Block, width: int, look: Look = NOWHERE) -> tuple[Line, ...]:
    """Return the lines of a block, none wider than `width` cells (20 or more); never raises.

    A line's row counts from the start of the block. Empty for what readers never see.
    """
    return _paint(block, max(width, NARROWEST), Place(Tone(look=look)))


def gap(before: Block | None, after: Block) -> int:
    """Return how many empty rows stand between two visible blocks: two above a heading, else one.

    None before the first block, and one below a heading, also where another heading follows.
    """
    if before is None:
        return 0
    return 2 if isinstance(after, Heading) and not isinstance(before, Heading) else 1


def is_visible(block: Block, look: Look = NOWHERE) -> bool:
    """Tell whether a reader sees anything of a block; comments and empty blocks are not seen."""
    waiting: list[Block] = [block]
    while waiting:
        current = waiting.pop()
        if _shows(current, look):
            return True
        match current:
            case HtmlBlock(html=html) if look.raw_html:
                waiting += html_blocks(html, 0)
            case Quote(blocks=blocks) | HtmlElement(blocks=blocks):
                waiting += blocks
            case DefinitionList(items=definitions):
                waiting += (inner for definition in definitions for inner in definition.blocks)
    return False


def _shows(block: Block, look: Look) -> bool:
    """Tell whether a block shows anything of its own, apart from the blocks in it."""
    tone = Tone(look=look)
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return bool(flow(inlines, tone))
        case HtmlBlock(html=html):
            return bool(_MORE.fullmatch(html.strip()))
        case List(items=parts) | Footnotes(notes=parts):
            return bool(parts)
        case DefinitionList(items=definitions):
            return any(flow(definition.term, tone) for definition in definitions)
        case Table(head=head, body=body, foot=foot):
            return any(flow(cell.inlines, tone) for row in (*head, *body, *foot) for cell in row)
        case MathBlock(text=text):
            return bool(text_flow(text, ()))
        case CodeBlock() | Rule():
            return True
        case Quote() | HtmlElement():
            return False


def _paint(block: Block, width: int, place: Place) -> tuple[Line, ...]:
    if place.depth > _DEEPEST:
        deeper = (Line((Span(ELLIPSIS, ("muted",)),), block.rows[0]),)
        return deeper if is_visible(block, place.tone.look) else ()
    match block:
        case Paragraph(inlines, rows):
            image = lone_image(block) if place.tone.look.pictures else None
            if image and image.url in place.tone.look.pictures:
                seen = picture_lines(place.tone.look.pictures[image.url], width, rows[0])
                return (*seen, *_prose(flow(inlines, place.tone, rows[0]), width))
            return _prose(flow(inlines, place.tone, rows[0]), width)
        case Heading():
            return _heading(block, width, place)
        case CodeBlock():
            return layout_code(block, width, place.tone.look.tones)
        case MathBlock(text, rows):
            sources = enumerate(split_rows(text)[0], rows[0])
            return tuple(line for row, source in sources for line in _source(source, "code", width, row))
        case Table():
            return layout_table(block, width, place.tone)
        case Rule(rows):
            return (rule(min(_RULE_WIDTH, width), rows[0], max(0, (width - _RULE_WIDTH) // 2)),)
        case HtmlBlock(html, rows):
            return _html(html, width, replace(place, depth=place.depth + 1), rows[0])
        case HtmlElement(name, blocks):
            lines = _stack(blocks, width, replace(place, depth=place.depth + 1))
            return tuple(_moved(lines, width, 2)) if name == "center" else lines
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


def _prose(runs: Sequence[Run], width: int) -> tuple[Line, ...]:
    """Wrap words; if the first letter belongs to a right-to-left script, align them with the right edge.

    Terminals that know such scripts order the letters of a row themselves.
    """
    lines = wrap(runs, width)
    return tuple(_moved(lines, width, 1)) if _runs_leftwards(runs) else lines


def _heading(heading: Heading, width: int, place: Place) -> tuple[Line, ...]:
    """Paint a heading; one of level 1 has a rule below it, as long as its longest row.

    Bold and italic tell four levels apart; where colours do not tell the others, their marks do.
    """
    level = min(max(heading.level, 1), 6)
    tone = replace(place.tone, over=(f"heading.{level}", *place.tone.over))
    runs = flow(heading.inlines, tone, heading.rows[0])
    if runs and level > _PLAINLY_TOLD and not place.tone.look.tones:
        runs = (Run("#" * level + " ", ("mark",), row=heading.rows[0]), *runs)
    lines = _prose(runs, width)
    if level > 1 or not lines:
        return lines
    under = rule(max(line.width for line in lines), lines[-1].row)
    return (*lines, under)


def _runs_leftwards(runs: Iterable[Run]) -> bool:
    """Tell whether the first strong character has the class R or AL (Unicode UAX #9, rules P2 and P3)."""
    for run in runs:
        for char in run.text:
            direction = bidirectional(char)
            if direction in ("L", "R", "AL"):
                return direction != "L"
    return False


def _moved(lines: Iterable[Line], width: int, share: int) -> Iterator[Line]:
    """Move lines to the right edge, or by half of what is free when `share` is 2."""
    for line in lines:
        free = (width - line.width) // share
        yield Line((Span(" " * free), *line.spans), line.row) if free > 0 and line.spans else line


def _html(html: str, width: int, place: Place, row: int) -> tuple[Line, ...]:
    """Paint raw HTML as a browser would, and the mark of an excerpt's end."""
    if _MORE.fullmatch(html.strip()):
        return _more(width, row)
    return _stack(html_blocks(html, row), width, place) if place.tone.look.raw_html else ()


def _source(text: str, role: str, width: int, row: int) -> Iterator[Line]:
    """Paint a row of source as it is written, its indent kept on every wrapped row."""
    indent = min(len(text) - len(text.lstrip(" ")), width // 4)
    hang = (Span(" " * indent),) if indent else ()
    return prefixed(wrap(text_flow(text, (role,), row), width - indent), hang, hang)


def _more(width: int, row: int) -> tuple[Line, ...]:
    text = "— more —"
    indent = " " * ((width - len(text)) // 2)
    return (Line((Span(indent + text, ("muted",)),), row),)
