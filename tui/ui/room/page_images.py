"""Finds the images and the broken links of the page, in a thread, when the writer pauses."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tui.desk.desk import Desk
from tui.markup.page import Page
from tui.session.ports import Jobs, Timer
from tui.ui.anchors import Anchors
from tui.ui.pictures import ImageFinder, can_read_pictures
from tui.ui.theme import Theme
from tui.ui.widgets.preview import Preview

LOOK_AFTER = 0.3
"""Seconds after the last change until images and links are looked for."""


class PageImages:
    """Finds the images and broken links of the page that is shown; results for older pages are dropped."""

    def __init__(
        self, desk: Desk, preview: Preview, anchors: Anchors, colours: Callable[[], Theme], jobs: Jobs
    ) -> None:
        self._desk = desk
        self._preview = preview
        self._anchors = anchors
        self._colours = colours
        self._jobs = jobs
        self._finder = ImageFinder()
        self._timer: Timer | None = None
        self._shown: tuple[Path, Page] | None = None
        self._looks = 0

    def show(self, post: Path, page: Page) -> None:
        """Look for the images of a page that was just shown."""
        if self._shown is None or page is not self._shown[1]:
            self._shown = post, page
            self.look_soon()

    def forget(self) -> None:
        """Show no images, because another post is opened."""
        self._preview.know_images(frozenset(), {})
        self._preview.know_broken(frozenset())

    def look_soon(self) -> None:
        """Look for the images again in the next pause, because files may have changed."""
        if self._timer is None:
            self._timer = self._jobs.after(LOOK_AFTER, self._begin)
        else:
            self._timer.reset()

    def _begin(self) -> None:
        self._timer = None
        if self._shown is not None:
            self._looks += 1
            self._jobs.start(partial(self._look, *self._shown, self._looks), "images", "look for images")

    async def _look(self, post: Path, page: Page, number: int) -> None:
        colours = self._colours()
        is_wanted = self._desk.settings.images and not colours.ansi and can_read_pictures()
        ground = colours.role("page").bg if is_wanted else ""
        images = await asyncio.to_thread(self._finder.find, page, post, self._desk.site, ground)
        broken = await asyncio.to_thread(self._anchors.broken, page)
        if number == self._looks and self._shown is not None and post == self._shown[0]:
            self._preview.know_images(images.missing, images.pictures)
            self._preview.know_broken(broken)
