"""The pieces of a body as a tree of tags and their content, and the faults that would stop the build.

A broken tag stays on the page as written, and its content is run as if the tag were not there.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tui.markup.liquid.expressions import parse_condition, parse_filtered
from tui.markup.liquid.parameters import is_include
from tui.markup.liquid.scan import Piece, Problems, as_written, scan

BLOCKS: Mapping[str, tuple[str, ...]] = {
    "if": ("elsif", "else"),
    "unless": ("elsif", "else"),
    "case": ("when", "else"),
    "for": ("else",),
    "tablerow": (),
    "capture": (),
    "ifchanged": (),
    "highlight": (),
}
"""The tags that have an end tag, and the tags that may divide their content."""

_SHARED = frozenset(("assign", "break", "comment", "continue", "cycle", "decrement", "include", "increment"))

PLAIN: Mapping[str, frozenset[str]] = {
    "jekyll": _SHARED | {"include_relative", "link", "post_url"},
    "eleventy": _SHARED | {"#", "echo", "layout", "liquid", "render"},
}
"""The tags of each engine without an end tag (Liquid 4.0 with Jekyll 4.3, LiquidJS 10 with Eleventy 3)."""

DEEPEST = 100
"""The most nested blocks; the limit of Liquid 4."""

_DEEPEST_COMMENT = 10
_CHECKED_WHEN_RUN = frozenset(("include", "include_relative", "link", "post_url"))
"""Jekyll's own tags, which fail without an argument only when they run, not when they are parsed."""

_BLANK = frozenset(("assign", "capture", "comment", "#"))
_NAMED = re.compile(r"[\w-]+\??")
_ASSIGNED = re.compile(r"[\w.\[\]-]+\s*=")
_LOOP = re.compile(r"[\w-]+\s+in\s+\S")
_HIGHLIGHT = re.compile(r"[\w.+#-]+(?:\s+\w+(?:=(?:\w+|\"(?:[0-9]+\s)*[0-9]+\"))?)*", re.ASCII)


@dataclass(slots=True)
class Branch:
    """A part of a block, up to the next tag that divides it."""

    piece: Piece
    nodes: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Node:
    """A text, an output or a tag; a block has one branch or more."""

    piece: Piece
    branches: list[Branch] = field(default_factory=list)
    blank: bool = False
    """It prints nothing but white space; a block with only such nodes prints nothing at all."""


Known = Callable[[str], Literal["plain", "block", "chip", "unknown"]]
"""A tag's name → the kind of the tag for the engine; not called for end tags and dividing tags."""


def build(pieces: Sequence[Piece], problems: Problems, known: Known, strict: bool) -> list[Node]:
    """Return the nodes of a body. A `strict` engine also stops at an expression that it cannot read."""
    return _Builder(problems, known, strict).build(pieces)


@dataclass(slots=True)
class _Frame:
    piece: Piece
    branches: list[Branch]
    broken: bool


