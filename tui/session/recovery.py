"""Unsaved text of earlier runs: found at the start, offered to the writer in a pause, and restored."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tui.compare.merge import Choice, Conflict, Piece, edits_between, merge, resolved
from tui.desk.drafts import Draft
from tui.desk.recovery import Unsaved, text_on_disk
from tui.errors import DraftroomError
from tui.session.asking import Comparison, Resolution
from tui.session.copying import save_copy
from tui.session.dates import moment
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Jobs, Say

RESTORE = ("r", "restore it")
LATER = ("k", "keep it for later")
DROP = ("d", "drop it")

BOTH_CHANGED = "both texts changed the same place"


class Recovery:
    """Finds unsaved text of earlier runs, and restores, drops or keeps it as the writer answers."""

    def __init__(self, post: OpenPost, ask: Ask, say: Say, jobs: Jobs) -> None:
        self.dropped: Callable[[Path], None] = lambda path: None
        """Called with the path of a post whose unsaved text was dropped."""

        self._post = post
        self._desk = post.desk
        self._ask = ask
        self._say = say
        self._jobs = jobs

    def begin(self) -> None:
        """Start a job that looks for unsaved text and offers it."""
        self._jobs.start(self._look, "journals", "looks for unsaved text")

    async def _look(self) -> None:
        found = await asyncio.to_thread(self._desk.find_unsaved)
        if found:
            self._jobs.start(partial(self._offer, found), "recovery", "offer unsaved text")

    async def _offer(self, found: Sequence[Unsaved]) -> None:
        """Ask about the newest unsaved text of each post of this blog, and tell the number of the others."""
        here = [unsaved for unsaved in found if unsaved.post.is_relative_to(self._desk.site.root)]
        newest = {unsaved.post: unsaved for unsaved in reversed(here)}
        for unsaved in newest.values():
            await self.ask_about(unsaved)
        others = len(found) - len(newest)
        if others:
            texts = "text was" if others == 1 else "texts were"
            self._say.tell(f"{others} more {texts} never saved; list them with: draftroom recover")

    async def ask_about(self, unsaved: Unsaved, live: bool = False) -> None:
        """Ask about one unsaved text.

        A `live` text is still open in another draftroom; it cannot be dropped.
        """

        async def compared() -> Comparison | None:
            disk = await asyncio.to_thread(text_on_disk, unsaved.post)  # it may have been saved meanwhile
            return None if disk == unsaved.text else _comparison(unsaved, disk, live)

        waits = f"{unsaved.post.name} has text that was never saved"
        answer = await self._ask.unasked(waits, compared, at_once=live)
        try:
            if answer == RESTORE[0]:
                await self._restore(unsaved)
            elif answer == DROP[0]:
                self._desk.safety.dismiss(unsaved)
                self.dropped(unsaved.post)
                self._say.tell("dropped; for 30 days it is still found by: draftroom recover")
        except DraftroomError as error:
            self._say.error(error)

    async def _restore(self, unsaved: Unsaved) -> None:
        """Open a post with its unsaved text, merged with what was typed in it since. Raises PostError."""
        self._post.flush()
        if all(draft.path != unsaved.post for draft in self._desk.drafts.unsaved()):
            self._post.show(self._desk.restore(unsaved))
            self._say.tell("restored; it is on disk once you save")
            return
        self._post.open(unsaved.post)
        merged = await self._merge_with_draft(unsaved)
        if merged is None:
            return
        draft, text = merged
        if self._post.text.text != draft.text:
            self._say.tell("you typed on meanwhile, so nothing was restored; it is offered again")
            return
        self._desk.saves.keep_both(draft, unsaved.text)
        self._post.change(edits_between(draft.text, text))
        self._desk.safety.restored(unsaved)
        self._say.tell("restored; it is on disk once you save")

    async def _merge_with_draft(self, unsaved: Unsaved) -> tuple[Draft, str] | None:
        """Return the open draft, and its text merged with the unsaved text; None if the writer cancels."""
        draft: Draft | None = None
        pieces: Sequence[Piece] = ()

        async def touching() -> Resolution | None:
            nonlocal draft, pieces
            front = self._post.draft
            draft = front if front is not None and front.path == unsaved.post else None
            if draft is None:
                return None
            pieces = await asyncio.to_thread(merge, draft.post.text, draft.text, unsaved.text)
            if not any(isinstance(piece, Conflict) for piece in pieces):
                return None
            return Resolution(BOTH_CHANGED, pieces, "here", "never saved")

        answer = await self._ask.unasked(BOTH_CHANGED, touching, at_once=True)
        if draft is None:
            return None
        if answer == "copy":
            save_copy(draft, self._desk.saves, self._say)
        is_resolved = isinstance(answer, tuple) or not any(isinstance(piece, Conflict) for piece in pieces)
        choices: tuple[Choice, ...] = answer if isinstance(answer, tuple) else ()
        return (draft, resolved(pieces, choices)) if is_resolved else None


def _comparison(unsaved: Unsaved, disk: str | None, live: bool) -> Comparison:
    """Return the question that compares unsaved text with its file; `disk` is None if the file is gone."""
    when, is_gone = moment(unsaved.sitting.last), disk is None
    return Comparison(
        "the other draftroom did not save this" if live else "this text was not saved",
        (unsaved.post.name, "the file is gone" if is_gone else f"typed {when}, and never saved"),
        "no file" if is_gone else "on disk",
        f"not saved, {when}",
        disk or "",
        unsaved.text,
        (RESTORE, LATER) if live else (RESTORE, DROP, LATER),
    )
