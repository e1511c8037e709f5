"""One run of Liquid over a body: its names, its output so far, and the steps that are left.

A fault in a tag affects that tag alone: it stays on the page as written, and the rest is run. No text raises,
and a limit of steps ends long loops.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal

from tui.markup.chips import without_marks
from tui.markup.liquid.blocks import BLOCKS, PLAIN, Node, build
from tui.markup.liquid.expressions import Expression, parse_filtered
from tui.markup.liquid.filters import FILTERS, LONGEST_TEXT, text
from tui.markup.liquid.jekyll_filters import ELEVENTY, ELEVENTY_RUN, EVERY_RUN, JEKYLL, JEKYLL_RUN
from tui.markup.liquid.output import Output
from tui.markup.liquid.scan import Piece, Problems, scan
from tui.markup.liquid.values import Cut, Fault, Interrupt, Unknown, Values

MOST_STEPS = 200_000
"""The most tags, rounds of loops and pieces of text for one body, so that it takes less than a second."""

_MOST_INCLUDES = 20
_CUT_STEPS = 4_000
"""Steps that a filter costs when it reaches a limit."""
_TEXT_STEP, _LIST_STEP = 64, 8
"""Characters and items of a filter's input or output that count as one step."""

_PLAIN_FILTERS = {"jekyll": {**FILTERS, **JEKYLL}, "eleventy": {**FILTERS, **ELEVENTY}}
_RUN_FILTERS = {"jekyll": {**EVERY_RUN, **JEKYLL_RUN}, "eleventy": {**EVERY_RUN, **ELEVENTY_RUN}}

Tags = Mapping[str, "Callable[[Run, Node], None]"]
"""The name of a tag → the function that runs it."""


