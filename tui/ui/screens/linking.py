"""Links and entities on the screen: picked by Ctrl+L, made by pasting an address over words.

The one thing you would get wrong: links of older posts take a moment to read. The list is there at once,
without them where they were never read, and takes them in while one types.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from tui.desk import links
from tui.desk.blog_links import BlogLinks
from tui.desk.drafts import Draft, edited
from tui.desk.links import Choice
from tui.edits import Edit, Position
from tui.errors import DraftroomError
from tui.files.bank import Banked
from tui.library.index import Entry
from tui.library.search import match
from tui.prose.entities import Entity, search_entities
from tui.prose.links.addresses import bare, host_of, is_url
from tui.ui.dialogs.picker import Pick, Picker
from tui.ui.hint import Hint
from tui.ui.report import show_error, tell
from tui.ui.screens.hinting import HintingScreen

MOST = 30
"""Links of one kind that are listed at once."""

GROUPS = {"bank": "bank", "past": "older links", "post": "your posts"}


class _Closed(Exception):
    """The list is no longer shown; what was read so far is kept."""


class Linking:
    """Links and entities in the open post of a screen."""

    def __init__(self, screen: HintingScreen) -> None:
        self._screen = screen
        desk = screen.desk
        self._reading: asyncio.Task[None] | None = None
        self._blog = BlogLinks(desk.site, desk.places.state, desk.settings.link_attributes)

    # --- Ctrl+L

    async def choose(self) -> None:
        """Pick where the selected words lead, or a link to put down."""
        screen = self._screen
        draft = screen.desk.draft if screen.can_change() else None
        if draft is None:
            return
        start, end = sorted(screen.editor.selection)
        words = screen.editor.get_text_range(start, end)
        if problem := self._problem(draft, start, end, words):
            tell(screen.app, problem)
            return
        revision, entries, side = screen.revision, screen.desk.blog.entries(), self._blog.side.read()
        said = " ".join(words.split())
        picker = Picker(
            screen.colours,
            partial(self._picks, draft, entries, side),
            f"link “{said[:40]}” to" if said else "a link: words, a host, an address",
            aside="" if said else "bank, older links, posts",
        )
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_past(picker, entries))
        picked = await screen.app.push_screen_wait(picker)
        if not isinstance(picked, Choice):
            return
        if screen.revision != revision or screen.desk.draft is None:
            tell(screen.app, "the text changed meanwhile; press the key again")
            return
        try:
            self._link(screen.desk.draft, start, end, picked)
        except DraftroomError as error:
            show_error(screen.app, error)

    def _problem(self, draft: Draft, start: Position, end: Position, words: str) -> str:
        """Return why no link can be made there, "" where one can."""
        if start[0] < draft.page.first_row:
            return "links go into the text, below the header"
        if not words.strip():
            return ""
        pasted = links.paste(draft, start, end, "https://a.example/", links.Manner())
        return "these words cannot be a link" if pasted and pasted.offered else ""

    async def _read_past(self, picker: Picker, entries: Sequence[Entry]) -> None:
        """Read the links of posts while the list is shown, and list them too."""

        def progress(_done: int) -> None:
            if not picker.is_attached:
                raise _Closed

        with suppress(_Closed):
            await asyncio.to_thread(self._blog.read_past, entries, progress)
            if picker.is_attached:
                picker.list_anew()

    def _picks(
        self, draft: Draft, entries: Sequence[Entry], side: Sequence[Banked], typed: str
    ) -> Sequence[Pick]:
        found = links.choices(draft, side, self._blog.past, entries, typed, MOST)
        picks = [self._pick(choice, typed) for choice in found]
        url = typed.strip()
        if is_url(url):
            picks.insert(0, Pick(bare(url), Choice("past", url, bare(url), "typed"), "typed"))
        return picks

    def _pick(self, choice: Choice, typed: str) -> Pick:
        fit = match(choice.words, typed)
        ranges = fit.ranges if fit else ()
        if choice.kind == "bank":
            host = host_of(choice.url)
            side = "" if choice.words == bare(choice.url) else host
            return Pick(choice.words, choice, GROUPS["bank"], side, ranges, choice.used)
        side = f"{choice.detail}, used here" if choice.used else choice.detail
        return Pick(choice.words, choice, GROUPS[choice.kind], side, ranges)

    def _link(self, draft: Draft, start: Position, end: Position, choice: Choice) -> None:
        """Make the link, and tick its entry in the bank as part of it. Raises BlogError, PostError."""
        desk = self._screen.desk
        manner = self._blog.manner(draft.page.dialect, desk.blog.entries())
        self._do(draft, links.link_edit(draft, desk.site, start, end, choice, manner))

    def _do(self, draft: Draft, edit: Edit) -> None:
        """Do an edit that makes a link, with the ticks that follow from it; the cursor goes behind it."""
        screen = self._screen
        after = edited(draft, [edit], screen.desk.site)
        # what the writer ticked by hand stays ticked
        ticked = [tick for tick in links.ticks(after) if "x" in tick.text]
        screen.change((edit, *ticked))
        row, column = edit.new_end
        above = [tick for tick in ticked if tick.start[0] == row and tick.start[1] < column]
        column += sum(len(tick.text) - len(tick.removed) for tick in above)
        screen.focus_pane("editor")
        screen.editor.move_cursor((row, column))

    # --- pasting

    def paste(self, text: str) -> bool:
        """Paste an address: over words it is their link, elsewhere it is typed and may go to the bank."""
        screen = self._screen
        screen.flush()
        draft = screen.desk.draft
        if draft is None:
            return False
        start, end = sorted(screen.editor.selection)
        manner = self._blog.manner(draft.page.dialect, screen.desk.blog.entries())
        pasted = links.paste(draft, start, end, text, manner)
        if pasted is None:
            return False
        if not pasted.offered:
            self._do(draft, pasted.edit)
            return True
        screen.change((pasted.edit,))
        screen.editor.move_cursor(pasted.edit.new_end)
        bank = links.bank_of(draft)
        if bank is None or not bank.row <= start[0] < bank.end:
            hint = Hint(f"pasted {bare(pasted.offered)}", (("text.escape", "move it to the bank"),))
            screen.suggest_here(hint, lambda: self._bank(pasted.edit, pasted.offered))
        return True

    def _bank(self, typed: Edit, url: str) -> None:
        """Move an address from where it was pasted into the bank, as one step. Raises DraftroomError."""
        screen, back = self._screen, typed.inverted()
        if screen.desk.draft is None:
            return
        without = edited(screen.desk.draft, [back], screen.desk.site)
        found = links.bank_of(without)
        known = found is not None and found.has(url)
        adding = links.bank(without, self._blog.side, url, "", datetime.now().astimezone())
        screen.change((back, adding) if adding else (back,))
        screen.editor.move_cursor(back.new_end)
        where = "this blog's side list: the post has no bank" if found is None else "the bank of this post"
        tell(screen.app, f"{bare(url)} is in {where}{' already' if known else ''}")

    # --- entities

    async def choose_entity(self) -> None:
        """Pick a character, and put it down as the blog writes such."""
        screen = self._screen
        draft = screen.desk.draft if screen.can_change() else None
        if draft is None:
            return
        named = self._blog.names_entities(draft.page.dialect, screen.desk.blog.entries())
        picker = Picker(screen.colours, entity_picks, "an entity: its name, or the sign itself")
        picked = await screen.app.push_screen_wait(picker)
        if isinstance(picked, Entity) and screen.can_change():
            text = f"&{picked.name};" if named and picked.name else picked.numeric
            start, end = sorted(screen.editor.selection)
            edit = Edit(start, end, text, screen.editor.get_text_range(start, end))
            screen.change((edit,))
            screen.focus_pane("editor")
            screen.editor.move_cursor(edit.new_end)


def entity_picks(typed: str) -> list[Pick]:
    """Return the entities that fit: sign, what it is called, and the ways to write it."""
    return [
        Pick(
            f"{each.character if each.character.strip() else ' '}   {each.words}",
            each,
            side=f"&{each.name};   {each.numeric}" if each.name else each.numeric,
        )
        for each in search_entities(typed)
    ]
