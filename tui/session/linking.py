"""Makes links and entities: from a list, or by pasting an address over selected words.

Reading the links of older posts takes a moment. The list opens at once and adds those links once they are
read.
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
from tui.files.side_bank import Banked
from tui.library.entry import Entry
from tui.library.search import match
from tui.prose.entities import Entity, search_entities
from tui.prose.links.addresses import bare, host_of, is_url
from tui.session.asking import Pick, Picking, ShownList
from tui.session.hint import Hint
from tui.session.offers import Offers
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Say, View

MOST = 30
"""Links of one kind that are listed at once."""

GROUPS = {"bank": "bank", "past": "older links", "post": "your posts"}


class _Closed(Exception):
    """Raised to stop reading older posts when the list was closed; the links read so far are kept."""


class Linking:
    """Links and entities in the open post."""

    def __init__(self, post: OpenPost, offers: Offers, ask: Ask, say: Say, view: View) -> None:
        desk = post.desk
        self._post = post
        self._desk = desk
        self._text = post.text
        self._offers = offers
        self._ask = ask
        self._say = say
        self._view = view
        self._reading: asyncio.Task[None] | None = None
        self._blog = BlogLinks(desk.site, desk.places.state, desk.settings.link_attributes)

    # --- picking

    async def choose(self) -> None:
        """Ask for a link, and make the selected words lead there; with no selection, insert the link."""
        draft = self._post.writable()
        if draft is None:
            return
        start, end = sorted(self._text.selection)
        words = self._text.get_text_range(start, end)
        if problem := self._problem(draft, start, end, words):
            self._say.tell(problem)
            return
        revision, entries, side = self._post.revision, self._desk.blog.entries(), self._blog.side.read()
        said = " ".join(words.split())
        picking = Picking(
            partial(self._picks, draft, entries, side),
            f"link “{said[:40]}” to" if said else "a link: words, a host, an address",
            aside="" if said else "bank, older links, posts",
            on_show=partial(self._read_past_soon, entries),
        )
        picked = await self._ask.now(picking)
        if not isinstance(picked, Choice):
            return
        now = self._post.draft
        if self._post.revision != revision or now is None:
            self._say.tell("the text changed meanwhile; press the key again")
            return
        try:
            self._link(now, start, end, picked)
        except DraftroomError as error:
            self._say.error(error)

    def _problem(self, draft: Draft, start: Position, end: Position, words: str) -> str:
        """Return why the range cannot become a link, "" if it can."""
        if start[0] < draft.page.first_row:
            return "links go into the text, below the header"
        if not words.strip():
            return ""
        pasted = links.paste(draft, start, end, "https://a.example/", links.Manner())
        return "these words cannot be a link" if pasted and pasted.offered else ""

    def _read_past_soon(self, entries: Sequence[Entry], shown: ShownList) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_past(entries, shown))

    async def _read_past(self, entries: Sequence[Entry], shown: ShownList) -> None:
        """Read the links of older posts while a list is shown, then add them to it."""

        def progress(_done: int) -> None:
            if not shown.is_attached:
                raise _Closed

        with suppress(_Closed):
            await asyncio.to_thread(self._blog.read_past, entries, progress)
            if shown.is_attached:
                shown.list_anew()

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
        """Make the link and tick its entry in the bank, in one step. Raises BlogError, PostError."""
        manner = self._blog.manner(draft.page.dialect, self._desk.blog.entries())
        self._do(draft, links.link_edit(draft, self._desk.site, start, end, choice, manner))

    def _do(self, draft: Draft, edit: Edit) -> None:
        """Apply an edit that makes a link, tick used entries of the bank, and go behind the link."""
        after = edited(draft, [edit], self._desk.site)
        # ticks are only added, so entries that the writer ticked by hand stay ticked
        ticked = [tick for tick in links.ticks(after) if "x" in tick.text]
        self._post.change((edit, *ticked))
        row, column = edit.new_end
        above = [tick for tick in ticked if tick.start[0] == row and tick.start[1] < column]
        column += sum(len(tick.text) - len(tick.removed) for tick in above)
        self._view.focus_text()
        self._text.move_cursor((row, column))

    # --- pasting

    def paste(self, text: str) -> bool:
        """Paste an address and return whether the text was one.

        Over selected words it becomes their link. Elsewhere it is inserted, with an offer to move it to the
        bank.
        """
        draft = self._post.draft
        if draft is None:
            return False
        start, end = sorted(self._text.selection)
        manner = self._blog.manner(draft.page.dialect, self._desk.blog.entries())
        pasted = links.paste(draft, start, end, text, manner)
        if pasted is None:
            return False
        if not pasted.offered:
            self._do(draft, pasted.edit)
            return True
        self._post.change((pasted.edit,))
        self._text.move_cursor(pasted.edit.new_end)
        bank = links.bank_of(draft)
        if bank is None or not bank.row <= start[0] < bank.end:
            hint = Hint(f"pasted {bare(pasted.offered)}", (("text.escape", "move it to the bank"),))
            self._offers.make_here(hint, lambda: self._bank(pasted.edit, pasted.offered))
        return True

    def _bank(self, typed: Edit, url: str) -> None:
        """Move a pasted address from the text into the bank, as one step. Raises DraftroomError."""
        draft, back = self._post.draft, typed.inverted()
        if draft is None:
            return
        without = edited(draft, [back], self._desk.site)
        found = links.bank_of(without)
        known = found is not None and found.has(url)
        adding = links.bank(without, self._blog.side, url, "", datetime.now().astimezone())
        self._post.change((back, adding) if adding else (back,))
        self._text.move_cursor(back.new_end)
        where = "this blog's side list: the post has no bank" if found is None else "the bank of this post"
        self._say.tell(f"{bare(url)} is in {where}{' already' if known else ''}")

    # --- entities

    async def choose_entity(self) -> None:
        """Ask for a character, and insert its entity, named or numeric as the blog's posts write them."""
        draft = self._post.writable()
        if draft is None:
            return
        named = self._blog.names_entities(draft.page.dialect, self._desk.blog.entries())
        picked = await self._ask.now(Picking(entity_picks, "an entity: its name, or the sign itself"))
        if isinstance(picked, Entity) and self._post.writable() is not None:
            text = f"&{picked.name};" if named and picked.name else picked.numeric
            start, end = sorted(self._text.selection)
            edit = Edit(start, end, text, self._text.get_text_range(start, end))
            self._post.change((edit,))
            self._view.focus_text()
            self._text.move_cursor(edit.new_end)


def entity_picks(typed: str) -> list[Pick]:
    """Return rows for the entities that match: the character, its name, and the ways to write it."""
    return [
        Pick(
            f"{each.character if each.character.strip() else ' '}   {each.words}",
            each,
            side=f"&{each.name};   {each.numeric}" if each.name else each.numeric,
        )
        for each in search_entities(typed)
    ]
