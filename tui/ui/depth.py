"""How many colours the terminal has.

Apart from the themes, because it asks the screen library, which the first picture of the post does not
wait for.
"""

from collections.abc import Mapping

from rich.console import Console
from textual.constants import COLOR_SYSTEM

from tui.ui.theme import Depth


def terminal_depth(environ: Mapping[str, str]) -> Depth:
    """Return how many colours the terminal of an environment has, as Textual will use them.

    None where NO_COLOR is set (no-color.org), to whatever value.
    """
    if "NO_COLOR" in environ:
        return "none"
    console = Console(
        color_system=COLOR_SYSTEM,  # type: ignore[arg-type]  # Textual says only that it is some words
        force_terminal=True,
        _environ=environ,
    )
    depths: dict[str | None, Depth] = {None: "none", "standard": "sixteen", "windows": "sixteen"}
    return depths.get(console.color_system, "many")
