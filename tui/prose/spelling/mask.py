"""The words of a post that are spell-checked: rows in which all but prose is blank, and the words in these.

A masked row is as long as the row itself, so a column in it is the column in the post. A row cannot be masked
alone: begin with `START` and mask the rows of the whole file in order, header included. When a row changes,
mask it and the rows below, until the state after a row is the same as before the change.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tui.prose.spelling.inline import Span, hidden_spans

Header = Literal["", "start", "yaml", "toml", "json", "pelican"]


@dataclass(frozen=True, slots=True)
class MaskState:
    """What masking a row depends on in the rows above it; with equal states, equal rows are masked alike."""

    header: Header = ""
    """The kind of header the row is in; "start" before row 0, empty in the body."""
    read: bool = False
    """In a header, a value that readers see continues while rows are indented deeper than `indent`."""
    closer: str = ""
    """The pattern that ends the construct that a row above left open; "" when nothing is open."""
    brief: bool = False
    """A blank row ends it too."""
    fence: str = ""
    """The marks of an open code fence."""
    quoted: bool = False
    """The fence is in a block quote, and ends with it."""
    blank: bool = True
    """The row above is blank or code, so four spaces begin code."""
    indent: int = 0
    """The column where the text of the list item begins; in a header, that of the key."""


START = MaskState(header="start")
"""The state before row 0 of a file."""

LONGEST = 20_000
"""Characters; a longer row is pasted data, and no word of it is read."""

_FENCES: dict[str, Header] = {"---": "yaml", "+++": "toml", "{": "json"}
_HEADER_ENDS = {"yaml": ("---", "..."), "toml": ("+++",), "json": ("}",), "pelican": ("",)}
_PELICAN = re.compile(
    r"(?:title|date|modified|tags|keywords|category|slug|authors?|summary|lang|status):", re.I
)
_READ_KEY = re.compile(
    r"""\s*["']?(?:title|subtitle|description|excerpt|summary)["']?\s*[:=](?=\s|$|")""", re.I
)
_NOTE = re.compile(r"\s#\s.*")
_VALUE_ESCAPE = re.compile(r"\\[nrt]")

_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)*")
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+:]|\d{1,9}[.)])[ \t]+(?=\S)|[ \t]*\[\^[^\]\s]+\]:")
_REFERENCE = re.compile(r"""[ \t]{0,3}\[[^\]^][^\]]*\]:[ \t]*(?:<[^>]*>|\S*)(?:[ \t]+["'(].*["')])?[ \t]*$""")
_LABEL = re.compile(r"[ \t]*(?:\[\^[^\]\s]+\]:|\*\[[^\]]+\]:)")


def mask_line(line: str, state: MaskState) -> tuple[str, MaskState]:
    """Return a row in which everything but prose is spaces, and the state for the row below.

    `line` is one row without its line ending. The result has the same length; each of its characters is that
    of the row, or a space. Of a link or code span over several rows, only what one row shows is recognized.
    """
    if len(line) > LONGEST:
        return " " * len(line), replace(state, header="" if state.header == "start" else state.header)
    if state.header == "start":
        return _first_row(line)
    if state.header:
        return _header_row(line, state)
    if state.fence:
        return _fenced_row(line, state)
    if state.closer:
        return _continued_row(line, state)
    return _body_row(line, state)


def _hide(line: str, spans: list[Span]) -> str:
    """Replace spans of a row by spaces; they are in order and do not overlap."""
    if not spans:
        return line
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts += (line[position:start], " " * (end - start))
        position = end
    return "".join((*parts, line[position:]))


def _first_row(line: str) -> tuple[str, MaskState]:
    header = _FENCES.get(line.removeprefix("\ufeff").rstrip())
    if header:
        return " " * len(line), MaskState(header=header)
    if _PELICAN.match(line.removeprefix("\ufeff")):
        return _header_row(line, MaskState(header="pelican"))
    return _body_row(line, MaskState())


def _header_row(line: str, state: MaskState) -> tuple[str, MaskState]:
    """Hide a row of a header, except for values that readers see."""
    bare = line.rstrip()
    if bare in _HEADER_ENDS[state.header]:
        return " " * len(line), MaskState()
    indent = _indent_of(line)
    if state.read and (not bare or indent > state.indent):
        start = 0
    elif key := _READ_KEY.match(line):
        start, state = key.end(), replace(state, read=True, indent=indent)
    else:
        return " " * len(line), replace(state, read=False)
    spans: list[Span] = [(0, start)]
    end = len(line)
    if state.header != "pelican" and (note := _NOTE.search(line, start)):
        end = note.start()
    found, _ = hidden_spans(line[:end], start)
    spans += found
    masked = _hide(line, [*spans, (end, len(line))])
    return _VALUE_ESCAPE.sub("  ", masked), state


def _fenced_row(line: str, state: MaskState) -> tuple[str, MaskState]:
    quote = _QUOTE.match(line)
    prefix = quote.end() if quote else 0
    if state.quoted and not prefix:
        return _body_row(line, replace(state, fence="", quoted=False))
    marks = line[prefix:].strip()
    if len(marks) >= len(state.fence) and not marks.strip(state.fence[0]):
        state = replace(state, fence="", quoted=False, blank=True)
    return " " * len(line), state


def _continued_row(line: str, state: MaskState) -> tuple[str, MaskState]:
    """Hide a row up to the end of the construct that a row above left open."""
    if state.brief and not line.strip(" \t>"):
        return " " * len(line), replace(state, closer="", brief=False, blank=True)
    end = re.compile(state.closer, re.IGNORECASE).search(line)
    if end is None:
        return " " * len(line), state
    state = replace(state, closer="", brief=False, blank=False)
    return _inline_row(line, end.end(), state, hidden=(0, end.end()))


