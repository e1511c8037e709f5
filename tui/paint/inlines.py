"""Inlines flattened into runs of text with roles: what a reader sees of a paragraph, ready to wrap.

Decides how each inline looks, raw HTML included. White space is collapsed here first, and then the text is
made harmless (`tui.safe`). A style may lie under its surroundings. Emphasis in a quote is painted over the
quote, emphasis in a heading under it, or the heading would lose its colour: see `Tone`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from tui.markup.tree import (
    Abbreviation,
    Attributes,
    Break,
    Chip,
    Code,
    FootnoteReference,
    Image,
    Inline,
    InlineHtml,
    InlineMath,
    Link,
    Styled,
    Text,
)
from tui.paint.cells import ONE_CELL, steady
from tui.paint.picture import Picture
from tui.paint.wrap import HARD_BREAK, Run
from tui.safe import safe


@dataclass(frozen=True, slots=True)
class Look:
    """Facts from outside the block that change how it looks; nothing here reads the disk.

    `missing` holds the addresses of images, as the post has them, whose files are not there, `broken`
    those of links into the page that lead nowhere; `raw_html` is false where the engine drops raw HTML.
    `tones` is false where the theme has one ground and few colours: then signs tell apart what grounds and
    colours do elsewhere. `pictures` are shown instead of the images of those addresses.
    """

    missing: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    raw_html: bool = True
    tones: bool = True
    pictures: Mapping[str, Picture] = field(default_factory=dict)


NOWHERE = Look()
"""The look of a block painted by itself: every image is there, raw HTML is kept."""


@dataclass(frozen=True, slots=True)
class Tone:
    """The surroundings: the roles `under` the styles of the words and `over` them, and the world."""

    under: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    look: Look = NOWHERE


PLAIN = Tone()

_CALM = re.compile(f"[{ONE_CELL}]*+")
_WHITE = re.compile("[ \t\n\r\f\v\u0085\u2028\u2029]+")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
_CODE = ("code", "code.background")
_STYLES: dict[str, tuple[str, ...]] = {
    "emphasis": ("emphasis",),
    "strong": ("strong",),
    "strike": ("strike",),
    "mark": ("code.background",),
    "insert": ("emphasis",),
    "superscript": (),
    "subscript": (),
}
_TAG_STYLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("b", "strong"), ("strong",)),
    **dict.fromkeys(("i", "em", "cite", "dfn", "ins", "u", "var"), ("emphasis",)),
    **dict.fromkeys(("s", "del", "strike"), ("strike",)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _CODE),
    "mark": ("code.background",),
    **dict.fromkeys(("a", "abbr", "bdi", "bdo", "q", "span", "sub", "sup", "time", "wbr"), ()),
    "small": ("muted",),
}
INLINE_TAGS = frozenset((*_TAG_STYLES, "br", "img"))
"""The tags that are painted as a browser would, inside a paragraph."""

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = {
    **dict.fromkeys(("superscript", "sup"), (_SUPERSCRIPTS, "^")),
    **dict.fromkeys(("subscript", "sub"), (_SUBSCRIPTS, "_")),
}
"""Of what is raised or lowered: its letters as they may be had, and the sign for those that may not."""

_ORDINAL = re.compile("st|nd|rd|th|er|re|[eè]re|[eè]me")
"""What is raised after a number and reads as well beside it."""

HTML = re.compile(
    r"(?P<unseen><!--.*?(?:-->|\Z)|<[?!][^<>]*+>)"
    r"""|<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*+)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+'|["'])*+)>""",
    re.DOTALL,
)
"""A piece of raw HTML: what readers never see, or a tag."""

EMBEDS = ("iframe", "embed", "object")
"""The tags that show a page of another site."""

_MEDIA = ("video", "audio")
_HOST = re.compile(r"\s*+(?:https?:)?//([^/?#\s]++)", re.IGNORECASE)
_MOST_OPEN_TAGS = 50
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")


@dataclass(frozen=True, slots=True)
class _Style:
    """What the words at one place look like, apart from their surroundings."""

    roles: tuple[str, ...] = ()
    link: str = ""
    opens_tab: bool = False
    title: str = ""

    def with_roles(self, roles: tuple[str, ...]) -> "_Style":
        if not roles or self.roles == roles:
            return self
        if self.roles:
            roles = self.roles + tuple(role for role in roles if role not in self.roles)
        return replace(self, roles=roles)

    def leading(self, url: str, title: str, attributes: Attributes) -> "_Style":
        """Return this style for the words of a link."""
        link = url.strip()
        opens_tab = bool(link) and any(
            name.lower() == "target" and value.strip().lower() == "_blank" for name, value in attributes
        )
        style = self.with_roles(("link",))
        return replace(style, link=link, opens_tab=opens_tab, title=clean(title).strip())


@dataclass(frozen=True, slots=True)
class _End:
    """The end of something raised or lowered, and how many runs stand before it."""

    kind: str
    start: int


def superscript(number: int) -> str:
    """Return a number in superscript digits."""
    return str(number).translate(_SUPERSCRIPTS)


def clean(text: str) -> str:
    """Return text as it may be measured: white space single, harmless, one width everywhere.

    What nobody sees (soft hyphens, zero-width spaces, marks of direction) goes; see also `steady`.
    """
    if "  " not in text and _CALM.fullmatch(text):
        return text
    return safe(steady(_WHITE.sub(" ", _UNSEEN.sub("", text))))


def flow(inlines: Sequence[Inline], tone: Tone = PLAIN, row: int = 0) -> tuple[Run, ...]:
    """Return the runs that a reader sees of some inlines, the first of which begin in source row `row`.

    They have no space at the start and never two in a row; there are none when nothing can be seen.
    """
    builder = _Flow(tone, row)
    builder.walk(inlines)
    builder.finish()
    runs = tuple(builder.runs)
    return runs if any(run.text.strip() for run in runs) else ()


def text_flow(text: str, roles: tuple[str, ...], row: int = 0) -> tuple[Run, ...]:
    """Return the runs of a plain text in some roles."""
    return flow((Text(text),), Tone(under=roles), row)


def image_text(alt: str, url: str) -> str:
    """Return the words that stand for an image: its description, then where it is."""
    path = re.split("[;,]", url, maxsplit=1)[0] if url[:5].lower() == "data:" else url
    if alt.strip() and path:
        return f"image: {alt} ({path})"
    return f"image: {alt.strip() or path}"


def tag_label(name: str, attributes: Attributes) -> str:
    """Return the words of the chip that stands for a tag: an embedded page is named by its host."""
    values = dict(attributes)
    if name in EMBEDS:
        url = values.get("src") or values.get("data", "")
        host = _HOST.match(url)
        name, url = "embed", host[1] if host else url
    else:
        url = values.get("src", "") if name in _MEDIA else ""
    return f"{name}: {url.strip()}" if url.strip() else name


def attributes_of(rest: str) -> Attributes:
    """Return the attributes of a tag, names in lower case; `rest` is what stands after its name."""
    return tuple(
        (name.lower(), unescape(double or single or bare))
        for name, double, single, bare in _ATTRIBUTE.findall(rest)
    )


class _Flow:
    """The runs so far, and the raw HTML elements that are open."""

    def __init__(self, tone: Tone, row: int) -> None:
        self.runs: list[Run] = []
        self._tone = tone
        self._row = row
        self._spaced = True
        self._open: list[tuple[str, _Style, int]] = []

    def walk(self, inlines: Sequence[Inline]) -> None:
        """Add inlines; a stack of our own, because emphasis may nest deeper than Python calls may."""
        waiting: list[tuple[Inline | _End, _Style]] = [(inline, _Style()) for inline in reversed(inlines)]
        while waiting:
            inline, style = waiting.pop()
            children: tuple[Inline, ...] = ()
            match inline:
                case _End(kind, start):
                    self._raise(kind, start)
                case Styled(kind, children):
                    if kind in _RAISED:
                        waiting.append((_End(kind, len(self.runs)), style))
                    style = style.with_roles(_STYLES[kind])
                case Link(children, url, title, attributes):
                    style = self._leading(style, url, title, attributes)
                case _:
                    self._leaf(inline, style)
            waiting += [(child, style) for child in reversed(children)]

    def finish(self) -> None:
        """End the elements of raw HTML that are still open."""
        self._close_from(0)

    def _leading(self, style: _Style, url: str, title: str, attributes: Attributes) -> _Style:
        style = style.leading(url, title, attributes)
        return style.with_roles(("warning",)) if style.link in self._tone.look.broken else style

    def _raise(self, kind: str, start: int) -> None:
        """Write the runs from `start` on in raised or lowered letters, else behind a sign."""
        letters, sign = _RAISED[kind]
        runs = self.runs[start:]
        text = "".join(run.text for run in runs)
        words = text.strip()
        if all(ord(letter) in letters for letter in text if letter != " "):
            self.runs[start:] = [replace(run, text=run.text.translate(letters)) for run in runs]
            return
        before = self.runs[start - 1].text[-1:] if start else ""
        if not any(map(str.isalnum, words)) or (before.isdecimal() and _ORDINAL.fullmatch(words)):
            return
        opening, closing = (sign, "") if len(words) == 1 else (f"{sign}(", ")")
        shown = [index for index in range(start, len(self.runs)) if self.runs[index].text.strip()]
        first, last = self.runs[shown[0]], self.runs[shown[-1]]
        self.runs[shown[0]] = replace(first, text=re.sub(r"(?=\S)", opening, first.text, count=1))
        last = self.runs[shown[-1]]
        self.runs[shown[-1]] = replace(last, text=re.sub(r"( *)\Z", rf"{closing}\1", last.text, count=1))

    def _leaf(self, inline: Inline, style: _Style) -> None:
        match inline:
            case Text(text):
                self._add(text, style)
            case Abbreviation(text, title):
                told = replace(style.with_roles(("muted",)), title=clean(title).strip() or style.title)
                self._add(text, told)
            case Break(hard):
                if hard:
                    self._break()
                else:
                    self._add(" ", style)
                self._row += 1
            case Code(text):
                self._add(text, style.with_roles(_CODE))
            case InlineMath(text):
                self._add(text, style.with_roles(("code",)))
            case Image(alt, url):
                self._image(alt, url, style)
            case Chip(label):
                self._chip(label, style)
            case FootnoteReference(label, number):
                mark = replace(style.with_roles(("footnote",)), link=f"#fn:{label}")
                self._add(superscript(number), mark)
            case InlineHtml(html) if self._tone.look.raw_html:
                self._html(html, style)
            case _:
                pass

    def _html(self, html: str, style: _Style) -> None:
        offset = 0
        for tag in HTML.finditer(html):
            self._add(html[offset : tag.start()], style)
            offset = tag.end()
            if tag["unseen"]:
                self._row += tag[0].count("\n")
            else:
                self._tag(tag, style)
        self._add(html[offset:], style)

    def _image(self, alt: str, url: str, style: _Style) -> None:
        self._add(image_text(alt, url), style.with_roles(("muted",)))
        if picture := self._tone.look.pictures.get(url):
            across, down = picture.size
            self._add(f", {across} by {down} pixels", style.with_roles(("muted",)))
        if url in self._tone.look.missing:
            self._add(", ", style.with_roles(("muted",)))
            self._add("missing", style.with_roles(("warning",)))

    def _chip(self, label: str, style: _Style) -> None:
        self._add(f"‹{label}›", style.with_roles(("muted",)))

    def _tag(self, tag: re.Match[str], style: _Style) -> None:
        name = tag["name"].lower()
        if name == "br":
            self._break()
        elif name == "img":
            values = dict(attributes_of(tag["rest"]))
            self._image(values.get("alt", ""), values.get("src", ""), style)
        elif name in _TAG_STYLES:
            if tag["end"]:
                self._close(name)
            elif name != "wbr" and not tag["rest"].endswith("/") and len(self._open) < _MOST_OPEN_TAGS:
                style = self._opened(name, attributes_of(tag["rest"]))
                self._open.append((name, style, len(self.runs)))
        elif not tag["end"]:
            self._chip(tag_label(name, attributes_of(tag["rest"])), style)
        self._row += tag[0].count("\n")

    def _opened(self, name: str, attributes: Attributes) -> _Style:
        style = self._open[-1][1] if self._open else _Style()
        style = style.with_roles(_TAG_STYLES[name])
        values = dict(attributes)
        if name == "a" and values.get("href"):
            return self._leading(style, values["href"], values.get("title", ""), attributes)
        if name == "abbr":
            return replace(style, title=clean(values.get("title", "")).strip())
        return style

    def _close(self, name: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == name:
                self._close_from(index)
                return

    def _close_from(self, index: int) -> None:
        for name, _, start in reversed(self._open[index:]):
            if name in _RAISED:
                self._raise(name, start)
        del self._open[index:]

    def _break(self) -> None:
        self.runs.append(Run(HARD_BREAK, row=self._row))
        self._spaced = True

    def _add(self, text: str, style: _Style) -> None:
        """Add text; a line feed in it is a space, and the next source row."""
        if self._open:
            style = _laid_over(style, self._open[-1][1])
        roles = self._tone.under + _link_last(style.roles) + self._tone.over
        for index, part in enumerate(text.split("\n")):
            if index:
                part = f" {part}"
                self._row += 1
            part = clean(part)
            if self._spaced and part.startswith(" "):
                part = part[1:]
            if not part:
                continue
            self.runs.append(Run(part, roles, style.link, self._row, style.opens_tab, style.title))
            self._spaced = part.endswith(" ")


def _laid_over(style: _Style, html: _Style) -> _Style:
    """Return the style of words inside an HTML element."""
    link, opens_tab = (style.link, style.opens_tab) if style.link else (html.link, html.opens_tab)
    roles = style.with_roles(html.roles).roles
    return _Style(roles, link, opens_tab, style.title or html.title)


def _link_last(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles of words so that all words of a link have its colour, whatever styles are in it.

    Only that it is broken lies over it.
    """
    if "link" not in roles[:-1]:
        return roles
    over = ("link", "warning") if "warning" in roles else ("link",)
    return (*(role for role in roles if role not in over), *over)
