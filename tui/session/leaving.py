"""Ends the app: asks once about unsaved posts, and waits for a running save."""

from collections.abc import Awaitable, Callable, Sequence

from tui.desk.drafts import Draft
from tui.session.asking import Question
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Say, View
from tui.session.saving import KEEP_WRITING, Saving

SAVE = ("s", "save and quit")
DROP = ("d", "quit, dropping what is not saved")
NAMED = 4
"""The question names this many posts; for the others it gives their number."""


class Leaving:
    """Ends the app without losing unsaved text or cutting off a save."""

    def __init__(
        self,
        post: OpenPost,
        saving: Saving,
        leavers: Sequence[Callable[[], Awaitable[None]]],
        ask: Ask,
        say: Say,
        view: View,
    ) -> None:
        """Create it; `leavers` are awaited one after the other before the app ends."""
        self.leavers = tuple(leavers)
        self._post = post
        self._desk = post.desk
        self._saving = saving
        self._ask = ask
        self._say = say
        self._view = view

    async def ask(self) -> None:
        """Ask about unsaved posts, if there are any, and end the app unless the writer keeps writing."""
        self._post.flush()
        await self._saving.is_over()
        unsaved = self._desk.drafts.unsaved()
        if unsaved:
            answer = await self._ask.now(_question(unsaved))
            if answer not in (SAVE[0], DROP[0]) or (answer == SAVE[0] and not await self._save_all(unsaved)):
                return
            self._desk.drop_all()
        await self.leave()

    async def _save_all(self, drafts: Sequence[Draft]) -> bool:
        """Save every draft and return whether all were saved.

        Each draft is opened first, because only the open post gets its footer updated.
        """
        front, saved = self._desk.draft, []
        for draft in drafts:
            self._post.open(draft.path)
            saved.append(await self._saving.save_now(draft.path))
        if front is not None:
            self._post.open(front.path)
        if not all(saved):
            self._say.tell("not all is saved, so draftroom stays open")
        return all(saved)

    async def leave(self, code: int = 0) -> None:
        """Wait for the leavers, then end the app with an exit code; unsaved text stays in its journal."""
        for leaver in self.leavers:
            await leaver()
        self._post.remember_place()
        self._view.leave(code)


def _question(unsaved: Sequence[Draft]) -> Question:
    names = [draft.path.name for draft in unsaved]
    shown = names[:NAMED] + ([f"and {len(names) - NAMED} more"] if len(names) > NAMED else [])
    title = "one post is not saved" if len(names) == 1 else f"{len(names)} posts are not saved"
    return Question(title, shown, (SAVE, DROP, KEEP_WRITING))
