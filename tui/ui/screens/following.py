"""Text and page keep together: the page follows the cursor, and either follows the other's scrolling.

The thing one would get wrong: the text also scrolls because its cursor moved. Then the page follows the
cursor, not the scrolling, or it would jump at every row that is typed at the bottom of the screen.
"""

from bisect import bisect_right
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from tui.blog.config import text_option
from tui.blog.site import Site
from tui.desk.drafts import Draft
from tui.markup.page import Page
from tui.paint.cells import clip
from tui.safe import safe_line
from tui.ui.anchors import Anchors, note_text
from tui.ui.dialogs.picker import Picker
from tui.ui.layout import PaneName
from tui.ui.pagehead import page_head
from tui.ui.picks import heading_picks, headings
from tui.ui.pictures import ImageFinder, Images, can_read_pictures
from tui.ui.report import tell
from tui.ui.screens.looking_back import LookingBackScreen
from tui.ui.statusline import link_at, link_note
from tui.ui.textual_internals.keyqueue import ASKING
from tui.ui.widgets.preview import Preview

IMAGES_AFTER = 0.3
"""Seconds after the last key until the images of the page are looked for."""

_WIDEST_TITLE, _WIDEST_NOTE = 60, 72


class ImagesFound(Message):
    """The images of a post's page were looked for, and its links that lead nowhere."""

    def __init__(self, post: Path, images: Images, broken: frozenset[str]) -> None:
        super().__init__()
        self.post = post
        self.images = images
        self.broken = broken


