"""Maps blocks of a text that Liquid rendered back to the rows that the writer typed.

The parser counts rows of the rendered text, which differ from the rows of the body after a loop or a tag of
several rows.
"""

import re
from dataclasses import replace
from html import unescape
from operator import is_
from typing import Any

from tui.markup import chips
from tui.markup.liquid.values import Rendered
from tui.markup.tree import Block, CodeBlock, HtmlBlock, InlineHtml, Text

_HIGHLIGHT = '<figure class="highlight">'
_HIGHLIGHTED = re.compile(
    r'<figure class="highlight"><pre><code class="[^"]*" data-lang="(?P<language>[^"]*)">'
    r'(?:<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">(?P<numbers>[\d\n]*)'
    r'</pre></td><td class="code"><pre>)?(?P<code>[^<]*)(?:</pre></td></tr></tbody></table>)?'
    r"</code></pre></figure>\s*"
)


def at_source(blocks: list[tuple[int, Block]], rendered: Rendered) -> list[tuple[int, Block]]:
    """Return blocks, and the rows where they begin, with rows of the body instead of the rendered text.

    Rows never go back: blocks that a loop prints again have the rows of the first round.
    """
    if not rendered.chips and _HIGHLIGHT not in rendered.text and rendered.rows == _same(rendered.rows):
        return blocks
    found: list[tuple[int, Block]] = []
    lines = rendered.text.split("\n") if _HIGHLIGHT in rendered.text else []
    least = 0
    for row, block in blocks:
        start = max(least, _row(rendered.rows, row))
        found.append((start, _Placer(rendered, row, start, lines).node(block)))
        least = start
    return found


def _same(rows: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(range(len(rows)))


def _row(rows: tuple[int, ...], row: int) -> int:
    """Return the row of the body for a row of the text; rows past the end of the text count on."""
    return rows[row] if row < len(rows) else rows[-1] + row - len(rows) + 1


class _Placer:
    """Maps one top-level block."""

    def __init__(self, rendered: Rendered, row: int, start: int, lines: list[str]) -> None:
        """`lines` are the rows of the rendered text, empty when it holds no highlighted code."""
        self._rendered = rendered
        self._row = row
        self._start = start
        self._lines = lines

    def node(self, node: Any) -> Any:
        """Return a node with rows of the body, and chips for their marks; the same object when unchanged."""
        changes: dict[str, object] = {}
        is_html = isinstance(node, HtmlBlock | InlineHtml)
        for name in node.__match_args__:  # all fields; faster than `dataclasses.fields`
            value = getattr(node, name)
            changed = self._rows(value) if name == "rows" else self._value(value, is_html)
            if changed is not value:
                changes[name] = changed
        placed = replace(node, **changes) if changes else node
        return self._as_code(placed, node.rows[1]) if isinstance(placed, HtmlBlock) else placed

    def _rows(self, rows: tuple[int, int]) -> tuple[int, int]:
        first, end = (self._row + row for row in rows)
        start = _row(self._rendered.rows, first) if first >= 0 else first
        last = _row(self._rendered.rows, end - 1) if end > first else start - 1
        begin = max(start - self._start, 0) if rows[0] >= 0 else start - self._start
        placed = begin, max(begin + (end > first), last + 1 - self._start)
        return rows if placed == rows else placed

    def _value(self, value: Any, is_html: bool) -> Any:
        match value:
            case str() if chips.has_marks(value):
                return chips.words(value, self._rendered.chips, is_html)
            case tuple() if value:
                parts = tuple(part for each in value for part in self._parts(each, is_html))
                return value if len(parts) == len(value) and all(map(is_, parts, value)) else parts
        return self.node(value) if hasattr(value, "__dataclass_fields__") else value

    def _parts(self, value: Any, is_html: bool) -> tuple[Any, ...]:
        if isinstance(value, Text):
            return chips.split(value.text, self._rendered.chips) if chips.has_marks(value.text) else (value,)
        return (self._value(value, is_html),)

    def _after_code(self, row: int) -> int:
        """Return the row of the body below a `highlight` tag, whose end tag usually has a row of its own."""
        ended = _row(self._rendered.rows, row)
        return ended + (row < len(self._lines) and not self._lines[row].strip())

    def _as_code(self, block: HtmlBlock, end: int) -> HtmlBlock | CodeBlock:
        """Return HTML that the `highlight` tag printed as a code block that goes on to the end tag."""
        found = _HIGHLIGHTED.fullmatch(block.html)
        if found is None:
            return block
        after = self._after_code(self._row + end) - self._start
        rows = (block.rows[0], max(after, block.rows[1]))
        code = unescape(found["code"])
        numbered = bool(found["numbers"])
        code = code.removesuffix("\n") if numbered else code
        return CodeBlock(code, rows, found["language"], highlighted=True, numbered=numbered)
