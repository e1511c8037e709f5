"""A whole body → its blocks, and what a part of it must know of the rest to be read alone.

What a body defines is used up while its blocks are made (tokens of footnotes are written to), so a `Known`
keeps names and labels, never tokens.
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
    """What the last reading of a whole body found; rows count from the start of the body."""

    definitions: Mapping[str, Any] = field(default_factory=dict)
    """What the body defines, by kind, as an `Environment`; of footnotes the labels."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of its footnotes, by their keys."""
    has_options: bool = False
    """It has `{::options …}`, which hold from where they stand on."""
    has_contents: bool = False
    notes: tuple[int, int] | None = None
    """First and last row where the definition of a footnote begins."""
    plain: tuple[tuple[int, int], ...] | None = None
    """Rows, from and up to, outside anything of Liquid; None without any Liquid."""

    def environment(self, dialect: Dialect) -> Environment:
        """Return the definitions for one parse, which may add to them, and the options of the site."""
        return {"ref_links": {}, "options": dict(dialect.options), **self.definitions}

    def moved(self, row: int, rows: int) -> "Known":
        """Return what is known when everything from a row on has moved down by some rows."""
        if not rows or (self.notes is None and not self.plain):
            return self

        def after(place: int) -> int:
            return place + rows if place >= row else place

        notes = self.notes and (after(self.notes[0]), after(self.notes[1]))
        plain = self.plain and tuple((after(start), after(end)) for start, end in self.plain)
        return Known(self.definitions, self.numbers, self.has_options, self.has_contents, notes, plain)


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of a body, each with the row of the body where it begins, and what was found."""

    blocks: list[tuple[int, Block]]
    problems: tuple[Problem, ...]
    known: Known


def read(body: str, dialect: Dialect, values: Values) -> Reading:
    """Read a whole body. No text raises."""
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
    """Return a body as Liquid leaves it, None when there is nothing for Liquid in it."""
    if not dialect.liquid or not ("{{" in body or "{%" in body):
        return None
    # few bodies hold Liquid, and its rules take as long to import as the rest of the room
    from tui.markup.liquid.render import render

    return render(body, values)


def blocks_at_source(blocks: list[tuple[int, Block]], rendered: Rendered) -> list[tuple[int, Block]]:
    """Return blocks of a rendered text as blocks of the body."""
    # as above
    from tui.markup.liquid.source_rows import at_source

    return at_source(blocks, rendered)
