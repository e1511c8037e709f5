"""The hyperlink bank: a comment in a post that holds links until the writer uses them.

Two hyphens end an HTML comment for some parsers and break it for others, so no entry is written with them: an
address gets `%2D%2D`, words get a dash.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tui.edits import Edit, Lines, Position
from tui.markup.page import Page
from tui.markup.tree import HtmlBlock, InlineHtml, Link
from tui.prose.links.addresses import cleaned, is_url, normalized
from tui.prose.proof.passages import inlines_in, places_of

LONGEST = 2000
"""Characters that the row of an entry may have."""

_LABEL = re.compile(
    r"\s*(?:my )?(?:(?:hyper)?links?|urls?|addresses)"
    r"(?: ?-?(?P<bank>bank)| (?:to use|for later|list|stash|box))?[ \t]*[:-]?[ \t]*"
    r"(?=$|\r?\n|https?://|www\.|mailto:|\[|[-*+•] |<)"
    r"|\s*(?P<named>bank)(?: of (?:hyper)?links)?[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|#{1,6}[ \t].*|=+)[ \t]*")
_LEAD = re.compile(r"\s*(?:(?:[-*+•>]|\d{1,3}[.)])\s+)?")
_TICK = re.compile(r"(?:\[(?P<box>[ xX✓✔])\]|[✓✔☑☐])\s*(?=\S)")
_FRONT_TICK = re.compile(r"(?:\[[ xX✓✔]\]|[✓✔☑☐])\s*")
_URL = r"(?:https?://|mailto:|www\.(?=\S+\.))[^\s<>]+"
_MARKDOWN = re.compile(
    r"!?\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<url>(?:https?:|mailto:|/)[^\s()]*"
    r"(?:\([^\s()]*\)[^\s()]*)*))[^()\n]{0,200}\)(?:\{:[^{}\n]*\})?"
)
_PLAIN = re.compile(rf"<(?P<angled>{_URL})>|(?P<url>{_URL})", re.IGNORECASE)
_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_HTML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SEPARATORS = " \t:-–—|=,;"
_LONGEST_WORDS = 120
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class Entry:
    """One link in a bank; rows and columns are those of the whole post, from 0."""

    row: int
    url: str
    """The address for a browser, without the `%2D%2D` that comments need."""

    words: str
    """The words for the link; "" when it has none."""

    ticked: bool
    start: int
    """The column where it begins, with its tick, words or address."""

    end: int
    """The column after its last character."""

    box: tuple[int, str] | None = None
    """The column of the sign in its box (`[x]`, `[ ]`) and that sign; None without a box."""

    markdown: bool = False
    """Whether it is written as `[words](url)`."""

    lead: str = ""
    """The text before it in its row: an indent, the mark of a list."""


@dataclass(frozen=True, slots=True)
class Bank:
    """A hyperlink bank in a post."""

    row: int
    """The row where its comment begins."""

    end: int
    """The row after its last one."""

    closing: Position
    """The position of `-->`."""

    entries: tuple[Entry, ...]

    def unused(self, page: Page) -> tuple[Entry, ...]:
        """Return the entries to which no link of the page leads, whether they are ticked or not."""
        used = targets(page, self)
        return tuple(entry for entry in self.entries if normalized(entry.url) not in used)

    def ticks(self, page: Page) -> tuple[Edit, ...]:
        """Return the edits that tick the links that the page uses and untick those it does not.

        The last one comes first, so that each holds before and after the others.
        """
        unused = set(self.unused(page))
        edits = (tick(entry, entry not in unused) for entry in self.entries)
        return tuple(sorted(filter(None, edits), key=lambda edit: edit.start, reverse=True))

    def has(self, url: str) -> bool:
        """Tell whether it has an address."""
        return any(normalized(entry.url) == normalized(url) for entry in self.entries)


def find_bank(rows: Sequence[str], from_row: int = 0) -> Bank | None:
    """Return the hyperlink bank of a post, None when it has none.

    `rows` are those of the whole post; the body begins at `from_row`. The bank is the last comment that
    begins its row and has a label such as "hyperlink bank" or "links". Its entries are in the comment, and in
    the rows below it while these hold nothing but links.
    """
    found: tuple[bool, int, Position, int] | None = None
    for row, closing in _comments(rows, from_row):
        opening = rows[row].index("<!--") + 4
        label = _LABEL.match("\n".join(_inside(rows, (row, opening), closing)))
        if label is None:
            continue
        is_bank = bool(label["bank"] or label["named"])
        if found is None or is_bank or not found[0]:
            found = is_bank, row, closing, opening + (label.end() if "\n" not in label[0] else 0)
    if found is None:
        return None
    _, row, closing, column = found
    entries: list[Entry] = []
    for number in range(row, closing[0] + 1):
        start = column if number == row else 0
        end = closing[1] if number == closing[0] else len(rows[number])
        entries += _entries(rows[number], number, start, end)
    below, last = _below(rows, closing)
    return Bank(row, last, closing, (*entries, *below))


def targets(page: Page, bank: Bank | None = None) -> frozenset[str]:
    """Return the `normalized` addresses of all links of a page, except those in the rows of a bank."""
    found: set[str] = set()
    for siblings in places_of(page, len(page.lines)):
        for place in siblings:
            if bank and bank.row <= place.first < bank.end:
                continue
            if isinstance(place.block, HtmlBlock):
                found.update(_hrefs(place.block.html))
            for inline in inlines_in(place.block):
                match inline:
                    case Link(url=url):
                        found.add(url)
                    case InlineHtml(html=html):
                        found.update(_hrefs(html))
    return frozenset(map(normalized, found))


def adding(bank: Bank, lines: Lines, url: str, words: str = "") -> Edit:
    """Return the edit that adds an entry, written like the last one. Raises ValueError for no address."""
    if not is_url(url):
        raise ValueError(f"no address: {url}")
    inside = [entry for entry in bank.entries if (entry.row, entry.start) < bank.closing]
    last = (inside or bank.entries or (None,))[-1]
    text = _written(url, words, last)
    row, column = bank.closing
    ending = _ending(lines, row)
    if last and not inside:
        end = len(lines[last.row])
        return Edit((last.row, end), (last.row, end), _ending(lines, last.row) + text, "")
    before = lines[row][:column]
    if not before.strip():
        return Edit((row, 0), (row, 0), text + ending, "")
    kept = len(before.rstrip())
    return Edit((row, kept), (row, column), f"{ending}{text}{ending}", before[kept:])


def tick(entry: Entry, ticked: bool = True) -> Edit | None:
    """Return the edit that ticks an entry (`[x]`), or empties its box; None when nothing has to change."""
    if entry.ticked == ticked:
        return None
    if entry.box:
        column, sign = entry.box
        return Edit((entry.row, column), (entry.row, column + 1), "x" if ticked else " ", sign)
    # a tick of another form than `[x]` is the writer's own, and stays
    return Edit((entry.row, entry.start), (entry.row, entry.start), "[x] ", "") if ticked else None


def _comments(rows: Sequence[str], from_row: int) -> Iterator[tuple[int, Position]]:
    """Yield the row and the position of `-->` of each comment that begins its row outside fenced code."""
    fence = ""
    row = from_row
    while row < len(rows):
        line = rows[row]
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip(" \t" + fence[0]):
                fence = ""
        elif found:
            fence = found[1]
        elif line.lstrip(" ").startswith("<!--"):
            closing = _closing(rows, row, line.index("<!--") + 4)
            if closing is None:
                return
            yield row, closing
            row = closing[0]
        row += 1


def _closing(rows: Sequence[str], row: int, column: int) -> Position | None:
    for number in range(row, len(rows)):
        at = rows[number].find("-->", column if number == row else 0)
        if at >= 0:
            return number, at
    return None


def _inside(rows: Sequence[str], start: Position, end: Position) -> Iterator[str]:
    for row in range(start[0], end[0] + 1):
        yield rows[row][start[1] if row == start[0] else 0 : end[1] if row == end[0] else None]


def _below(rows: Sequence[str], closing: Position) -> tuple[list[Entry], int]:
    """Return the entries in the rows under a comment; the first other row that is not blank ends them."""
    entries: list[Entry] = []
    end = closing[0] + 1
    if rows[closing[0]][closing[1] + 3 :].strip():
        return entries, end
    for row in range(end, len(rows)):
        line = rows[row]
        if not line.strip():
            continue
        if _RULE.fullmatch(line) or line.lstrip().startswith(("<!--", "[^")):
            break
        found = _entries(line, row, 0, len(line))
        if len(found) != 1 or _DEFINITION.match(line) or not _is_at_an_end(line, found[0]):
            break
        entries += found
        end = row + 1
    return entries, end


def _is_at_an_end(line: str, entry: Entry) -> bool:
    """Tell whether a row is an address with a few words, not prose with an address in it."""
    (first, last, _, _), *_ = _addresses(line, entry.start, entry.end)
    mark = _FRONT_TICK.match(line, entry.start, first)
    is_first = not line[mark.end() if mark else entry.start : first].strip()
    return len(entry.words) <= _LONGEST_WORDS and (is_first or not line[last:].strip(_SEPARATORS))


def _entries(line: str, row: int, start: int, end: int) -> list[Entry]:
    """Return the entries in a part of a row."""
    if end - start > LONGEST:
        return []
    found = _addresses(line, start, end)
    entries = []
    left = start
    for number, (first, last, url, words) in enumerate(found):
        lead = _LEAD.match(line, left, first)
        begin = lead.end() if lead else left
        mark = _TICK.match(line, begin, last)
        text = mark.end() if mark else begin
        is_last = number + 1 == len(found)
        stop = len(line[:end].rstrip()) if is_last else last
        said = words or _words(f"{line[text:first]} {line[last:stop] if is_last else ''}")
        ticked = mark is not None and (mark["box"] or mark[0][0]) not in (" ", "☐")
        box = (mark.start() + 1, mark["box"]) if mark and mark["box"] else None
        is_markdown = words is not None
        entries.append(
            Entry(row, _decoded(url), said, ticked, begin, stop, box, is_markdown, line[start:begin])
        )
        left = last
    return entries


def _addresses(line: str, start: int, end: int) -> list[tuple[int, int, str, str | None]]:
    """Return (start, end, address, words) of each address in a part of a row; bare ones have no words."""
    found: list[tuple[int, int, str, str | None]] = [
        (link.start(), link.end(), link["angled"] or link["url"], link["words"])
        for link in _MARKDOWN.finditer(line, start, end)
    ]
    taken = [(first, last) for first, last, _, _ in found]
    for each in _PLAIN.finditer(line, start, end):
        if any(first <= each.start() < last for first, last in taken):
            continue
        url = each["angled"] or _trimmed(each["url"])
        length = len(each[0]) if each["angled"] else len(url)
        found.append((each.start(), each.start() + length, url, None))
    return sorted(found)


def _trimmed(url: str) -> str:
    """Return an address without the punctuation that people type after one."""
    url = url.rstrip(",;")
    return url[:-1] if url.endswith(")") and url.count(")") > url.count("(") else url


def _words(text: str) -> str:
    words = " ".join(text.split()).strip(_SEPARATORS)
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip(_SEPARATORS)
    return words if len(words) > 1 or words.isalnum() else ""


def _decoded(url: str) -> str:
    url = re.sub(r"%2D(?=-|%2D)|(?<=-)%2D|(?<=%2D)%2D", "-", url, flags=re.IGNORECASE)
    return f"https://{url}" if url.lower().startswith("www.") else url


def _written(url: str, words: str, last: Entry | None) -> str:
    """Return the row of a new entry in the form of the last one."""
    url = re.sub(r"-{2,}", lambda found: "%2D" * len(found[0]), cleaned(url))
    if _trimmed(url) != url:
        url = f"<{url}>"
    words = _words_for_comment(words)
    is_markdown = bool(last and last.markdown)
    begins_row = last is not None and len(last.lead) == last.start
    lead = last.lead if last and begins_row else ""
    box = "[ ] " if last and begins_row and last.box else ""
    if not words:
        return f"{lead}{box}{url}"
    return (
        f"{lead}{box}[{words}]({url})"
        if is_markdown and _is_plain(words, url)
        else f"{lead}{box}{words} {url}"
    )


def _words_for_comment(words: str) -> str:
    """Return words in a form that a comment may hold and that is read back the same; "" when none is."""
    words = re.sub(r"[<>]", "", " ".join(words.split()))
    words = re.sub(r"-{2,}", "–", words)
    words = re.sub(r"\{(?=[{%])", "{ ", words)  # Liquid is also run in comments
    for _ in range(len(words)):
        shorter = f"{words} "
        for front in (_LEAD, _FRONT_TICK):
            found = front.match(shorter)
            shorter = shorter[found.end() :] if found else shorter
        if _words(shorter) == words:
            break
        words = _words(shorter)
    has_address = _PLAIN.search(words) or _MARKDOWN.search(f"{words} https://a.example")
    return "" if has_address or len(words) > _LONGEST_WORDS else words


def _is_plain(words: str, url: str) -> bool:
    return not set("[]\\") & set(words) and not set("()<") & set(url)


def _ending(lines: Lines, row: int) -> str:
    text = lines.between(row, row + 1) if row + 1 < len(lines) else lines.between(row - 1, row)
    return "\r\n" if text.endswith("\r\n") else "\n"


def _hrefs(html: str) -> Collection[str]:
    return [found[1] or found[2] or found[3] or "" for found in _HREF.finditer(_HTML_COMMENT.sub("", html))]
