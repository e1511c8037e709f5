"""Tables: rows that all hold a pipe, with a blank row before and after.

A single row with a pipe is a table. Rows of dashes separate its parts, of which the first is the head; a row
of equal signs separates the foot.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.letters import SPACES
from tui.markup.kramdown.starts import after_boundary, before_boundary
from tui.markup.rows import RowState
from tui.markup.tables import MOST_EMPTY_CELLS, alignment

PATTERN = r" {0,3}[^ \t\n][^\n]*\n"

Row = list[str]

_PIPED = re.compile(r"(?:\||[^\n]*?[^\\\n]\|)")
_EDGE = re.compile(r" {0,3}\|")
_DASHES = re.compile(r"[+|: \t-]*?-[+|: \t-]*")
_EQUALS = re.compile(r"[+|: \t=]*?=[+|: \t=]*")
_COLUMN = re.compile(":?-+:?")
"""The dashes of one column, anywhere in the row of dashes."""
_MARK = re.compile(r"\\.?|(?P<ticks>`+)|<(?P<tag>[a-zA-Z][\w:-]*)(?:[^<>\"'|]|\"[^\"]*\"|'[^']*')*+>|\|")
_CLOSE = re.compile(r"`+|</([a-zA-Z][\w:-]*)\s*>")


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a table; None when the first row has no pipe outside code, or when there is no body."""
    start = match.start()
    if "|" not in match.group() or not _PIPED.match(match.group()) or not after_boundary(state):
        return None
    lines, end = _lines(state, start)
    if not before_boundary(state, end) or not (_EDGE.match(lines[0]) or _is_piped(lines)):
        return None
    head, bodies, foot, dashes = _parts(lines)
    if not bodies:
        return None
    rows = [*head, *(row for body in bodies for row in body), *foot]
    width = max(map(len, rows))
    if sum(width - len(row) for row in rows) > MOST_EMPTY_CELLS:
        width = len(rows[0])
    sides = [alignment(each) for each in _COLUMN.findall(dashes)][:width]
    state.append_token(
        {
            "type": "table",
            "head": _filled(head, width),
            "bodies": [_filled(body, width) for body in bodies],
            "foot": _filled(foot, width),
            "alignments": sides + [""] * (width - len(sides)),
        }
    )
    return end


def _lines(state: RowState, position: int) -> tuple[list[str], int]:
    """Return the rows with a pipe from an offset on, and the offset after them."""
    lines = []
    while position < state.cursor_max:
        line = state.get_line(position)
        if not _PIPED.match(line):
            break
        lines.append(line.rstrip(SPACES))
        position += len(line)
    return lines, position


def _parts(lines: list[str]) -> tuple[list[Row], list[list[Row]], list[Row], str]:
    """Return the rows of the head, of each body and of the foot, and the row of dashes below the head."""
    head: list[Row] = []
    bodies: list[list[Row]] = []
    rows: list[Row] = []
    dashes = ""
    has_foot = False
    edged = _EDGE.match(lines[0]) is not None
    for line in lines:
        if _DASHES.fullmatch(line):
            if has_foot:
                continue
            if rows and not head and not bodies:
                head, rows, dashes = rows, [], line
            elif rows:
                bodies.append(rows)
                rows = []
        elif _EQUALS.fullmatch(line):
            has_foot = True
            if rows:
                bodies.append(rows)
                rows = []
        else:
            rows.append(_cells(line, edged))
    if rows and not has_foot:
        bodies.append(rows)
        rows = []
    return head, bodies, rows, dashes


def _cells(line: str, edged: bool) -> Row:
    """Split a row at its pipes, except at escaped ones and inside code.

    `edged` says that the table's first row begins with a pipe. When it does not, a pipe at the start of
    another row follows an empty cell.
    """
    edge = _EDGE.match(line) if edged else None
    parts = []
    start = edge.end() if edge else 0
    for pipe in _scan(line, every_tag=False):
        if pipe >= start:
            parts.append(line[start:pipe])
            start = pipe + 1
    if line[start:].strip(SPACES):
        parts.append(line[start:])
    return [part.strip(SPACES) for part in parts]


def _is_piped(lines: list[str]) -> bool:
    """Whether the first row has a pipe outside code and HTML, either of which may end in a later row."""
    pipes = _scan("\n".join(lines), every_tag=True)
    return bool(pipes) and pipes[0] < len(lines[0])


def _scan(text: str, every_tag: bool) -> list[int]:
    """Return the offsets of the pipes outside code, and with `every_tag` outside any HTML element."""
    last = {match[1] or match.group(): match.start() for match in _CLOSE.finditer(text)}
    pipes = []
    position = 0
    while match := _MARK.search(text, position):
        position = match.end()
        key = match["ticks"] or match["tag"]
        if match.group() == "|":
            pipes.append(match.start())
        elif match.group() == "\\\\" and text[position : position + 1] == "|":
            position += 1
        elif key and not (match["ticks"] or every_tag or key == "code"):
            position = match.start() + 1
        elif key and last.get(key, 0) >= position:
            close = rf"(?<!`){key}(?!`)" if match["ticks"] else rf"</{re.escape(key)}\s*>"
            if found := re.compile(close).search(text, position):
                position = found.end()
    return pipes


def _filled(rows: list[Row], width: int) -> list[Row]:
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]
