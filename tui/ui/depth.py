"""How many colours the terminal has.

This is not part of `theme.py`, because it imports the screen library, and the first picture of the post must
not wait for that import.
"""

from collections.abc import Mapping

from rich.console import Console
from textual.constants import COLOR_SYSTEM

from tui.ui.theme import Depth


def terminal_depth(environ: Mapping[str, str]) -> Depth:
    """Return how many colours Textual will use in the terminal of an environment.

    "none" if NO_COLOR is set (no-color.org), whatever its value.
    """
    if "NO_COLOR" in environ:
        return "none"
    console = Console(
        color_system=COLOR_SYSTEM,  # type: ignore[arg-type]  # Textual declares it as any string
        force_terminal=True,
        _environ=environ,
    )
    depths: dict[str | None, Depth] = {None: "none", "standard": "sixteen", "windows": "sixteen"}
    return depths.get(console.color_system, "many")
