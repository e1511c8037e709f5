"""Which running draftroom may write the open post, and how another one takes it over."""

import asyncio

from tui.desk.drafts import Draft
from tui.session.open_post import OpenPost
from tui.session.ports import Say, View
from tui.session.recovery import Recovery

LOST = "another draftroom took this post over; what you have not saved is kept in the journal"


class Ownership:
    """Makes the open post read-only while another draftroom holds its lock."""

    def __init__(self, post: OpenPost, recovery: Recovery, say: Say, view: View) -> None:
        self._post = post
        self._locks = post.desk.locks
        self._desk = post.desk
        self._recovery = recovery
        self._say = say
        self._view = view

    def opened(self, _draft: Draft, _is_new: bool) -> None:
        """Tell the writer why a post that was just opened is read-only."""
        if self._post.text.read_only:
            self._say.tell("another draftroom writes this post; take it over with: Ctrl+P, > take over")

    def tick(self) -> None:
        """Check the lock of the open post: another draftroom may have taken or released it."""
        draft = self._desk.draft
        if draft is None:
            return
        if not self._locks.are_ours(draft.path):
            self._locks.try_take(draft.path)
        is_ours = self._locks.are_ours(draft.path)
        if is_ours == self._post.text.read_only:
            self._post.text.read_only = not is_ours
            self._view.list_changed()
            self._say.tell("the post is yours to write again" if is_ours else LOST)

    async def take_over(self) -> None:
        """Take the lock of the open post; the post becomes read-only in the other draftroom."""
        draft = self._desk.draft
        if draft is None or not self._post.text.read_only:
            self._say.tell("this post is yours to write")
            return
        self._locks.take(draft.path, over=True)
        self._post.text.read_only = False
        self._post.open(draft.path)
        left = await asyncio.to_thread(self._desk.safety.unsaved_elsewhere, draft.path)
        if left is not None:
            await self._recovery.ask_about(left, live=True)
