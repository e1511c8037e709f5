"""The page: which post it shows, what a click on it does, and the note on the link under the mouse."""

from pathlib import Path

from tui.blog.config import text_option
from tui.blog.site import Site
from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.markup.page import Page
from tui.paint.cells import clip
from tui.safe import safe_line
from tui.session.ports import Say, View
from tui.ui.anchors import Anchors, note_text
from tui.ui.pagehead import page_head
from tui.ui.room.following import Following
from tui.ui.room.page_images import PageImages
from tui.ui.room.status_words import link_at, link_note
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.preview import Preview

_WIDEST_TITLE, _WIDEST_NOTE = 60, 72


class PageView:
    """Shows the page of the open post, or of the post that is selected in the sidebar."""

    def __init__(
        self,
        desk: Desk,
        editor: Editor,
        preview: Preview,
        images: PageImages,
        anchors: Anchors,
        say: Say,
        view: View,
    ) -> None:
        self.shown_post: Path | None = None
        """The draft whose page is shown."""

        self.following = Following(editor, preview, lambda: self.is_of_open_post)
        self._desk = desk
        self._editor = editor
        self._preview = preview
        self._images = images
        self._anchors = anchors
        self._say = say
        self._view = view
        self._page: Page | None = None
        self._note = ""
        """The note on the link or abbreviation under the mouse."""

    @property
    def is_of_open_post(self) -> bool:
        """Whether the page belongs to the post in the editor."""
        return self._desk.draft is not None and self.shown_post == self._desk.draft.path

    def show(self, draft: Draft) -> None:
        """Show the page of a draft; if the draft is in the editor, at the cursor."""
        if draft.path != self.shown_post:
            self._images.forget()
            self._preview.home = _home(self._desk.site)
            self._preview.start_anew()
        self.shown_post = draft.path
        self._preview.show(draft.page, page_head(draft), self.following.follow())
        self._page = draft.page
        self._images.show(draft.path, draft.page)

    # --- the mouse

    def go_to(self, row: int, column: int, focus: bool = True) -> None:
        """Move the cursor to a place in the text that was picked on the page."""
        document = self._editor.document
        row = min(row, document.line_count - 1)  # rows may have been deleted since the page was painted
        if focus:
            self._view.focus_text()
        self._editor.move_cursor((row, min(column, len(document[row]))), center=True)

    def clicked(self, message: Preview.Clicked) -> None:
        """Move the cursor to the clicked letter."""
        if self.is_of_open_post:
            self.go_to(message.row, message.column)

    def followed(self, message: Preview.Followed) -> None:
        """Go to the target of a link within the page."""
        page = self._page
        place = self._anchors.place(page, message.address) if page else None
        if place is None:
            self._say.tell(f"there is no {safe_line(message.address)} on this page")
        elif self.is_of_open_post:
            self.go_to(
                *place, focus=self._editor.display
            )  # without a text beside it, the page keeps the keyboard
        else:
            self._preview.show_source(place[0], 0.0, 0.0)

    def pointed(self, message: Preview.Pointed) -> None:
        """Note which link or abbreviation is under the mouse."""
        title = clip(safe_line(message.title), _WIDEST_TITLE)
        link = link_note(message.url, message.opens_tab) if message.url else ""
        if message.url[:1] == "#" and self._page is not None:
            link = self._note_of_place(self._page, message.url) or link
        self._note = ", ".join(filter(None, (title, link)))
        self._view.status_changed()

    def copy(self) -> None:
        """Copy the words that are selected on the page."""
        words = self._preview.marked_words
        if words:
            self._preview.app.copy_to_clipboard(words)
            self._say.tell("copied")
        else:
            self._say.tell("mark words on the page with the mouse first")

    # --- links

    def link_note(self) -> str:
        """Return the note on the link under the mouse, or otherwise on the link at the cursor."""
        if self._note or not self._editor.has_focus:
            return self._note
        row, column = self._editor.cursor_location
        return link_at(self._editor.document[row], column)

    def _note_of_place(self, page: Page, address: str) -> str:
        """Return the note on a link to another place of the page."""
        note = note_text(page, address)
        if note:
            return clip(safe_line(note), _WIDEST_NOTE)
        if self._anchors.place(page, address) is None:
            known = page.dialect.heading_identifiers
            return f"{link_note(address, False)}, no such heading" if known else ""
        if address.startswith("#fnref:"):
            return "click to go back"
        click = (
            "double-click" if self._editor.display else "Ctrl+click"
        )  # a click alone leaves the page there
        return f"{link_note(address, False)}, {click} to go there"


def _home(site: Site) -> str:
    """Return the address of a site from its configuration (Jekyll, Hugo, Pelican), "" without one."""
    return next(filter(None, (text_option(site.options, name) for name in ("url", "baseurl", "SITEURL"))), "")
