"""The head of the page: title, date and tags, and a rule below them.

A part that the post does not have leaves no empty row.
"""

from collections.abc import Sequence

from tui.paint.cells import Line, Span
from tui.paint.inlines import text_flow
from tui.paint.lists import rule
from tui.paint.wrap import wrap

_AFTER_FACT = 3
_BETWEEN_TAGS = 2
_QUIET = ("muted",)


def head(title: str, date: str, tags: Sequence[str], width: int, seen: str = "") -> tuple[Line, ...]:
    """Return the head of a post: its title, its date and tags, and a rule as wide as the text.

    `date` is painted as it is given, and before it `seen`, a note on whether readers see the post. Empty when
    all parts are empty.
    """
    lines = [*wrap(text_flow(title, ("heading.1",)), width), *_facts(seen, date, tags, width)]
    return (*lines, rule(width, 0)) if lines else ()


def notice(text: str, width: int) -> tuple[Line, ...]:
    """Return a warning, painted in place of a head that cannot be read."""
    return wrap(text_flow(text, ("warning",)), width)


def waiting(width: int) -> tuple[Line, ...]:
    """Return the notice that is painted in place of a page that is not parsed yet."""
    return wrap(text_flow("reading the page…", _QUIET), width)


def _facts(seen: str, date: str, tags: Sequence[str], width: int) -> list[Line]:
    """Lay out the facts; one that does not fit starts a new row, and only one wider than a row is wrapped."""
    rows: list[list[Span]] = []
    space = 0
    facts = ((seen, (), _AFTER_FACT), (date, _QUIET, _AFTER_FACT))
    for text, roles, after in (*facts, *((tag, _QUIET, _BETWEEN_TAGS) for tag in tags)):
        for fact in (line.text for line in wrap(text_flow(text, ()), width)):
            row = rows[-1] if rows else []
            if not row or sum(span.width for span in row) + space + Span(fact).width > width:
                rows.append([Span(fact, roles)])
            elif row[-1].roles == roles:
                row[-1] = Span(f"{row[-1].text}{' ' * space}{fact}", roles)
            else:
                row.append(Span(" " * space + fact, roles))
            space = after
    return [Line(tuple(row)) for row in rows]
