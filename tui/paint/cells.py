"""The lines that are painted: spans of harmless text, which have roles instead of colours.

Widths are in terminal cells, measured by `rich.cells` on text that `tui.safe` has seen. A role is a
name of the theme (`ROLES`); a later role of a span overrides an earlier one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len

ROLES = (
    *("background", "surface", "page", "overlay"),
    *("text", "muted", "faint", "accent", "cursor", "selection", "match"),
    *("heading.1", "heading.2", "heading.3", "heading.4", "heading.5", "heading.6"),
    *("strong", "emphasis", "strike", "mark"),
    *("code", "code.background", "code.label"),
    *("code.keyword", "code.string", "code.number", "code.comment"),
    *("link", "link.source", "link.url", "attribute"),
    *("quote", "quote.bar", "rule", "list.bullet", "list.done", "table.header", "footnote"),
    *("comment", "frontmatter", "frontmatter.title", "bank"),
    *("here", "focus", "dimmed"),
    *("misspelt.likely", "misspelt.unknown"),
    *("added", "removed", "warning", "error"),
    *("status.background", "status.text", "status.muted", "status.key", "status.attention"),
    *("sidebar.background", "sidebar.heading", "sidebar.text", "sidebar.count", "sidebar.date"),
    *("sidebar.chosen", "sidebar.bar", "sidebar.open"),
)
"""The roles for which a theme must have a style."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `link` is the address of the link around it, as written in the post.

    The mark of a footnote leads to `#fn:` and its label. `opens_tab` tells that the link opens a new tab.
    `title` is shown to a reader who points at the words: the title of a link, or the meaning of an
    abbreviation. `colours` are those of the letter and of the background of a picture's cell, as `#RRGGBB`;
    themes do not change them.
    """

    text: str
    roles: tuple[str, ...] = ()
    link: str = ""
    opens_tab: bool = False
    title: str = ""
    colours: tuple[str, str] = ("", "")

    @property
    def width(self) -> int:
        """The width in cells."""
        return cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page; `row` is its source row, counted from the start of its top-level block."""

    spans: tuple[Span, ...] = ()
    row: int = 0
    end: str = "\n"
    """The text between this line and the next: a line feed; a space or nothing where the line was wrapped."""

    @property
    def width(self) -> int:
        """The width in cells."""
        return sum(span.width for span in self.spans)

    @property
    def text(self) -> str:
        """The text of all spans."""
        return "".join(span.text for span in self.spans)


ELLIPSIS = "…"
_JOINER = "\u200d"

ONE_CELL = " -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u0400-\u0482\u2010-\u2027"
"""Characters, as the inside of a regular expression's set, that take one cell and are safe: most prose."""

_MODIFIER = re.compile("[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]+")
_PICTURE = "[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_JOINED_PICTURES = re.compile(f"(?<={_PICTURE})(?:{_JOINER}+{_PICTURE})+")


def steady(text: str) -> str:
    """Return the text without characters that terminals measure differently.

    Of an emoji made of several code points (joined by ZWJ, with a skin tone, a variation selector, a keycap
    or a flag's tags) only the first one stays. All joiners are removed.
    """
    if text.isascii():
        return text
    text = _MODIFIER.sub("", text)
    return _JOINED_PICTURES.sub("", text).replace(_JOINER, "") if _JOINER in text else text


def clusters(text: str) -> Iterator[str]:
    """Yield the pieces of a text that a reader sees as one letter each; joined they are the text.

    A character without cells of its own (an accent, a vowel sign, a variation selector, a skin tone) stays
    with the one before it, a joiner connects both neighbours, and two regional letters are one flag.
    """
    if text.isascii():
        yield from text
        return
    start = 0
    for index in range(1, len(text)):
        if not _continues(text, start, index):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _continues(text: str, start: int, index: int) -> bool:
    """Whether the character at `index` belongs to the cluster that began at `start`."""
    char = text[index]
    if cell_len(char) == 0 or text[index - 1] == _JOINER:
        return True
    return index - start == 1 and _is_regional(char) and _is_regional(text[start])


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def cut(text: str, width: int) -> tuple[str, str]:
    """Split text after at most `width` cells, never inside a cluster."""
    if text.isascii():
        return text[: max(width, 0)], text[max(width, 0) :]
    offset = filled = 0
    for cluster in clusters(text):
        filled += cell_len(cluster)
        if filled > width:
            break
        offset += len(cluster)
    return text[:offset], text[offset:]


def clip(text: str, width: int) -> str:
    """Return the text if it fits in `width` cells, else its beginning and an ellipsis in that width."""
    return text if cell_len(text) <= width else cut(text, width - 1)[0] + ELLIPSIS


def shorten(text: str, width: int) -> str:
    """Return a text cut to a width in cells, with `…`, after a word where possible.

    It is cut inside a word when the part of that word that fits has more than six characters.
    """
    whole = clip(text, width)
    if whole == text:
        return text
    words, space, last = whole[:-1].rpartition(" ")
    return f"{words.rstrip(' ,;:-')}…" if space and words and len(last) <= 6 else whole


def clip_spans(spans: Iterable[Span], width: int, ellipsis: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the spans if they fit in `width` cells, else their beginning and an ellipsis in given roles."""
    spans = tuple(spans)
    if sum(span.width for span in spans) <= width:
        return spans
    kept: list[Span] = []
    left = width - 1
    for span in spans:
        head, rest = cut(span.text, left)
        if head:
            kept.append(replace(span, text=head))
        if rest:
            break
        left -= span.width
    return (*kept, Span(ELLIPSIS, ellipsis))


def prefixed(lines: Iterable[Line], first: tuple[Span, ...], rest: tuple[Span, ...]) -> Iterator[Line]:
    """Put spans before each line: `first` before the first one, `rest` before the others.

    An empty line gets the prefix without trailing spaces.
    """
    prefix = first
    for line in lines:
        if line.spans:
            yield Line(prefix + line.spans, line.row)
        else:
            yield Line(_trimmed(prefix), line.row)
        prefix = rest


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    while spans and not spans[-1].text.strip():
        spans = spans[:-1]
    return spans
