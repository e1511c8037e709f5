"""The first screenful of the post, painted before there is an app: whoever starts draftroom reads at once.

The app paints the same words at the same places over it, a moment later. Nothing may be imported here that
brings the screen library along, which takes longer than all of this.
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
"""Characters for each cell that are looked at: where a row of the screen ends hangs on no more."""


def paint(opening: Opening) -> None:
    """Paint the post that the app will show, where it is plain how it will look.

    Do nothing where anything is in the way: the app says what.
    """
    try:
        if opening.post is not None and is_for_pictures():
            picture = _picture(opening.post, opening)
            if picture:
                take(picture)
    except (DraftroomError, OSError, ValueError, termios.error):
        give_back()


def _picture(post: Post, opening: Opening) -> str:
    """Return what paints the first screenful, where the editor will paint it too; "" where it will not.

    Raises DraftroomError for a theme that cannot be read, ValueError for a theme whose colours are the
    terminal's own.
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
        return ""  # the editor scrolls to where the cursor is
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
    """A row of the screen: what of a row of the text it shows."""

    row: int
    start: int
    shown: str
    after: tuple[int, int]
    """Where the next row of the screen begins."""


def _in_sight(texts: Sequence[str], top: tuple[int, int], width: int, height: int) -> list[_Section]:
    """Return the rows of the screen from a position on, but its last ones where the post ends before it."""
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
    """Yield how a row of the text is shown, harmless."""
    text = text.removesuffix("\r")
    starts = [0, *breaks_of(text, width, TAB)]
    for start, end in pairwise([*starts, len(text)]):
        after = (row, end) if end < len(text) else (row + 1, 0)
        yield _Section(row, start, safe(text[start:end]).expandtabs(TAB).rstrip(), after)


def _shows(sections: Sequence[_Section], cursor: tuple[int, int]) -> bool:
    """Whether the cursor is in sight."""
    return bool(sections) and (sections[0].row, sections[0].start) <= cursor < sections[-1].after


def _ink(colours: Theme, in_header: bool) -> str:
    return _look(colours.role("background", "text", *["frontmatter"] * in_header))


def _look(style: RoleStyle) -> str:
    """Return what makes the terminal write in a style."""
    codes = [
        f"{kind};2;{int(colour[1:3], 16)};{int(colour[3:5], 16)};{int(colour[5:], 16)}"
        for kind, colour in ((38, style.fg), (48, style.bg))
        if colour
    ]
    return f"\x1b[{';'.join(codes)}m"
