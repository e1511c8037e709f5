"""Runs Liquid over a body: its text, the row of the body for each row, and faults that would stop the build.

A body without Liquid, which most are, takes no time.
"""

from collections.abc import Iterator, Sequence

from tui.markup.chips import numbered, without_marks
from tui.markup.liquid.blocks import Node
from tui.markup.liquid.output import Output
from tui.markup.liquid.run import Run
from tui.markup.liquid.scan import Problems
from tui.markup.liquid.tags import TAGS
from tui.markup.liquid.values import Rendered, Values

_MOST_TEXT = 500_000
"""The most characters that the tags of a body may print."""


def has_liquid(body: str) -> bool:
    """Whether a body has tags or outputs of Liquid."""
    return "{{" in body or "{%" in body


def render(body: str, values: Values) -> Rendered:
    """Return a body after Liquid. The text of a body without Liquid is the same object."""
    if not has_liquid(body):
        return Rendered(body, tuple(range(body.count("\n") + 1)))
    source = without_marks(body)
    problems = Problems(source)
    run = Run(values, problems, Output(_MOST_TEXT), TAGS)
    nodes = run.parse(source, problems)
    run.all(nodes)
    labels: list[str] = []
    text = numbered(run.output.text, labels)
    plain = tuple(_plain(nodes, source, problems))
    return Rendered(text, run.output.rows, problems.all(), tuple(labels), plain)


def _plain(nodes: Sequence[Node], source: str, problems: Problems) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows of the body that lie whole within one text between tags."""
    for node in nodes:
        start, end = node.piece.start, node.piece.start + len(node.piece.source)
        if node.piece.kind == "text":
            first = problems.row(start) + (source[start - 1 : start] not in ("", "\n"))
            last = problems.row(end) + (end == len(source))
            if first < last:
                yield first, last
