"""The parts of one row that are not prose: code, addresses, tags, attribute lists, Liquid, formulas.

Constructs of Markdown, kramdown, Liquid and HTML are found in the source from left to right, so that a
backtick in an address opens no code. Link text, image descriptions and the words in `<em>such tags</em>` are
prose; only the marks around them are hidden.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end column of a hidden part."""


@dataclass(frozen=True, slots=True)
class Open:
    """A construct left open by a row: `closer` is the pattern of its end; if `brief`, a blank row ends it."""

    closer: str
    brief: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A construct: the span that it hides, the column where reading goes on, and what it leaves open."""

    hidden: Span
    resume: int
    opened: Open | None = None


_OPENER = re.compile(r"[\\`<\[\]&{$]|(?:https?|ftp)://|www\.")
_BACKTICKS = re.compile(r"`+")
_UNREAD = re.compile(r"<(pre|code|kbd|samp|script|style|svg|math)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"""</?[A-Za-z][\w:-]*+(?:[^<>"']|"[^"]*"|'[^']*')*+>|<[!?][^<>]*+>""")
_AUTOLINK = re.compile(r"<[^\s<>:@]*+[:@][^\s<>]*+>")
_UNFINISHED_TAG = re.compile(r"""</?[A-Za-z][\w:-]*+(?:\s*$|\s[^<>]*?=[^<>]*$)""")
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]{1,100}\]")
_DESTINATION = re.compile(
    r"""\]\((?:\{\{.*?\}\}|"[^"]*"|\\.|\([^()]*\)|[^()\\])*+\)|\]\[[^\]\[]*\]|\]\(\S*""",
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*$")
_LETTERS_AFTER = re.compile(r"(?:[^\W\d_]|&#?\w{1,32};)*")
_ADDRESS = re.compile(r'[^\s<>"\]]+')
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}")
_KRAMDOWN_BLOCK = re.compile(r"\{::(comment|nomarkdown)\b[^{}/]*\}")
_LIQUID_BLOCK = re.compile(r"\{%-?\s*(raw|highlight|comment|verbatim)\b.*?%\}")
_HUGO_BLOCK = re.compile(r"\{\{[<%]\s*(highlight|math|katex|mermaid)\b.*?[>%]\}\}")
_INVISIBLE = "\u00ad\u200b\u200c\u200d"


def hidden_spans(row: str, start: int) -> tuple[list[Span], Open | None]:
    """Return the spans of a row, from a column on, that are not prose, and what the row leaves open."""
    spans: list[Span] = []
    position = start
    while opener := _OPENER.search(row, position):
        at = opener.start()
        found = _READERS.get(row[at], _address)(row, at)
        if found.hidden[1] > found.hidden[0]:
            spans.append((max(found.hidden[0], position), found.hidden[1]))
        if found.opened:
            return spans, found.opened
        position = found.resume
    return spans, None


def _plain(at: int, resume: int) -> _Found:
    """Hide nothing."""
    return _Found((at, at), resume)


def _hide(at: int, end: int) -> _Found:
    return _Found((at, end), end)


def _leave_open(row: str, at: int, closer: str, *, brief: bool) -> _Found:
    return _Found((at, len(row)), len(row), Open(closer, brief))


def _until(row: str, at: int, body: int, closer: str, *, brief: bool) -> _Found:
    """Hide a construct up to its closer, or leave it open; the search for the closer begins at `body`."""
    end = re.compile(closer, re.IGNORECASE).search(row, body)
    return _hide(at, end.end()) if end else _leave_open(row, at, closer, brief=brief)


def _escape(row: str, at: int) -> _Found:
    return _plain(at, at + 2)


def _code(row: str, at: int) -> _Found:
    """Hide a code span up to the next run of as many backticks (CommonMark 6.1), or else the run alone."""
    width = len(_run(row, at))
    position = at + width
    while closer := _BACKTICKS.search(row, position):
        if closer.end() - closer.start() == width:
            return _hide(at, closer.end())
        position = closer.end()
    return _hide(at, at + width)