class _Builder:
    def __init__(self, problems: Problems, known: Known, strict: bool, comments: int = 0) -> None:
        """`comments` is the number of comments around the pieces: an unknown tag is no fault in a comment."""
        self._comments = comments
        self._problems = problems
        self._known = known
        self._strict = strict
        self._top: list[Node] = []
        self._open: list[_Frame] = []

    def build(self, pieces: Sequence[Piece]) -> list[Node]:
        for piece in pieces:
            if piece.kind == "text":
                self._text(piece)
            elif piece.kind == "output":
                self._output(piece)
            else:
                self._tag(piece)
        while self._open:
            self._unclosed(self._open.pop())
        return self._top

    @property
    def _nodes(self) -> list[Node]:
        return self._open[-1].branches[-1].nodes if self._open else self._top

    def _text(self, piece: Piece) -> None:
        self._nodes.append(Node(piece, blank=not piece.source.strip()))

    def _wrong(self, piece: Piece, message: str) -> None:
        """Add a problem; the tag stays on the page as written."""
        self._problems.add(piece.start, message)
        self._text(as_written(piece))

    def _stray(self, piece: Piece, message: str) -> None:
        """Add a problem for a tag outside its block; directly inside a comment it is ignored."""
        if self._open or not self._comments:
            self._wrong(piece, message)

    def _output(self, piece: Piece) -> None:
        if self._strict and not parse_filtered(piece.markup).clean:
            self._wrong(piece, "the expression in {{ }} cannot be read")
        else:
            self._nodes.append(Node(piece))

    def _tag(self, piece: Piece) -> None:
        name = piece.name
        if name.startswith("end") and name[3:] in BLOCKS:
            self._close(piece)
        elif any(name in divisions for divisions in BLOCKS.values()):
            self._divide(piece)
        else:
            self._other(piece, self._known(name))

    def _other(self, piece: Piece, kind: Literal["plain", "block", "chip", "unknown"]) -> None:
        name = piece.name
        if kind == "unknown" and not self._comments:
            self._wrong(piece, f"unknown tag '{name}'")
        elif kind == "block":
            if len(self._open) >= DEEPEST:
                self._wrong(piece, f"more than {DEEPEST} blocks inside each other")
                return
            reason = wrong_markup(piece, self._strict)
            if reason:
                self._problems.add(piece.start, reason)
            self._open.append(_Frame(piece, [Branch(piece)], bool(reason)))
        elif kind == "plain" and not piece.markup and self._comments and name in _CHECKED_WHEN_RUN:
            pass
        elif kind == "plain" and (reason := wrong_markup(piece, self._strict)):
            self._wrong(piece, reason)
        elif name == "comment" and not self._strict and self._wrong_inside(piece):
            self._text(as_written(piece))
        else:
            self._nodes.append(Node(piece, blank=kind == "plain" and name in _BLANK))

    def _wrong_inside(self, piece: Piece) -> bool:
        """Add the problems in a comment, and return whether there are any: Ruby's Liquid parses its tags."""
        if self._comments >= _DEEPEST_COMMENT or not ("{{" in piece.markup or "{%" in piece.markup):
            return False
        problems = Problems(piece.markup)
        pieces = scan(piece.markup, problems)
        _Builder(problems, self._known, False, self._comments + 1).build(pieces)
        begin = piece.start + piece.source.index("%}") + 2
        for offset, message in problems.places():
            self._problems.add(begin + offset, message)
        return bool(problems.places())

    def _divide(self, piece: Piece) -> None:
        allowed = BLOCKS[self._open[-1].piece.name] if self._open else ()
        if self._open and self._open[-1].broken and piece.name in allowed:
            self._text(as_written(piece))
        elif piece.name not in allowed:
            self._stray(piece, f"{{% {piece.name} %}} stands outside its block")
        elif reason := wrong_markup(piece, self._strict):
            self._wrong(piece, reason)
        else:
            self._open[-1].branches.append(Branch(piece))

    def _close(self, piece: Piece) -> None:
        name = piece.name[3:]
        if all(frame.piece.name != name for frame in self._open):
            self._stray(piece, f"{{% {piece.name} %}} without {{% {name} %}}")
            return
        while self._open[-1].piece.name != name:
            self._unclosed(self._open.pop())
        frame = self._open.pop()
        if frame.broken:
            self._nodes.extend(_written(frame))
            self._text(as_written(piece))
            return
        blank = name == "capture" or all(node.blank for branch in frame.branches for node in branch.nodes)
        self._nodes.append(Node(frame.piece, frame.branches, blank))

    def _unclosed(self, frame: _Frame) -> None:
        if not frame.broken:
            self._problems.add(frame.piece.start, f"{{% {frame.piece.name} %}} is not closed")
        self._nodes.extend(_written(frame))


def _written(frame: _Frame) -> Iterator[Node]:
    """Yield the nodes of a broken block: its tags as text, and its content."""
    for branch in frame.branches:
        yield Node(as_written(branch.piece))
        yield from branch.nodes


def wrong_markup(piece: Piece, strict: bool) -> str:
    """Return a message about an argument that the engine cannot read in a tag, "" when it can read all."""
    name, markup = piece.name, piece.markup
    match name:
        case "if" | "unless" | "elsif":
            condition, clean = parse_condition(markup)
            if condition is None or (strict and not clean):
                return f"{{% {name} %}} needs a condition"
        case "for" | "tablerow" if not _LOOP.match(markup):
            return f"{{% {name} %}} needs `item in list`"
        case "assign" if not _ASSIGNED.match(markup):
            return "{% assign %} needs `name = value`"
        case "capture" if not _NAMED.match(markup.strip("'\"")):
            return "{% capture %} needs a name"
        case "include" | "include_relative" | "render" if not markup:
            return f"{{% {name} %}} needs the name of a file"
        case "include" | "include_relative" if not strict and not is_include(markup):
            return f"{{% {name} %}} takes only a file and `name=value` pairs"
        case "highlight" if not _NAMED.match(markup):
            return "{% highlight %} needs a language"
        case "highlight" if not _HIGHLIGHT.fullmatch(markup):
            return "{% highlight %} takes only a language and options"
        case "case" | "when" | "cycle" | "increment" | "decrement" | "post_url" | "link" if not markup:
            return f"{{% {name} %}} needs a value"
    return ""
