"""Rows that become something else than the writer meant: a heading, a table.

The one thing you would get wrong: real headings and real tables are written the same way. Only what
reads like a sentence is no heading, and only what has no line under its head is no table.
"""

import re
from collections.abc import Iterator

from tui.edits import Edit
from tui.markup.page import Page
from tui.markup.tree import Heading, Table, plain_text
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place

LONGEST_HEADING = 80
"""Characters; what is longer is a paragraph."""

MOST_WORDS = 7
"""Words of a heading that may end as a question or a cry."""

_RULE = re.compile(r"[ \t>]*(-{3,})[ \t]*\r?")
_SENTENCE = re.compile(r"(?<!\.)\.[\"'”’)*_]*$|[…,;][\"'”’)*_]*$|\.\.\.$")
_CRY = re.compile(r"[!?][\"'”’)*_]*$")
_TABLE_LINE = re.compile(r"[ \t>]*\|?[ \t]*[:=+-][-:=+| \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


def glued_rule(subject: Subject) -> Iterator[Finding]:
    """Find `---` right under a paragraph, which makes the paragraph a heading."""
    for siblings in subject.places:
        for place in siblings:
            if not isinstance(place.block, Heading) or place.end - place.first < 2:
                continue
            row = place.end - 1
            rule = _RULE.fullmatch(subject.rows[row])
            if rule and _is_prose(plain_text(place.block.inlines).strip(), place):
                ending = subject.source.ends[row - 1]
                above = len(subject.rows[row - 1])
                prefix = subject.rows[row][: rule.start(1)]
                fix = Edit((row - 1, above), (row - 1, above), f"{ending}{prefix.rstrip()}", "")
                message = (
                    "these dashes make a heading of the paragraph above: leave a blank line between them"
                )
                yield Finding(row, rule.start(1), rule.end(1), "glued-rule", message, fix)


def _is_prose(text: str, place: Place) -> bool:
    """Tell whether a heading reads like a paragraph."""
    words = len(text.split())
    if len(text) > LONGEST_HEADING or place.end - place.first > 2:
        return True
    return bool((words > 1 and _SENTENCE.search(text)) or (words > MOST_WORDS and _CRY.search(text)))


def table_by_accident(subject: Subject) -> Iterator[Finding]:
    """Find a `|` in prose that makes a table of it, which kramdown needs no head for."""
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
    """Tell whether rows look like a table: a line of dashes, or a `|` before the first cell, or many rows."""
    first = rows[0].lstrip(" \t>")
    return first.startswith("|") or len(rows) > 3 or any(_TABLE_LINE.fullmatch(row) for row in rows)


def _pipes(subject: Subject, place: Place) -> Iterator[tuple[int, int]]:
    for row in range(place.first, place.end):
        for found in _PIPE.finditer(subject.masked[row]):
            yield row, found.start()


def _escaped(subject: Subject, place: Place) -> Edit | None:
    """Return the edit that escapes every `|`, None when it would still be a table."""
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
