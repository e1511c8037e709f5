"""A body through Liquid: text, the rows it was typed in, and what would stop the build.

The one thing you would get wrong: a body without Liquid, and there are many, must cost nothing.
"""

from tui.markup.chips import numbered, without_marks
from tui.markup.liquid.output import Output
from tui.markup.liquid.run import Run
from tui.markup.liquid.scan import Problems
from tui.markup.liquid.tags import TAGS
from tui.markup.liquid.values import Rendered, Values

_MOST_TEXT = 500_000
"""Characters that tags may print into a body."""


def has_liquid(body: str) -> bool:
    """Whether there is anything for Liquid in a body."""
    return "{{" in body or "{%" in body


def render(body: str, values: Values) -> Rendered:
    """Return a body as Liquid leaves it. One without Liquid comes back as it is, the same object."""
    if not has_liquid(body):
        return Rendered(body, tuple(range(body.count("\n") + 1)))
    source = without_marks(body)
    problems = Problems(source)
    run = Run(values, problems, Output(_MOST_TEXT), TAGS)
    run.all(run.parse(source, problems))
    labels: list[str] = []
    return Rendered(numbered(run.output.text, labels), run.output.rows, problems.all(), tuple(labels))
