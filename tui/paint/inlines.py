"""Inlines flattened into runs of text with roles: what a reader sees of a paragraph, ready to wrap.

Owns what each inline looks like, raw HTML among them. White space is made single here and text
harmless (`tui.safe`), in that order.
The thing one would get wrong: a style may lie under its surroundings. Emphasis in a quote is painted
over the quote, emphasis in a heading under it, or the heading would lose its colour: see `Tone`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from tui.markup.tree import (
    Abbreviation,
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
from tui.paint.wrap import HARD_BREAK, Run
from tui.safe import safe


@dataclass(frozen=True, slots=True)
class Tone:
    """The roles of the surroundings: `under` the styles of the words, and `over` them."""

    under: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


PLAIN = Tone()

_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_LOOSE_JOINER = re.compile(r"\A[\u200d\ufe0f]+|(?<!\u200d)\u200d++(?=\s|\Z)|(?<=\s)[\u200d\ufe0f]+")
_FOLLOWED = re.compile(r"(?i:https?://|mailto:)[^\s]+")
_CODE = ("code", "code.background")
_STYLES: dict[str, tuple[str, ...]] = {
    "emphasis": ("emphasis",),
    "strong": ("strong",),
    "strike": ("strike",),
    "mark": ("code.background",),
    "insert": (),
    "superscript": (),
    "subscript": (),
}
_TAG_STYLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("b", "strong"), ("strong",)),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), ("emphasis",)),
    **dict.fromkeys(("s", "del", "strike"), ("strike",)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _CODE),
    "mark": ("code.background",),
    **dict.fromkeys(("a", "abbr", "ins", "q", "small", "span", "sub", "sup", "u", "wbr"), ()),
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = {"superscript": _SUPERSCRIPTS, "sup": _SUPERSCRIPTS, "subscript": _SUBSCRIPTS, "sub": _SUBSCRIPTS}
_HTML = re.compile(
    r"(?P<unseen><!--.*?(?:-->|\Z)|<[?!][^<>]*+>)|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^<>]*+)>",
    re.DOTALL,
)
_MOST_OPEN_TAGS = 50
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")


@dataclass(frozen=True, slots=True)
class _Style:
    """What the words at one place look like, apart from their surroundings."""

    roles: tuple[str, ...] = ()
    link: str = ""
    raised: dict[int, int] | None = None

    def with_roles(self, roles: tuple[str, ...]) -> "_Style":
        if not roles or self.roles == roles:
            return self
        if self.roles:
            roles = self.roles + tuple(role for role in roles if role not in self.roles)
        return _Style(roles, self.link, self.raised)


def superscript(number: int) -> str:
    """Return a number in superscript digits."""
    return str(number).translate(_SUPERSCRIPTS)


def clean(text: str) -> str:
    """Return text as it may be measured: white space single, harmless, without what nobody sees.

    A joiner that joins nothing goes too: it would swallow the width of what follows.
    """
    text = _WHITE.sub(" ", _UNSEEN.sub("", text))
    if text.isascii() and text.isprintable():
        return text
    return _LOOSE_JOINER.sub("", safe(text))


def flow(inlines: Sequence[Inline], tone: Tone = PLAIN, row: int = 0) -> tuple[Run, ...]:
    """Return the runs that a reader sees of some inlines, the first of which begin in source row `row`.

    Without space at the start, and never two spaces in a row. Empty when there is nothing to see.
    """
    builder = _Flow(tone, row)
    builder.walk(inlines)
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


class _Flow:
    """The runs so far, and the raw HTML elements that are open."""

    def __init__(self, tone: Tone, row: int) -> None:
        self.runs: list[Run] = []
        self._tone = tone
        self._row = row
        self._spaced = True
        self._open: list[tuple[str, _Style]] = []

    def walk(self, inlines: Sequence[Inline]) -> None:
        """Add inlines; a stack of our own, because emphasis may nest deeper than Python calls may."""
        waiting = [(inline, _Style()) for inline in reversed(inlines)]
        while waiting:
            inline, style = waiting.pop()
            children: tuple[Inline, ...] = ()
            match inline:
                case Styled(kind, children):
                    style = style.with_roles(_STYLES[kind])
                    if kind in _RAISED:
                        style = replace(style, raised=_RAISED[kind])
                case Link(children, url):
                    style = replace(style.with_roles(("link",)), link=_followed(url))
                case _:
                    self._leaf(inline, style)
            waiting += [(child, style) for child in reversed(children)]

    def _leaf(self, inline: Inline, style: _Style) -> None:
        match inline:
            case Text(text) | Abbreviation(text):
                self._add(text, style)
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
                self._add(image_text(alt, url), style.with_roles(("muted",)))
            case Chip(label):
                self._add(f"‹{label}›", style.with_roles(("muted",)))
            case FootnoteReference(number=number):
                self._add(superscript(number), style.with_roles(("footnote",)))
            case InlineHtml(html):
                self._html(html, style)
            case _:
                pass

    def _html(self, html: str, style: _Style) -> None:
        offset = 0
        for tag in _HTML.finditer(html):
            self._add(html[offset : tag.start()], style)
            offset = tag.end()
            if tag["unseen"]:
                self._row += tag[0].count("\n")
            else:
                self._tag(tag, style)
        self._add(html[offset:], style)

    def _tag(self, tag: re.Match[str], style: _Style) -> None:
        name = tag["name"].lower()
        if name == "br":
            self._break()
        elif name == "img":
            attributes = dict(_attributes(tag["rest"]))
            text = image_text(attributes.get("alt", ""), attributes.get("src", ""))
            self._add(text, style.with_roles(("muted",)))
        elif name not in _TAG_STYLES:
            self._add(tag[0], style.with_roles(("muted",)))
        elif tag["end"]:
            self._close(name)
        elif name != "wbr" and not tag["rest"].endswith("/") and len(self._open) < _MOST_OPEN_TAGS:
            self._open.append((name, self._opened(name, tag["rest"])))

    def _opened(self, name: str, rest: str) -> _Style:
        style = self._open[-1][1] if self._open else _Style()
        style = style.with_roles(_TAG_STYLES[name])
        if name in _RAISED:
            return replace(style, raised=_RAISED[name])
        url = dict(_attributes(rest)).get("href", "") if name == "a" else ""
        return replace(style.with_roles(("link",)), link=_followed(url)) if url else style

    def _close(self, name: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == name:
                del self._open[index:]
                return

    def _break(self) -> None:
        self.runs.append(Run(HARD_BREAK, row=self._row))
        self._spaced = True

    def _add(self, text: str, style: _Style) -> None:
        """Add text; a line feed in it is a space, and the next source row."""
        if self._open:
            html = self._open[-1][1]
            style = replace(style.with_roles(html.roles), link=style.link or html.link)
            style = replace(style, raised=style.raised or html.raised)
        roles = self._tone.under + style.roles + self._tone.over
        for index, part in enumerate(text.split("\n")):
            if index:
                part = f" {part}"
                self._row += 1
            part = clean(part)
            if self._spaced and part.startswith(" "):
                part = part[1:]
            if not part:
                continue
            if style.raised is not None and part.strip().isdecimal():
                part = part.translate(style.raised)
            self.runs.append(Run(part, roles, style.link, self._row))
            self._spaced = part.endswith(" ")


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        yield name.lower(), unescape(double or single or bare)


def _followed(url: str) -> str:
    """Return an address that a click may follow (the web or mail, nothing harmful in it), else nothing."""
    url = url.strip()
    return url if _FOLLOWED.fullmatch(url) and safe(url) == url else ""