def _run(row: str, at: int) -> str:
    run = _BACKTICKS.match(row, at)
    return run.group() if run else ""


def _angle(row: str, at: int) -> _Found:
    if row.startswith("<!--", at):
        return _until(row, at, at + 2, "-->", brief=False)
    if unread := _UNREAD.match(row, at):
        name = unread.group(1).lower()
        brief = name in ("code", "kbd", "samp")
        return _until(row, at, unread.end(), rf"</{name}\s*>", brief=brief)
    for pattern in (_TAG, _AUTOLINK):
        if tag := pattern.match(row, at):
            return _hide(at, tag.end())
    if _UNFINISHED_TAG.match(row, at):
        return _leave_open(row, at, ">", brief=True)
    return _plain(at, at + 1)


def _bracket(row: str, at: int) -> _Found:
    footnote = _FOOTNOTE.match(row, at)
    return _hide(at, footnote.end()) if footnote else _plain(at, at + 1)


def _bracket_end(row: str, at: int) -> _Found:
    destination = _DESTINATION.match(row, at)
    return _hide(at, destination.end()) if destination else _plain(at, at + 1)


def _entity(row: str, at: int) -> _Found:
    """Hide an entity; if it is a letter, hide also the word around it.

    An apostrophe or asterisk within a word stays, because `words_in` reads it as a part of the word.
    """
    entity = _ENTITY.match(row, at)
    if entity is None:
        return _plain(at, at + 1)
    character = html.unescape(entity.group())
    if character in "'’ʼ*" and row[at - 1 : at].isalpha():
        return _plain(at, entity.end())
    if character.isalpha() or character in _INVISIBLE:
        before = _LETTERS_BEFORE.search(row[max(0, at - 64) : at])
        after = _LETTERS_AFTER.match(row, entity.end())
        start = at - len(before.group()) if before else at
        return _hide(start, after.end() if after else entity.end())
    return _hide(at, entity.end())


def _brace(row: str, at: int) -> _Found:
    if block := _LIQUID_BLOCK.match(row, at):
        return _until(row, at, block.end(), rf"\{{%-?\s*end{block.group(1)}\s*-?%\}}", brief=False)
    if block := _HUGO_BLOCK.match(row, at):
        return _until(row, at, block.end(), rf"\{{\{{[<%]\s*/\s*{block.group(1)}\b.*?\}}\}}", brief=False)
    if row.startswith("{{", at):
        return _until(row, at, at + 2, r"\}\}", brief=True)
    if row.startswith("{%", at):
        return _until(row, at, at + 2, r"%\}", brief=True)
    if block := _KRAMDOWN_BLOCK.match(row, at):
        return _until(row, at, block.end(), rf"\{{:/(?:{block.group(1)})?\}}", brief=False)
    attributes = _ATTRIBUTES.match(row, at)
    return _hide(at, attributes.end()) if attributes else _plain(at, at + 1)


def _dollar(row: str, at: int) -> _Found:
    """Hide `$$a formula$$`; only one that begins a row may continue in the next row."""
    if not row.startswith("$$", at):
        return _plain(at, at + 1)
    end = row.find("$$", at + 2)
    if end >= 0:
        return _hide(at, end + 2)
    if not row[:at].strip(" \t>"):
        return _leave_open(row, at, r"\$\$", brief=True)
    return _plain(at, at + 2)


def _address(row: str, at: int) -> _Found:
    address = _ADDRESS.match(row, at)
    return _hide(at, address.end()) if address else _plain(at, at + 1)


_READERS: dict[str, Callable[[str, int], _Found]] = {
    "\\": _escape,
    "`": _code,
    "<": _angle,
    "[": _bracket,
    "]": _bracket_end,
    "&": _entity,
    "{": _brace,
    "$": _dollar,
}
