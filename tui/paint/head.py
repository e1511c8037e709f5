"""The head of the page: title, date and tags, and a rule below them.

The thing one would get wrong: what a post does not have leaves no empty row.
"""

from collections.abc import Sequence

from tui.paint.cells import Line, Span
from tui.paint.inlines import text_flow
from tui.paint.lists import rule
from tui.paint.wrap import wrap

_BEFORE_TAGS = 3
_BETWEEN_TAGS = 2


def head(title: str, date: str, tags: Sequence[str], width: int) -> tuple[Line, ...]:
    """Return the head of a post: its title, its date and tags, and a rule as wide as the text.

    `date` is painted as it is given. Empty when there is nothing to say.
    """
    lines = [*wrap(text_flow(title, ("heading.1",)), width), *_facts(date, tags, width)]
    return (*lines, rule(width, 0)) if lines else ()


def notice(text: str, width: int) -> tuple[Line, ...]:
    """Return a warning that stands in the place of a head which cannot be read."""
    return wrap(text_flow(text, ("warning",)), width)


def _facts(date: str, tags: Sequence[str], width: int) -> list[Line]:
    """Lay out the date and the tags; one that does not fit starts a row, none is torn but the longest."""
    rows: list[str] = []
    space = 0
    for text, after in ((date, _BEFORE_TAGS), *((tag, _BETWEEN_TAGS) for tag in tags)):
        for fact in (line.text for line in wrap(text_flow(text, ()), width)):
            joined = f"{rows[-1]}{' ' * space}{fact}" if rows else fact
            if rows and Span(joined).width <= width:
                rows[-1] = joined
            else:
                rows.append(fact)
            space = after
    return [Line((Span(row, ("muted",)),)) for row in rows]