class Run:
    """One run of Liquid over a body."""

    def __init__(self, values: Values, problems: Problems, output: Output, tags: Tags) -> None:
        self.values = values
        self.output = output
        self._tags = tags
        self.frames: list[dict[str, object]] = [{}]
        """The names of loops and includes, the innermost last; the first frame holds assigned names."""
        self.counters: dict[str, int] = {}
        self.cycles: dict[str, int] = {}
        self.changed = ""
        self._problems = problems
        self._steps = MOST_STEPS
        self._exhausted = False
        self._including: list[tuple[str, Piece]] = []

    def parse(self, source: str, problems: Problems) -> list[Node]:
        """Return the nodes of a text."""
        return build(scan(source, problems), problems, self._kind, self.values.engine == "eleventy")

    def _kind(self, name: str) -> Literal["plain", "block", "chip", "unknown"]:
        if name in PLAIN[self.values.engine]:
            return "plain"
        if name in BLOCKS and not (name == "highlight" and self.values.engine == "eleventy"):
            return "block"
        return "chip" if name in self.values.tags or self.values.programs else "unknown"

    # --- running

    def all(self, nodes: Sequence[Node]) -> None:
        """Run the nodes of a whole body; a node that reaches a limit ends there, and the next one is run."""
        for node in nodes:
            if node.piece.kind == "text":  # typed text is shown whatever limit loops have reached
                self.output.allow(len(node.piece.source))
                self.output.write(node.piece.source, node.piece.row, typed=True)
                continue
            frames = len(self.frames)
            output = self.output
            try:
                self.nodes([node])
            except Interrupt:
                return
            except Cut as cut:
                if not self._exhausted:
                    self._problems.add(node.piece.start, str(cut))
                self._exhausted = self._exhausted or self._steps < 0
                del self.frames[frames:]
                self.output = output

    def nodes(self, nodes: Sequence[Node]) -> None:
        """Run nodes. Raises Interrupt at `break` or `continue`, Cut at a limit."""
        for node in nodes:
            if node.piece.kind == "text":
                self.spend(len(node.piece.source) // _TEXT_STEP)
                self.output.write(node.piece.source, self.row(node.piece), typed=not self._including)
                continue
            self.spend(1)
            try:
                self._node(node)
            except Cut:
                raise
            except (Fault, RecursionError) as fault:
                self.wrong(node.piece, str(fault) if isinstance(fault, Fault) else "it is nested too deep")
                self.write(node.piece, node.piece.source)

    def _node(self, node: Node) -> None:
        piece = node.piece
        if piece.kind == "output":
            self.write(piece, text(parse_filtered(piece.markup).value(self)))
        elif node.blank and node.branches and piece.name != "capture":
            self.aside(partial(self._tags[piece.name], self, node))
        elif piece.name in self._tags and self._kind(piece.name) != "chip":
            self._tags[piece.name](self, node)
        else:
            self.write(piece, Unknown(f"{piece.name} {piece.markup}".strip()))

    def aside(self, run: Callable[[], None]) -> Output:
        """Call a function with a buffer of its own as the output; return that buffer."""
        outer, self.output = self.output, self.output.inner()
        try:
            run()
        finally:
            inner, self.output = self.output, outer
        return inner

    def include(self, name: str, source: str, piece: Piece, named: dict[str, object]) -> None:
        """Run the text of an include; all that it prints is in the row of its tag."""
        if len(self._including) >= _MOST_INCLUDES:
            raise Cut("too many includes inside each other")
        self._including.append((name, self._including[0][1] if self._including else piece))
        self.frames.append({"include": named})
        problems = Problems(source)
        try:
            nodes = self.parse(without_marks(source), problems)
            for problem in problems.all():
                self.wrong(piece, problem.message)
            self.nodes(nodes)
        finally:
            self.frames.pop()
            self._including.pop()

    def write(self, piece: Piece, words: str) -> None:
        """Write the words that a tag prints."""
        self.spend(len(words) // _TEXT_STEP)
        self.output.write(words, self.row(piece))

    def row(self, piece: Piece) -> int:
        """Return the row of a piece in the body; inside an include, the row of the include's tag."""
        return self._including[0][1].row if self._including else piece.row

    def wrong(self, piece: Piece, message: str) -> None:
        """Add a problem that would stop the build."""
        if self._including:
            name, piece = self._including[-1]
            message = f"in {name}: {message}"
        self._problems.add(piece.start, message)

    def spend(self, steps: int) -> None:
        """Use up steps. Raises Cut when none are left."""
        self._steps -= steps
        if self._steps < 0:
            raise Cut("this is too much for the preview")

    # --- values

    def look_up(self, name: str) -> object:
        """Return the value of a name; loops come first, from the innermost out, the site's names last."""
        for frame in reversed(self.frames):
            if name in frame:
                return frame[name]
        if name in self.counters:
            return self.counters[name]
        if name in self.values.scope:
            return self.values.scope[name]
        return Unknown(name) if self.values.open and name else None

    def value_with(self, expression: Expression, name: str, value: object) -> object:
        """Return the value of an expression with one more name defined."""
        self.spend(1)
        self.frames.append({name: value})
        try:
            return expression.value(self)
        finally:
            self.frames.pop()

    def apply(self, name: str, value: object, arguments: list[object], named: dict[str, object]) -> object:
        """Return the result of a filter; the result for an unknown value is unknown."""
        plain: Mapping[str, Callable[..., object]] = _PLAIN_FILTERS[self.values.engine]
        runs: Mapping[str, Callable[..., object]] = _RUN_FILTERS[self.values.engine]
        if isinstance(value, Unknown) and name != "default":
            return value
        maybe = any(isinstance(each, Unknown) for each in (*arguments, *named.values()))
        maybe = maybe or (value is None and self.values.programs)
        if name not in plain and name not in runs:
            if self.values.programs:
                return Unknown(f"{text(value)[:40]} | {name}")
            if self.values.engine == "eleventy":
                raise Fault(f"unknown filter '{name}'")
            return value
        self.spend(1 + _weight(value))
        if self.values.engine == "jekyll" and named:
            arguments, named = [*arguments, named], {}
        try:
            found = (
                plain[name](value, *arguments, **named)
                if name in plain
                else runs[name](self, value, *arguments)
            )
        except Cut:
            self._steps -= _CUT_STEPS
            raise
        except (Fault, TypeError, ValueError, ArithmeticError, LookupError) as error:
            if maybe:  # the filter may accept the value that is unknown here
                return Unknown(f"{text(value)[:40]} | {name}".strip())
            if isinstance(error, Fault):
                raise
            raise Fault(f"the filter '{name}' cannot take this") from error
        self.spend(_weight(found))
        if isinstance(found, str) and len(found) > LONGEST_TEXT:
            raise Cut("a text is too long for the preview")
        return found


def _weight(value: object) -> int:
    if isinstance(value, str):
        return len(value) // _TEXT_STEP
    return len(value) // _LIST_STEP if isinstance(value, Sequence) else 0
