"""The rule for tables that the writer did not mean: `accidental-table`.

Real tables are written with the same signs. Only a short table without a line of dashes, whose first row does
not begin with `|`, counts as an accident.
"""

import re
from collections.abc import Iterator

from tui.edits import Edit
from tui.markup.page import Page
from tui.markup.tree import Table
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place

_TABLE_LINE = re.compile(r"[ \t>]*\|?[ \t]*[:=+-][-:=+| \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


def table_by_accident(subject: Subject) -> Iterator[Finding]:
    """Find a `|` that makes prose a table; kramdown needs no head for one."""
    if not subject.page.dialect.kramdown:
        return
    for siblings in subject.places:
        for place in siblings:
            rows = subject.rows[place.first : place.end]
            if isinstance(place.block, Table) and rows and not _is_meant(rows):
                found = next(((row, at) for row, at in _pipes(subject, place)), None)
                if found:
                    row, column = found
                    message = "this | makes a table of the paragraph"
                    fix = _escaped(subject, place)
                    yield Finding(row, column, column + 1, "accidental-table", message, fix)


def _is_meant(rows: list[str]) -> bool:
    """Whether rows look like a real table: by a line of dashes, a `|` at the start, or more than 3 rows."""
    first = rows[0].lstrip(" \t>")
    return first.startswith("|") or len(rows) > 3 or any(_TABLE_LINE.fullmatch(row) for row in rows)


def _pipes(subject: Subject, place: Place) -> Iterator[tuple[int, int]]:
    for row in range(place.first, place.end):
        for found in _PIPE.finditer(subject.masked[row]):
            yield row, found.start()


def _escaped(subject: Subject, place: Place) -> Edit | None:
    """Return the edit that escapes every `|`; None when the rows would still be a table."""
    rows = subject.rows[place.first : place.end]
    pipes = list(_pipes(subject, place))
    for row, column in reversed(pipes):
        at = row - place.first
        rows[at] = f"{rows[at][:column]}\\{rows[at][column:]}"
    blocks = Page.parse("\n".join(rows), subject.page.dialect).blocks
    if not pipes or len(blocks) != 1 or isinstance(blocks[0], Table):
        return None
    (top, start), (bottom, end) = pipes[0], pipes[-1]
    removed = subject.source.between((top, start), (bottom, end))
    text, at_row = "", (top, start)
    for place_of in pipes:
        text += subject.source.between(at_row, place_of) + "\\"
        at_row = place_of
    return Edit((top, start), (bottom, end), text, removed)
