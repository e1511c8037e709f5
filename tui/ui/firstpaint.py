"""Paints the first screenful of the post before the app exists, so that the writer can read it at once.

A moment later the app paints the same words at the same places. Nothing imported here may import the screen
library, because that takes longer than all of this painting.
"""

import shutil
import termios
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.desk.opening import Opening, first_words
from tui.errors import DraftroomError
from tui.files.post import Post
from tui.safe import safe
from tui.settings import LeftOff
from tui.ui.layout import EDITOR_MARGINS, panes, text_column, wanted_at_start
from tui.ui.terminal import give_back, is_for_pictures, take
from tui.ui.theme import RoleStyle, Theme, load_theme, shipped_themes
from tui.ui.widgets.editor.breaks import breaks_of

TAB = 4
"""Cells of a tab, as in the editor."""

MOST = 8
"""Characters read for each cell of the screen; where a screen row ends depends on no more than these."""


def paint(opening: Opening) -> None:
    """Paint the post that the app will show, if it can be known how the app will paint it.

    Do nothing on any error, because the app will report it.
    """
    try:
        if opening.post is not None and is_for_pictures():
            picture = _picture(opening.post, opening)
            if picture:
                take(picture)
    except (DraftroomError, OSError, ValueError, termios.error):
        give_back()


def _picture(post: Post, opening: Opening) -> str:
    """Return the escape sequences that paint the first screenful; "" if the editor would paint it otherwise.

    Raises DraftroomError for a theme that cannot be read, and ValueError for a theme that uses the terminal's
    own colours.
    """
    settings, kept = opening.settings, opening.remembered
    width, height = shutil.get_terminal_size()
    colours = load_theme(kept.theme or settings.theme, (shipped_themes(), opening.places.themes))
    shown = panes(width, height, wanted_at_start(settings, kept))
    if not shown.editor or height <= shown.top + 1:
        return ""
    left, column = text_column(shown.editor, settings.text_width, EDITOR_MARGINS)
    body = post.parts.body_row
    texts = post.text.split("\n")
    left_off = opening.left_off or LeftOff(first_words(post))
    sections = _in_sight(texts, left_off.top, column, height - 1 - shown.top)
    if not _shows(sections, min(left_off.cursor, (len(texts) - 1, len(texts[-1])))):
        return ""  # the editor would scroll to the cursor
    ground = (
        (shown.sidebar, colours.role("sidebar.background")),
        (shown.editor, colours.role("background")),
        (shown.preview, colours.role("page")),
    )
    bare = "".join(_look(role) + " " * cells for cells, role in ground)
    rows = [f"\x1b[{row};1H{bare}" for row in range(1, height)]
    status = _look(colours.role("status.background")) + " " * width
    first = shown.sidebar + left + 1
    written = [
        f"\x1b[{y};{first}H{_ink(colours, part.row < body)}{part.shown}"
        for y, part in enumerate(sections, shown.top + 1)
    ]
    return "".join([*rows, f"\x1b[{height};1H", status, *written, "\x1b[0m"])


class _Section(NamedTuple):
    """A row of the screen: the row of the text, the column where it starts, and the text that it shows."""

    row: int
    start: int
    shown: str
    after: tuple[int, int]
    """Row and column of the text at which the next row of the screen begins."""


def _in_sight(texts: Sequence[str], top: tuple[int, int], width: int, height: int) -> list[_Section]:
    """Return the screen rows from a position on; if the post ends before `height` rows, its last rows."""
    first = min(top[0], len(texts) - 1)
    top = first, top[1]
    found: list[_Section] = []
    for row in range(first, len(texts)):
        start = top[1] if row == first else 0
        parts = _sections(texts[row][: start + MOST * width * height], row, width)
        found += [part for part in parts if part.after > (row, start)]
        if len(found) >= height:
            return found[:height]
    above = [part for part in _sections(texts[first], first, width) if part.after <= top]
    while first and len(above) + len(found) < height:
        first -= 1
        above[:0] = _sections(texts[first], first, width)
    return [*above, *found][-height:]


def _sections(text: str, row: int, width: int) -> Iterator[_Section]:
    """Yield the screen rows of a row of the text, with control characters made harmless."""
    text = text.removesuffix("\r")
    starts = [0, *breaks_of(text, width, TAB)]
    for start, end in pairwise([*starts, len(text)]):
        after = (row, end) if end < len(text) else (row + 1, 0)
        yield _Section(row, start, safe(text[start:end]).expandtabs(TAB).rstrip(), after)


def _shows(sections: Sequence[_Section], cursor: tuple[int, int]) -> bool:
    """Return whether the cursor is within the sections."""
    return bool(sections) and (sections[0].row, sections[0].start) <= cursor < sections[-1].after


def _ink(colours: Theme, in_header: bool) -> str:
    return _look(colours.role("background", "text", *["frontmatter"] * in_header))


def _look(style: RoleStyle) -> str:
    """Return the escape sequence for a style."""
    codes = [
        f"{kind};2;{int(colour[1:3], 16)};{int(colour[3:5], 16)};{int(colour[5:], 16)}"
        for kind, colour in ((38, style.fg), (48, style.bg))
        if colour
    ]
    return f"\x1b[{';'.join(codes)}m"
