"""A whole body → its blocks, and the facts about it that parsing a part of it alone needs.

Building the blocks changes the tokens of definitions, so `Known` keeps names and labels, never tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tui.markup.build import build
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Problem, Rendered, Values
from tui.markup.parser import own_definitions, parse
from tui.markup.tokens import Environment
from tui.markup.tree import Block


@dataclass(frozen=True, slots=True)
class Known:
    """Facts that the last parse of a whole body found; rows count from the start of the body."""

    definitions: Mapping[str, Any] = field(default_factory=dict)
    """The definitions of the body, by kind, as in an `Environment`; of footnotes only the labels."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the footnotes, by their keys."""
    has_options: bool = False
    """The body has `{::options …}`, which apply from there on."""
    has_contents: bool = False
    """The body has a list that the table of contents replaces."""
    notes: tuple[int, int] | None = None
    """The first and the last row where the definition of a footnote begins."""
    plain: tuple[tuple[int, int], ...] | None = None
    """Ranges of rows (end excluded) without Liquid; None when the body has no Liquid."""

    def environment(self, dialect: Dialect) -> Environment:
        """Return the definitions and the site's options for one parse, which may add to them."""
        return {"ref_links": {}, "options": dict(dialect.options), **self.definitions}

    def moved(self, row: int, rows: int) -> "Known":
        """Return these facts after everything from `row` on has moved down by `rows`."""
        if not rows or (self.notes is None and not self.plain):
            return self

        def after(place: int) -> int:
            return place + rows if place >= row else place

        notes = self.notes and (after(self.notes[0]), after(self.notes[1]))
        plain = self.plain and tuple((after(start), after(end)) for start, end in self.plain)
        return Known(self.definitions, self.numbers, self.has_options, self.has_contents, notes, plain)


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of a body, each with the row of the body where it begins, its problems and facts."""

    blocks: list[tuple[int, Block]]
    problems: tuple[Problem, ...]
    known: Known


def read(body: str, dialect: Dialect, values: Values) -> Reading:
    """Parse a whole body. No text raises."""
    rendered = rendered_body(body, dialect, values)
    tokens, environment = parse(rendered.text if rendered else body, dialect)
    notes = [note["start"] for note in environment.get("footnotes", {}).values()]
    built = build(tokens, environment, dialect)
    definitions = own_definitions(environment, dialect)
    has_options = definitions.pop("options", None) is not None
    if "footnotes" in definitions:
        labels = {key: {"label": note["label"]} for key, note in definitions["footnotes"].items()}
        definitions["footnotes"] = labels
    known = Known(
        definitions,
        built.numbers,
        has_options,
        built.has_contents,
        (min(notes), max(notes)) if notes else None,
        rendered.plain if rendered else None,
    )
    blocks = blocks_at_source(built.blocks, rendered) if rendered else built.blocks
    return Reading(blocks, rendered.problems if rendered else (), known)


def rendered_body(body: str, dialect: Dialect, values: Values) -> Rendered | None:
    """Return a body after Liquid, None when it has no Liquid or the dialect does not run it."""
    if not dialect.liquid or not ("{{" in body or "{%" in body):
        return None
    # few bodies hold Liquid, and importing its modules takes as long as the rest of this package
    from tui.markup.liquid.render import render

    return render(body, values)


def blocks_at_source(blocks: list[tuple[int, Block]], rendered: Rendered) -> list[tuple[int, Block]]:
    """Return blocks of a rendered text with the rows of the body."""
    # imported late, as in `rendered_body`
    from tui.markup.liquid.source_rows import at_source

    return at_source(blocks, rendered)
