"""HTML as its reader sees it: words, structure, addresses; the rest of the markup is left out.

Two engines write the same page in many ways: identifiers, classes, comments, wrappers without a look of
their own, white space. `visible` makes such pages equal, and `blocks` cuts one into what stands at its top.

The one thing to get right: white space counts inside `pre` and between words, and nowhere else.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

_WRAPPERS = frozenset(("colgroup", "div", "section", "span", "tbody", "thead"))
"""Elements that show nothing of their own."""

_VOID = frozenset(("br", "col", "hr", "img", "input"))
_BESIDE_BLOCKS = (
    {"br", "col", "hr", "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"head", "header", "html", "iframe", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "script"}
    | {"style", "summary", "table", "td", "tfoot", "th", "tr", "ul"}
)
"""Elements that white space may stand beside without being seen; so may the wrappers."""

_ATTRIBUTES = frozenset(
    ("align", "alt", "checked", "colspan", "href", "rowspan", "src", "start", "target", "title", "type")
)
_SAME = {"s": "del", "strike": "del"}
_ALIGNMENT = re.compile(r"text-align:\s*(\w+)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tag:
    """The begin or the end of an element."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text; `exact` where each space of it is seen."""

    text: str
    exact: bool


Piece = Tag | Words


def visible(html: str) -> tuple[Piece, ...]:
    """Return what a reader sees of an HTML fragment, in its order. No text raises."""
    root: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return tuple(_spaced(_joined(_pieces(root))))


def blocks(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """Return the pieces of each element, and of each run of words, at the top of a page."""
    found: list[tuple[Piece, ...]] = []
    block: list[Piece] = []
    depth = 0
    for piece in pieces:
        block.append(piece)
        if isinstance(piece, Tag) and piece.name not in _VOID:
            depth += -1 if piece.closing else 1
        if depth <= 0:
            found.append(tuple(block))
            block = []
    return found


def shown(pieces: tuple[Piece, ...]) -> list[str]:
    """Return pieces as lines for a person who compares two pages."""
    lines = []
    for piece in pieces:
        if isinstance(piece, Words):
            lines.append(repr(piece.text))
        else:
            pairs = "".join(f' {name}="{value}"' for name, value in piece.attributes)
            lines.append(f"<{'/' if piece.closing else ''}{piece.name}{pairs}>")
    return lines


def _pieces(root: Element) -> list[Piece]:
    """Return an element tree in reading order, without recursion: a page may be nested at any depth."""
    found: list[Piece] = [Words(root.text or "", exact=False)]
    waiting: list[tuple[Element, bool] | Piece] = [(child, False) for child in reversed(root)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Tag | Words):
            found.append(each)
            continue
        element, exact = each
        waiting.append(Words(element.tail or "", exact))
        if not isinstance(element.tag, str):
            continue  # a comment
        inside = exact or element.tag == "pre"
        if element.tag not in _WRAPPERS:
            name = _SAME.get(element.tag, element.tag)
            found.append(Tag(name, _seen(element)))
            if name not in _VOID:
                waiting.append(Tag(name, closing=True))
        found.append(Words(element.text or "", inside))
        waiting += [(child, inside) for child in reversed(element)]
    return found


def _seen(element: Element) -> tuple[tuple[str, str], ...]:
    """Return the attributes that a reader meets; where a footnote leads is the engine's own affair."""
    pairs = {}
    for name, value in element.attrib.items():
        alignment = _ALIGNMENT.search(value) if name == "style" else None
        if alignment:
            name, value = "align", alignment[1]
        if name == "href" and value.startswith("#fn"):
            value = "#fn"
        elif name == "href" and value.startswith("mailto:"):
            value = "mailto:"  # some engines scramble it
        elif name == "checked":
            value = ""  # there or not is all that counts
        if name in _ATTRIBUTES and (name, element.tag) != ("type", "ol") and (name, value) != ("title", ""):
            pairs[name] = value
    return tuple(sorted(pairs.items()))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with neighbouring words as one; the arrow back from a footnote has one form."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words):
            before = joined[-1] if joined else None
            text = piece.text.replace("\u21a9\ufe0e", "\u21a9")
            if isinstance(before, Words) and before.exact == piece.exact:
                joined[-1] = Words(before.text + text, piece.exact)
                continue
            piece = Words(text, piece.exact)
            if not text:
                continue
        joined.append(piece)
    return joined


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with white space where it is seen, as one space outside `pre`."""
    spaced: list[Piece] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Words):
            if piece.exact:
                text = piece.text.strip("\n")
            else:
                text = _SPACE.sub(" ", piece.text)
                if index == 0 or _is_beside_block(pieces[index - 1]):
                    text = text.lstrip()
                if index + 1 == len(pieces) or _is_beside_block(pieces[index + 1]):
                    text = text.rstrip()
            if text:
                spaced.append(Words(text, piece.exact))
        else:
            spaced.append(piece)
    return spaced


def _is_beside_block(piece: Piece) -> bool:
    return isinstance(piece, Tag) and piece.name in _BESIDE_BLOCKS