class FollowingScreen(LookingBackScreen):
    """A screen with a text and its page."""

    preview: Preview
    shown_post: Path | None = None
    """Whose page is shown: that of the open post, or of one that the sidebar points at."""

    _followed = (0, 0)
    """Where the cursor was when the page followed it last."""

    _scrolling = False
    _pointed = ""
    """What there is to say of the link or abbreviation under the mouse."""

    _page: Page | None = None
    _image_timer: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self._image_finder = ImageFinder()
        self._anchors = Anchors()

    def focus_pane(self, name: PaneName) -> None:
        """Give a pane the keyboard."""
        raise NotImplementedError

    def watch_scrolling(self) -> None:
        """Let either pane follow when the other one is scrolled, from now on."""
        self.app.animation_level = "none"  # text that glides is hard to read, and long to send
        self.watch(self.editor, "scroll_y", self._text_scrolled, init=False)
        self.watch(self.preview, "scroll_y", self._page_scrolled, init=False)

    @property
    def shows_draft(self) -> bool:
        """Whether the page is that of the post in the editor."""
        return self.desk.draft is not None and self.shown_post == self.desk.draft.path

    def show_page(self, draft: Draft) -> None:
        """Show the page of a draft, at the cursor where it is the one in the editor."""
        if draft.path != self.shown_post:
            self.preview.know_images(frozenset(), {})
            self.preview.know_broken(frozenset())
            self.preview.home = _home(self.desk.site)
            self.preview.start_anew()
        self.shown_post = draft.path
        self.preview.show(draft.page, page_head(draft))
        self.follow_cursor()
        if draft.page is not self._page:
            self._page = draft.page
            self._find_images_soon()

    def follow_cursor(self) -> None:
        """Let the page follow the cursor."""
        if self.shows_draft:
            self._followed = row, column = self.editor.cursor_location
            length = len(self.editor.document[row])
            self.preview.follow(row, column / length if length else 0.0)

    def _text_scrolled(self) -> None:
        """Let the page go where the text was scrolled, when it was not the cursor that took it there."""
        editor = self.editor
        if self._scrolling or not self.shows_draft or editor.cursor_location != self._followed:
            return
        down = editor.scroll_offset.y / editor.max_scroll_y if editor.max_scroll_y else 0.0
        place = editor.wrapped.row_at(editor.scroll_offset.y + round(down * (editor.size.height - 1)))
        row, section = place or (editor.document.line_count - 1, 0)
        part = section / (len(editor.wrapped.get_offsets(row)) + 1) if place else 1.0
        self.preview.show_source(row, part, down)

    def _page_scrolled(self) -> None:
        """Let the text go where the page was scrolled; the cursor stays."""
        editor = self.editor
        if not self.shows_draft or not editor.display:
            return
        row, part, down = self.preview.source_in_sight()
        row = min(row, editor.document.line_count - 1)
        height = editor.size.height
        editor.wrapped.look_around(row, height, height)
        sections = len(editor.wrapped.get_offsets(row)) + 1
        y = editor.wrapped.top_of(row) + min(sections - 1, int(part * sections))
        self._scrolling = True
        try:
            editor.scroll_to(y=y - round(down * (height - 1)), animate=False, immediate=True)
        finally:
            self._scrolling = False

    # --- the mouse on the page

    @on(Preview.Clicked)
    def _page_clicked(self, message: Preview.Clicked) -> None:
        if self.shows_draft:
            self._write_at(message.row, message.column)

    def _write_at(self, row: int, column: int, focus: bool = True) -> None:
        document = self.editor.document
        row = min(row, document.line_count - 1)  # rows may be gone since the page was painted
        if focus:
            self.focus_pane("editor")
        self.editor.move_cursor((row, min(column, len(document[row]))), center=True)

    @on(Preview.Followed)
    def _page_followed(self, message: Preview.Followed) -> None:
        page = self._page
        place = self._anchors.place(page, message.address) if page else None
        if place is None:
            tell(self.app, f"there is no {safe_line(message.address)} on this page")
        elif self.shows_draft:
            self._write_at(*place, focus=self.editor.display)  # beside no text, one goes on reading
        else:
            self.preview.show_source(place[0], 0.0, 0.0)

    def action_page_copy(self) -> None:
        """Copy the words that are marked on the page."""
        words = self.preview.marked_words
        if words:
            self.app.copy_to_clipboard(words)
            tell(self.app, "copied")
        else:
            tell(self.app, "mark words on the page with the mouse first")

    @on(Preview.Pointed)
    def _link_pointed(self, message: Preview.Pointed) -> None:
        title = clip(safe_line(message.title), _WIDEST_TITLE)
        link = link_note(message.url, message.opens_tab) if message.url else ""
        if message.url[:1] == "#" and self._page is not None:
            link = self._place_note(self._page, message.url) or link
        self._pointed = ", ".join(filter(None, (title, link)))
        self.show_status()

    def _place_note(self, page: Page, address: str) -> str:
        """Return what there is to say of a link to another place of the page."""
        note = note_text(page, address)
        if note:
            return clip(safe_line(note), _WIDEST_NOTE)
        if self._anchors.place(page, address) is None:
            known = page.dialect.heading_identifiers
            return f"{link_note(address, False)}, no such heading" if known else ""
        if address.startswith("#fnref:"):
            return "click to go back"
        click = "double-click" if self.editor.display else "Ctrl+click"  # a click alone leaves the page there
        return f"{link_note(address, False)}, {click} to go there"

    def show_status(self) -> None:
        """Show what there is to say in the status line."""
        raise NotImplementedError

    def link_note(self) -> str:
        """Return what there is to say of the link under the mouse, else of the one that the cursor is on."""
        if self._pointed or not self.editor.has_focus:
            return self._pointed
        row, column = self.editor.cursor_location
        return link_at(self.editor.document[row], column)

    # --- images

    def look_outside(self) -> None:
        """Find out what other programs did to the open post, and to the images of the page."""
        super().look_outside()
        self._find_images_soon()

    def _find_images_soon(self) -> None:
        if self._image_timer is None:
            self._image_timer = self.set_timer(IMAGES_AFTER, self._find_images)
        else:
            self._image_timer.reset()

    def _find_images(self) -> None:
        self._image_timer = None
        if self._page is not None and self.shown_post is not None:
            wanted = self.desk.settings.images and not self.colours.ansi and can_read_pictures()
            ground = self.colours.role("page").bg if wanted else ""
            self._look_for_images(self._page, self.shown_post, self.desk.site, ground)

    @work(thread=True, exclusive=True, group="images", description="look for images")
    def _look_for_images(self, page: Page, post: Path, site: Site, ground: str) -> None:
        images = self._image_finder.find(page, post, site, ground)
        broken = self._anchors.broken(page)
        self.post_message(ImagesFound(post, images, broken))

    @on(ImagesFound)
    def _images_found(self, message: ImagesFound) -> None:
        if message.post == self.shown_post:
            self.preview.know_images(message.images.missing, message.images.pictures)
            self.preview.know_broken(message.broken)

    # --- headings

    @work(group=ASKING)
    async def action_text_heading(self) -> None:
        """Pick a heading of the open post, and go there."""
        self.flush()
        page = self.desk.draft.page if self.desk.draft else None
        rows = [row for row, _ in headings(page)] if page else []
        if page is None or not rows:
            tell(self.app, "this post has no headings" if page else "no post is open")
            return
        here = bisect_right(rows, self.editor.cursor_location[0]) - 1
        picked = await self.app.push_screen_wait(
            Picker(self.colours, lambda typed: heading_picks(page, typed), "go to a heading", at=max(0, here))
        )
        if isinstance(picked, int):
            self.focus_pane("editor")
            self.editor.move_cursor((picked, 0), center=True)


def _home(site: Site) -> str:
    """Return the address that a site's configuration gives it (Jekyll, Hugo, Pelican), else nothing."""
    return next(filter(None, (text_option(site.options, name) for name in ("url", "baseurl", "SITEURL"))), "")
