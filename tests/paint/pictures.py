"""Paintings as plain text that a person can read and edit: words, and below them one letter per role."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.paint.cells import Line
from tui.paint.source import START, Mark, colour

FIXTURES = Path(__file__).parent / "fixtures"

LETTERS = {
    **{f"heading.{level}": str(level) for level in range(1, 7)},
    "strong": "s",
    "emphasis": "e",
    "strike": "x",
    "mark": "m",
    "code": "c",
    "code.background": "_",
    "code.label": "L",
    "code.keyword": "K",
    "code.string": "S",
    "code.number": "N",
    "code.comment": "C",
    "link": "l",
    "link.source": "l",
    "link.url": "u",
    "attribute": "a",
    "quote": "q",
    "quote.bar": "b",
    "rule": "r",
    "list.bullet": "o",
    "list.done": "d",
    "table.header": "h",
    "footnote": "f",
    "muted": "~",
    "faint": "'",
    "comment": "#",
    "warning": "w",
}
"""The letter of each role; a dot stands for none. A tint alone is "_", under other roles it is not shown."""


def sections(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the titled parts of a fixture file: rows that start with "== " are titles."""
    title = ""
    rows: list[str] = []
    for row in [*path.read_text(encoding="utf-8").splitlines(), "== "]:
        if row.startswith("== "):
            if title:
                yield title, rows[:-1] if rows and not rows[-1] else rows
            title, rows = row[3:], []
        else:
            rows.append(row)


def words_of(lines: Iterable[Line]) -> list[str]:
    """Return what a reader sees, without the spaces at the ends of rows."""
    return [line.text.rstrip() for line in lines]


def words_and_letters_of(lines: Iterable[Line]) -> list[str]:
    """Return every row and below it the letters of its roles."""
    picture: list[str] = []
    for line in lines:
        letters = "".join(_letter(span.roles) * len(span.text) for span in line.spans)
        picture += [line.text.rstrip(), letters]
    return picture


def source_and_letters_of(rows: Iterable[str]) -> list[str]:
    """Return every row of source and below it the letters of its marks; "|" ends a row with a ground."""
    state = START
    picture: list[str] = []
    for row in rows:
        coloured = colour(row, state)
        state = coloured.state
        letters = "".join(_letter(roles) for roles in roles_at(row, coloured.marks))
        picture += [row, letters + ("|" if coloured.ground else "")]
    return picture


def roles_at(row: str, marks: Iterable[Mark]) -> list[tuple[str, ...]]:
    """Return the roles of every character of a row, the last of which lies on top."""
    roles: list[tuple[str, ...]] = [()] * len(row)
    for mark in marks:
        for column in range(mark.start, mark.end):
            roles[column] += (mark.role,)
    return roles


def _letter(roles: tuple[str, ...]) -> str:
    if not roles:
        return "."
    shown = [role for role in roles if role != "code.background"] or ["code.background"]
    return LETTERS[shown[-1]]
