"""Harm: a character just typed that readers would not see as it was meant, and the ways out.

Whether a star does harm is for the parser to say, and what the writer meant can only be told from where it
stands: emphasis from inside one word to inside another is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tui.edits import Edit, Lines
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.page import Page
from tui.markup.tree import (
    Abbreviation,
    Block,
    CodeBlock,
    HtmlBlock,
    Inline,
    Styled,
    Table,
    Text,
    plain_text,
)
from tui.prose.entities import numeric
from tui.prose.proof.passages import inlines_in, places_of
from tui.prose.proof.quote_rules import CLIPPED

LONGEST = 20_000
"""Characters of a block in which harm is looked for; a longer one is data."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way to write what was meant."""

    text: str
    """What stands for the character then: `\\*`, `&#042;`."""

    edits: tuple[Edit, ...]
    """The last place first, so that each holds before and after the others."""


@dataclass(frozen=True, slots=True)
class Harm:
    """A character that readers would not see as it was meant, and the ways out."""

    row: int
    column: int
    character: str
    """What readers are to see."""

    why: str
    remedies: tuple[Remedy, ...]


_ESCAPABLE = {"commonmark": "*_'\"|<{", "kramdown": "*_'\"|{", "pelican": "*_{"}
"""What a backslash keeps as it is; in an HTML element that nobody closed, kramdown reads none before `<`."""
_TOUCHED = re.compile(r"[*_'\"|<]|\{\{|\{%")
_RUN = re.compile(r"(?<!\\)(?:\*+|_+)")
_PLAIN_WORDS = re.compile(r"(?<=[A-Za-z] )[A-Za-z][A-Za-z ,.;'’]{8,}(?<=[A-Za-z,.;] )(?=[A-Za-z])")
_FIRST_MARK = 0xA000
_MARKS = 1000
_QUOTED_WORD = re.compile(r"(?<![\w'’‘\\&])'(\d\ds?(?!\w)|[A-Za-z]+)'?(?!\w)")
_INCHES = re.compile(r"(?<=\d)\"")
_TAG = re.compile(r"(?<!\\)</?([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>")
_LIQUID = re.compile(r"\{(?=[{%])(?!%-?\s*(?:link|post_url|include\w*)\s)")
_HTML = frozenset(
    (
        *("a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "br"),
        *("button", "canvas", "caption", "center", "cite", "code", "col", "dd", "del", "details"),
        *("dfn", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure"),
        *("font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe"),
        *("img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "mark", "math"),
        *("menu", "meta", "nav", "noscript", "object", "ol", "option", "p", "picture", "pre", "q"),
        *("rp", "rt", "ruby", "s", "samp", "script", "section", "select", "small", "source", "span"),
        *("strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
        *("template", "textarea", "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul"),
        *("var", "video", "wbr"),
    )
)


def harm(page: Page, row: int, column: int) -> Harm | None:
    """Return what is wrong with the character just typed before a place, or with another in its word.

    `row` and `column` are the cursor's, in the whole post. None where readers will see what was typed, or
    where it was certainly meant as markup. Costs one reading of the block, shortened, at most.
    """
    if not page.first_row <= row < len(page.lines):
        return None
    line = page.lines[row]
    start, end = _word_at(line, column)
    if not _TOUCHED.search(line, start, end):
        return None
    index = page.block_at(row)
    if index is None or row >= page.block_end(index):
        return None
    block = page.blocks[index]
    rows = page.rows(index)
    if isinstance(block, CodeBlock) or sum(map(len, rows)) > LONGEST:
        return None
    spot = _Spot(page.dialect, block, rows, page.starts[index], row, start, end)
    return (
        _liquid(spot, page)
        or _emphasis(spot)
        or _apostrophe(spot)
        or _inches(spot)
        or _pipe(spot)
        or _tag(spot)
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word in a block: `row` and `top`, the block's first, are rows of the post."""

    dialect: Dialect
    block: Block
    rows: Sequence[str]
    top: int
    row: int
    start: int
    end: int

    @property
    def line(self) -> str:
        return self.rows[self.row - self.top]

    def offer(self, character: str, why: str, places: Sequence[tuple[int, int]], *texts: str) -> Harm:
        """Return an offer to write `texts` instead of what stands at places (row, column of the post)."""
        here = [place for place in places if place[0] == self.row and self.start <= place[1] < self.end]
        row, column = (here or list(places))[-1]
        remedies = tuple(
            Remedy(
                text,
                tuple(
                    Edit((at, left), (at, left + 1), text, self.rows[at - self.top][left])
                    for at, left in sorted(places, reverse=True)
                ),
            )
            for text in texts
        )
        return Harm(row, column, character, why, remedies)

    def escapes(self, sign: str) -> tuple[str, ...]:
        """Return how a sign may be written in this dialect so that it is itself."""
        kind = "kramdown" if self.dialect.kramdown else self.dialect.name
        known = _ESCAPABLE.get(kind, _ESCAPABLE["commonmark"])
        return (f"\\{sign}", numeric(sign)) if sign in known else (numeric(sign),)


def _word_at(line: str, column: int) -> tuple[int, int]:
    """Return where the word begins and ends that a place is in or behind; words are apart by spaces."""
    column = min(column, len(line))
    start = column
    while start and not line[start - 1].isspace():
        start -= 1
    end = column
    while end < len(line) and not line[end].isspace():
        end += 1
    return start, end


def _emphasis(spot: _Spot) -> Harm | None:
    """Look for emphasis that begins or ends inside a word, and has another word's end in it."""
    sign = next((each for each in "*_" if each in spot.line[spot.start : spot.end]), "")
    if not sign:
        return None
    marked, marks = _marked(spot.rows, sign)
    if not marks or len(marks) > _MARKS // 2:
        return None
    source = "\n".join(_PLAIN_WORDS.sub("", row) for row in marked)
    harmful: set[int] = set()
    page = Page.parse(source, _untypographic(spot.dialect))
    for styled in _styled(page):
        text = plain_text(styled.children)
        ends = [
            number for number, (left, right) in enumerate(marks) if (left[1] in text) != (right[1] in text)
        ]
        is_wide = any(each.isspace() for each in text)
        numbers = [marks[number] for number in ends]
        if is_wide or any(left[0].isdigit() and right[0].isdigit() for left, right in numbers):
            harmful.update(ends)
    if not harmful:
        return None
    runs = _intraword(spot.rows, sign)
    read = "".join(map(_read, page.blocks))
    for number, (run, (left, right)) in enumerate(zip(runs, marks, strict=True)):
        # with the harmful ones gone, others like them might find each other
        if _is_lonely(run, spot.rows) and f"{left[1]}{sign * (run[2] - run[1])}{right[1]}" in read:
            harmful.add(number)
    chosen = [runs[number] for number in sorted(harmful)]
    places = [(spot.top + row, column) for row, start, end in chosen for column in range(start, end)]
    why = f"this makes emphasis: readers see no {'star' if sign == '*' else 'underscore'}"
    return spot.offer(sign, why, places, *spot.escapes(sign))


@cache
def _untypographic(dialect: Dialect) -> Dialect:
    """Return a dialect that makes the same emphasis, faster."""
    return replace(dialect, typography=False, autolinks=False)


def _intraword(rows: Sequence[str], sign: str) -> list[tuple[int, int, int]]:
    """Return the runs of a sign between letters or digits: row of the block, from, up to."""
    return [
        (number, found.start(), found.end())
        for number, row in enumerate(rows)
        for found in _RUN.finditer(row)
        if found[0][0] == sign
        and found.start() > 0
        and found.end() < len(row)
        and row[found.start() - 1].isalnum()
        and row[found.end()].isalnum()
    ]


def _is_lonely(run: tuple[int, int, int], rows: Sequence[str]) -> bool:
    """Tell whether a run has no other one in its word."""
    row, start, _ = run
    left, right = _word_at(rows[row], start)
    return rows[row][left:right].count(rows[row][start]) == run[2] - start


def _marked(
    rows: Sequence[str], sign: str
) -> tuple[list[str], list[tuple[tuple[str, str], tuple[str, str]]]]:
    """Return rows with a letter of its own at each side of each run, and (what it was, the letter) for both.

    Letters stand for letters, so the parser takes the runs as it would take them in the rows.
    """
    signs = [list(row) for row in rows]
    marks: list[tuple[tuple[str, str], tuple[str, str]]] = []
    given: dict[tuple[int, int], tuple[str, str]] = {}

    def mark(row: int, column: int) -> tuple[str, str]:
        if (row, column) not in given:
            letter = chr(_FIRST_MARK + len(given) % _MARKS)
            given[row, column] = signs[row][column], letter
            signs[row][column] = letter
        return given[row, column]

    for row, start, end in _intraword(rows, sign):
        marks.append((mark(row, start - 1), mark(row, end)))
    return ["".join(row) for row in signs], marks


def _styled(page: Page) -> Iterator[Styled]:
    for siblings in places_of(page, len(page.lines)):
        for place in siblings:
            for inline in inlines_in(place.block):
                if isinstance(inline, Styled) and inline.kind in ("emphasis", "strong"):
                    yield inline


def _apostrophe(spot: _Spot) -> Harm | None:
    """Look for an apostrophe before a clipped word that the typographer opens a quotation with."""
    if not spot.dialect.typography or "'" not in spot.line[spot.start : spot.end]:
        return None
    wrong = spot.dialect.quotes[0]
    for found in _QUOTED_WORD.finditer(spot.line, spot.start, spot.end):
        word = found[1]
        is_clipped = word.lower() in CLIPPED or word[0].isdigit()
        if not is_clipped or (found[0].endswith("'") and word.lower() != "n"):
            continue
        if f"{wrong}{word}" in _read(spot.block):
            places = [(spot.row, found.start())]
            if found[0].endswith("'"):
                places.append((spot.row, found.end() - 1))
            why = "this curls the wrong way: readers see an opening quote"
            return spot.offer("’", why, places, "’", "&rsquo;")
    return None


def _inches(spot: _Spot) -> Harm | None:
    """Look for a double quote after a number that closes nothing."""
    if not spot.dialect.typography:
        return None
    found = _INCHES.search(spot.line, spot.start, spot.end)
    if found is None:
        return None
    before = "\n".join((*spot.rows[: spot.row - spot.top], spot.line[: found.start()]))
    opened = len(re.findall(r"(?<!\\)(?<!\d)[\"“”]", before))
    if opened % 2 or f"{spot.dialect.quotes[3]}" not in _read(spot.block):
        return None
    place = [(spot.row, found.start())]
    return spot.offer('"', "this becomes a closing quote", place, *spot.escapes('"'))


def _pipe(spot: _Spot) -> Harm | None:
    """Look for a bar that makes a table of what looks like prose; to kramdown one bar is enough."""
    if not isinstance(spot.block, Table) or not spot.dialect.kramdown:
        return None
    rows = [row.strip() for row in spot.rows if row.strip()]
    if any(row.startswith("|") or not row.strip("|:- +=") or row.startswith("{:") for row in rows):
        return None
    places = [
        (spot.top + number, found.start())
        for number, row in enumerate(spot.rows)
        for found in re.finditer(r"(?<!\\)\|", row)
    ]
    if "|" not in spot.line[spot.start : spot.end] or not places:
        return None
    return spot.offer("|", "this makes a table of the paragraph", places, *spot.escapes("|"))


def _tag(spot: _Spot) -> Harm | None:
    """Look for words in angle brackets that are no HTML and vanish."""
    for found in _TAG.finditer(spot.line, 0, spot.end):
        name = found[1].lower()
        inside = found.end() > spot.start
        if not inside or name in _HTML or "-" in name or isinstance(spot.block, HtmlBlock):
            continue
        if f"<{found[1]}" not in _read(spot.block) and found.start() not in _code_columns(spot.line):
            place = [(spot.row, found.start())]
            return spot.offer("<", "this reads as HTML: readers see nothing", place, *spot.escapes("<"))
    return None


def _code_columns(line: str) -> set[int]:
    """Return the columns of a row that are in code, as far as the row alone tells."""
    spans = re.finditer(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", line)
    return {column for span in spans for column in range(span.start(), span.end())}


def _liquid(spot: _Spot, page: Page) -> Harm | None:
    """Look for two braces that would stop the site's build."""
    if not spot.dialect.liquid:
        return None
    found = (each.start() for each in _LIQUID.finditer(spot.line, spot.start))
    columns = [column for column in found if column < spot.end]
    broken = any(problem.row == spot.row for problem in page.problems)
    if not columns or not broken:
        return None
    places = [(spot.row, columns[0])]
    return spot.offer("{", "the site's build would stop at this", places, numeric("{"))


def _read(block: Block) -> str:
    """Return the words of a block, and of those in it, without code."""
    page_of_one = Page((block,), (0,), DIALECTS["commonmark"], 0, Lines.of(""))
    parts: list[str] = []
    for siblings in places_of(page_of_one, 1 << 30):
        for place in siblings:
            parts += _texts(tuple(inlines_in(place.block)))
    return "".join(parts)


def _texts(inlines: Sequence[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Text | Abbreviation):
            yield inline.text