def _body_row(line: str, state: MaskState) -> tuple[str, MaskState]:
    """Mask a row of the body: its beginning (quote, code, fence, list item, definition), then its text."""
    quote = _QUOTE.match(line)
    prefix = quote.end() if quote else 0
    rest = line[prefix:]
    if not rest.strip():
        return line, replace(state, blank=True)
    indent = _indent_of(rest)
    if state.blank and indent >= state.indent + 4:
        return " " * len(line), state
    if fence := _FENCE.match(rest):
        return " " * len(line), replace(state, fence=fence.group(1), quoted=bool(prefix))
    if _REFERENCE.match(rest):
        return " " * len(line), replace(state, blank=False)
    if item := _ITEM.match(rest):
        text = rest.expandtabs(4)
        inside = _ITEM.match(text)
        column = inside.end() if inside else item.end()
        state = replace(state, indent=4 if "[" in item.group() else column)
    elif state.blank and indent < state.indent:
        state = replace(state, indent=indent)
    label = _LABEL.match(rest)
    start = prefix + label.end() if label else prefix
    return _inline_row(line, start, replace(state, blank=False), hidden=(0, start))


def _inline_row(line: str, start: int, state: MaskState, hidden: Span) -> tuple[str, MaskState]:
    spans, opened = hidden_spans(line, start)
    if opened:
        state = replace(state, closer=opened.closer, brief=opened.brief)
    return _hide(line, [hidden, *spans]), state


def _indent_of(row: str) -> int:
    """Return the indent of a row in columns; a tab goes to the next multiple of four."""
    return len(row) - len(row.lstrip(" ")) if "\t" not in row else _tabbed_indent(row)


def _tabbed_indent(row: str) -> int:
    text = row.expandtabs(4)
    return len(text) - len(text.lstrip(" "))


_CHUNK = re.compile(r"""[^\s"“”„«»‹›,()\[\]{}<>|~^…—–]+""")
_APOSTROPHE = r"(?:\\?['’ʼ]{1,2}|&(?:#0*39|#0*8217|#[xX]0*27|#[xX]2019|rsquo|apos);)"
_STARS = r"(?:[*!$%]+|\\\*|&(?:#0*42|ast);)+"
_MARK = r"\u0300-\u036f"
_RUN = re.compile(
    rf"(?P<word>[\w{_MARK}]+(?:{_APOSTROPHE}(?=[^\W\d_])[\w{_MARK}]+)*"
    rf"(?P<stars>{_STARS}(?=[^\W_])[\w{_MARK}]+)*{_APOSTROPHE}?)|&#?\w{{1,32}};"
)
_APOSTROPHES = re.compile(_APOSTROPHE)
_NOT_PROSE = re.compile(
    r"@|://|[\w)]=[\w(]|^#\w|:[a-z0-9_+-]+:|^[.~]{0,2}/|/.*/|\\[A-Za-z]|[^\W_]\.[^\W_]|^\.[A-Za-z]|--?[A-Za-z]+="
)
_SHOUTED = re.compile(r"[A-Z]{2,}s?(?:'s)?")
_HUMPED = re.compile(r"[a-z][A-Z]")
_FOREIGN = re.compile(r"[^A-Za-z'\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")


def words_in(masked: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a masked row that can be misspelt, as (start, end, word).

    In the word, each apostrophe (' ’ ʼ &#039; &rsquo;) is ' and letters with marks are composed (NFC). The
    parts of a hyphenated word are yielded one by one. An apostrophe at the end belongs to the word only in
    words such as `doin'`.

    Left out are single letters; words with a digit, an underscore, a capital after a small letter, or stars
    between letters (393w, snake_case, camelCase, f*ck); ACRONYMS; letters that are not Latin; @mentions,
    #tags, :shortcodes:, domains, file names and paths; and abbreviations with a slash (b/w, n/a, w/o).
    """
    for chunk in _CHUNK.finditer(masked):
        text, start = chunk.group(), chunk.start()
        if text.isascii() and text.isalpha() and (text.islower() or text.istitle()):
            if len(text) > 1:
                yield start, chunk.end(), text
        elif not _NOT_PROSE.search(text):
            yield from _words_of(text, start)


def _words_of(chunk: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield the words of `chunk`, a text without white space that begins at column `offset`."""
    runs = [run for run in _RUN.finditer(chunk) if run.group("word")]
    if "/" in chunk and any(len(run.group().strip("_")) < 2 for run in runs):
        return
    for run in runs:
        if run.group("stars"):
            continue
        text = run.group()
        left = len(text) - len(text.lstrip("_"))
        word = unicodedata.normalize("NFC", _APOSTROPHES.sub("'", text.strip("_")))
        end = run.start() + left + len(text.strip("_"))
        if word.endswith("'") and not word.lower().endswith("in'"):
            word = word[:-1]
            end = _without_apostrophe(chunk, run.start() + left, end)
        if len(word) > 1 and not _is_passed_over(word):
            yield offset + run.start() + left, offset + end, word


def _without_apostrophe(chunk: str, start: int, end: int) -> int:
    """Return the end of a word without the apostrophe after it."""
    *_, last = _APOSTROPHES.finditer(chunk, start, end)
    return last.start()


def _is_passed_over(word: str) -> bool:
    return bool(_SHOUTED.fullmatch(word) or _HUMPED.search(word) or _FOREIGN.search(word))
