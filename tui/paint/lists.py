"""Blocks that hold other blocks: quotes, lists, definitions and footnotes, each with a mark and an indent.

Where a further indent would leave fewer than `NARROWEST` cells for words, the block is painted without it, so
that nothing is wider than the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tui.markup.tree import Block, DefinitionList, Footnotes, Item, List, Paragraph, Quote
from tui.paint.cells import Line, Span, prefixed
from tui.paint.inlines import PLAIN, Tone, flow, superscript
from tui.paint.wrap import wrap

NARROWEST = 8
"""The fewest cells that an indent may leave for words."""

_BULLETS = "●○◆◇"
_BAR = Span("│", ("quote.bar",))
_QUOTE_GAP = Span("  ")
_INDENT = "  "
_RULE_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a block: its tone, the number of lists around it, and its depth in other blocks."""

    tone: Tone = PLAIN
    lists: int = 0
    depth: int = 0


Stack = Callable[[Sequence[Block], int, Place], tuple[Line, ...]]
"""The function of `tui.paint.lines` that lays out blocks below each other, passed in for nested blocks."""

_Prefix = tuple[Span, ...]


def _hung(width: int, first: _Prefix) -> tuple[int, _Prefix, _Prefix]:
    """Return the width left beside a mark, the mark, and the indent below it; both empty without room."""
    size = sum(span.width for span in first)
    if width - size < NARROWEST:
        return width, (), ()
    return width - size, first, (Span(" " * size),)


def _marked(lines: Iterable[Line], first: _Prefix, rest: _Prefix, row: int) -> list[Line]:
    return list(prefixed(lines, first, rest)) or list(prefixed([Line((), row)], first, rest))


def rule(length: int, row: int, indent: int = 0) -> Line:
    """Return a horizontal rule of `length` cells."""
    spans = (Span("—" * length, ("rule",)),)
    return Line((Span(" " * indent), *spans) if indent else spans, row)


def layout_quote(quote: Quote, width: int, place: Place, stack: Stack) -> tuple[Line, ...]:
    """Paint a quote: a bar on every row, and its words with the role `quote`."""
    under = place.tone.under if "quote" in place.tone.under else (*place.tone.under, "quote")
    inner, first, _ = _hung(width, (_BAR, _QUOTE_GAP))
    within = replace(place, tone=replace(place.tone, under=under), depth=place.depth + 1)
    return tuple(prefixed(stack(quote.blocks, inner, within), first, first))


def layout_list(block: List, width: int, place: Place, stack: Stack) -> tuple[Line, ...]:
    """Paint a list: a bullet by depth, a right-aligned number or a task box, then the words beside it.

    A loose list has an empty row between its items, a tight one none.
    """
    labels = [_label(block, index, place.lists) for index in range(len(block.items))]
    size = max((label.width for label in labels), default=0)
    lines: list[Line] = []
    for item, label in zip(block.items, labels, strict=True):
        if lines and not block.tight:
            lines.append(Line((), lines[-1].row))
        mark = Span(" " * (size - label.width) + label.text, label.roles)
        inner, first, rest = _hung(width, (mark, Span(" ")))
        lines += _marked(stack(item.blocks, inner, _within(item, place)), first, rest, item.rows[0])
    return tuple(lines)


def _label(block: List, index: int, depth: int) -> Span:
    done = block.items[index].done
    if done is not None:
        return Span("☑", ("list.done",)) if done else Span("☐", ("list.bullet",))
    if block.start is None:
        return Span(_BULLETS[depth % len(_BULLETS)], ("list.bullet",))
    # readers read numbers, so they are less faint than bullets
    return Span(f"{block.start + index}.", ("muted",))


def _within(item: Item, place: Place) -> Place:
    over = place.tone.over
    if item.done is not None:
        over = tuple(role for role in over if role != "list.done")
    if item.done:
        over = (*over, "list.done")
    return Place(replace(place.tone, over=over), place.lists + 1, place.depth + 1)


def layout_definitions(block: DefinitionList, width: int, place: Place, stack: Stack) -> tuple[Line, ...]:
    """Paint terms with their definitions indented below them; an empty row follows a loose definition."""
    term_tone = replace(place.tone, over=("strong", *place.tone.over))
    inner, first, rest = _hung(width, (Span(_INDENT),))
    lines: list[Line] = []
    loose = False
    for item in block.items:
        if loose:
            lines.append(Line((), lines[-1].row))
        lines += wrap(flow(item.term, term_tone, item.rows[0]), width)
        body = stack(item.blocks, inner, replace(place, depth=place.depth + 1))
        lines += prefixed(body, first, rest)
        loose = bool(body) and not (isinstance(item.blocks[0], Paragraph) and item.blocks[0].tight)
    return tuple(lines)


def layout_footnotes(block: Footnotes, width: int, place: Place, stack: Stack) -> tuple[Line, ...]:
    """Paint the footnotes: a short rule, then each note, muted, beside its number."""
    labels = [superscript(note.number) for note in block.notes]
    size = max((len(label) for label in labels), default=0)
    within = Place(replace(place.tone, under=(*place.tone.under, "muted")), 0, place.depth + 1)
    lines = [rule(min(_RULE_WIDTH, width), block.rows[0])] if block.notes else []
    for note, label in zip(block.notes, labels, strict=True):
        mark = Span(label.rjust(size), ("footnote",), f"#fnref:{note.label}")
        inner, first, rest = _hung(width, (mark, Span(" ")))
        lines += _marked(stack(note.blocks, inner, within), first, rest, note.rows[0])
    return tuple(lines)
