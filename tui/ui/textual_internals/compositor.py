"""Painting what changed: panes and rows that did not are not asked for.

Textual's own compositor (8.2.8) asks every widget in sight for all its rows when one row of one of them
changed, and throws the others away; that is a fifth of what a key costs.
"""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class FrugalCompositor(Compositor):
    """A compositor whose partial updates cost what they paint."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what changed since the last update, None for nothing."""
        self._wanted = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._wanted = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield, for each widget in sight, the rows from the first to the last that changed."""
        if not self._wanted:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            parts = [part for wanted in self._wanted if (part := seen.intersection(wanted))]
            if parts:
                changed = Region.from_union(parts)
                rows = Region(seen.x, changed.y, seen.width, changed.height)
                yield rows, rows, widget.render_lines(rows.translate(-region.offset))
