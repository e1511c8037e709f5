"""The images of the page that is shown: finds those without a file, and reads the others.

The disk may be slow and an image large, so all of this runs in a thread. Results are kept as long as the
block and the file are the same.
"""

import importlib.util
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui.blog.images import image_file, is_local
from tui.blog.site import Site
from tui.markup.page import Page
from tui.markup.tree import Block
from tui.paint.images import image_addresses, lone_image
from tui.paint.picture import MOST_COLUMNS, MOST_ROWS, Picture

MOST_PIXELS = 40_000_000
"""The most pixels of an image that is shown; for a larger one its words are shown."""

_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, struct.error)
"""The errors that Pillow's readers (13.0) raise for a file that is cut short or damaged."""


@dataclass(frozen=True, slots=True)
class Images:
    """The images of a page by their addresses: those without a file, and the pictures that were read."""

    missing: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


class ImageFinder:
    """Finds the images of a page, and reuses what it found in the page before."""

    def __init__(self) -> None:
        self._addresses: dict[int, tuple[Block, frozenset[str], str]] = {}
        self._read: dict[tuple[Path, int, int, str], Picture | None] = {}

    def find(self, page: Page, post: Path, site: Site, ground: str) -> Images:
        """Find the images of a page, and read them from disk.

        `ground` is the colour behind transparent parts, as `#RRGGBB`; if it is "", no image is read.
        """
        found = [self._addresses_in(block) for block in page.blocks]
        self._addresses = {id(block): known for block, known in zip(page.blocks, found, strict=True)}
        alone = {address for _, _, address in found}
        missing: set[str] = set()
        pictures: dict[str, Picture] = {}
        read, self._read = self._read, {}
        for address in filter(is_local, {url for _, urls, _ in found for url in urls}):
            path = image_file(address, post, site)
            if path is None:
                missing.add(address)
            elif ground and address in alone:
                key = *(path, *_stamp(path)), ground
                picture = self._read[key] = read[key] if key in read else read_picture(path, ground)
                if picture is not None:
                    pictures[address] = picture
        return Images(frozenset(missing), pictures)

    def _addresses_in(self, block: Block) -> tuple[Block, frozenset[str], str]:
        known = self._addresses.get(id(block))
        if known is not None and known[0] is block:
            return known
        image = lone_image(block)
        return block, image_addresses(block), image.url if image else ""


def can_read_pictures() -> bool:
    """Tell whether the optional library that reads images is installed."""
    return importlib.util.find_spec("PIL") is not None


def read_picture(path: Path, ground: str) -> Picture | None:
    """Return an image file as a picture on a background colour; None if it is unreadable or too large."""
    from PIL import Image  # an optional extra, and a third of a start-up's imports

    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            size = image.size
            image.draft("RGB", (MOST_COLUMNS * 2, MOST_ROWS * 4))
            small = image.convert("RGBA")
        small.thumbnail((MOST_COLUMNS, MOST_ROWS * 2))
    except (*_UNREADABLE, Image.DecompressionBombError):
        return None
    paper = Image.new("RGBA", (small.width, small.height + small.height % 2), ground)
    paper.alpha_composite(small)
    data = paper.convert("RGB").tobytes()
    pixels = [f"#{data[at : at + 3].hex()}" for at in range(0, len(data), 3)]
    width = paper.width
    return Picture(tuple(tuple(pixels[at : at + width]) for at in range(0, len(pixels), width)), size)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
