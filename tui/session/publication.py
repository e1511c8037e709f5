"""One act of publishing or taking back: shown first, done in a thread, followed to where the post lies then.

While a post moves, its old file is gone and its new one is nobody's yet. So the text takes no keys in that
moment, and no one looks whether another program did it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tui.blog.plan import Plan
from tui.compare.merge import edits_between
from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.desk.findings import find_all, mended_by, sentences
from tui.desk.publishing import (
    Published,
    carry_out,
    examples_of,
    message_for,
    prepare,
    prepare_back,
    resume_acts,
    undo_act,
)
from tui.desk.recovery import journal_folders
from tui.desk.skeletons import newest
from tui.desk.sparks import follow
from tui.edits import Edit
from tui.errors import SaveError
from tui.files.acts import Act, Ended, acts
from tui.files.git_commit import commit, on_branch, push, repository, unpushed
from tui.files.post import Post
from tui.paint.cells import Span
from tui.session.asking import Question
from tui.session.folder import Folder
from tui.session.open_post import OpenPost
from tui.session.outside_changes import OutsideChanges
from tui.session.ports import Ports, Say
from tui.session.post_states import Doing, PostStates
from tui.session.saving import Saving
from tui.session.undo_notes import UndoNotes

PUBLISH = ("p", "publish it")
KEEP_DRAFT = ("k", "keep it a draft")
TAKE_BACK = ("t", "take it back")
KEEP_PUBLISHED = ("k", "keep it published")
COMMIT = ("c", "commit exactly these files")
PUSH = ("p", "push")
NOT_NOW = ("n", "not now")

LOOK_AGAIN = "look at it, then decide anew"
UNDONE = "that took the date of publishing back, not the publishing; redo brings it back"

ENDED: dict[Ended, str] = {
    "after": "moving it was cut off, and is done now",
    "before": "moving it was cut off before it began; it is as it was",
    "unclear": "moving it was cut off, and its files changed since; look at them",
}
"""What is said of an act that was cut off."""


def findings_before_publishing(desk: Desk, draft: Draft, plan: Plan, closes: bool) -> list[str]:
    """Return what the check finds in a post, a sentence each. Runs in a worker. Raises DraftroomError.

    Left out is what the plan itself is finished; with `closes` it fills in the minutes of the footer.
    """
    off = mended_by(plan, closes)
    return sentences(find_all(draft, desk.site, desk.blog.entries(), desk.places, desk.settings, off))


class Publication:
    """One act of publishing the open post, or of taking it back; nothing is written before the yes."""

    def __init__(
        self,
        draft: Draft,
        post: OpenPost,
        states: PostStates,
        saving: Saving,
        outside: OutsideChanges,
        undo_notes: UndoNotes,
        folder: Folder,
        ports: Ports,
    ) -> None:
        self._draft = draft
        self._post = post
        self._desk = post.desk
        self._states = states
        self._saving = saving
        self._outside = outside
        self._undo_notes = undo_notes
        self._folder = folder
        self._ask, self._say, self._view = ports.ask, ports.say, ports.view
        self._plan: Plan | Act | None = None
        self._closed: tuple[Edit, ...] = ()

    async def publish(self) -> None:
        """Publish the post. Raises DraftroomError: then nothing has changed, or it is git that refused."""
        desk = self._desk
        if not await self._agreed("publishing waits for your answer", self._to_publish, PUBLISH):
            return
        plan, closed = self._plan, self._closed
        saved = await self._put_on_disk(self._draft.path, count=False)  # the plan closes the footer
        if saved is None or not isinstance(plan, Plan):
            return
        self._go_on_with(saved, saved.text == plan.before)
        done = await self._moved(lambda: carry_out(desk.site, plan, desk.places, desk.settings, held=True))
        closing = desk.clocks.closing_edits(desk.draft) if desk.draft else ()
        edits = plan.edits
        if closed and closing == closed == edits[: len(closed)]:
            self._post.text.change(closed)  # a step of its own, by which the clocks know it
            edits = edits[len(closed) :]
        self._post.text.change(edits)
        self._undo_notes.remember(edits, UNDONE)
        self._arrived(done, f"published: {plan.url}" if plan.url else "published")
        await self._offer_commit(done)

    async def _to_publish(self) -> Question:
        """Plan it, and ask. Raises DraftroomError."""
        draft, desk = self._draft, self._desk
        closed, entries = desk.clocks.closing_edits(draft), desk.blog.entries()
        plan = await asyncio.to_thread(
            lambda: prepare(
                desk.site,
                draft.as_post(),
                desk.places,
                examples_of(newest(entries)),
                closed,
                desk.settings.strip_comments,
            )
        )
        findings = await asyncio.to_thread(findings_before_publishing, desk, draft, plan, bool(closed))
        self._plan, self._closed = plan, closed
        what = [Span(line, () if plan.url and plan.url in line else ("muted",)) for line in plan.what]
        what += [Span(finding, ("warning",)) for finding in findings]
        return self._question("publish this post", what, PUBLISH, KEEP_DRAFT)

    async def take_back(self) -> None:
        """Take the post back. Raises DraftroomError as `publish`."""
        desk = self._desk
        if not await self._agreed("taking it back waits for your answer", self._to_take_back, TAKE_BACK):
            return
        agreed = self._plan
        saved = await self._put_on_disk(self._draft.path, count=True)
        if saved is None:
            return
        plan = await asyncio.to_thread(prepare_back, desk.site, saved.post, desk.places)
        self._go_on_with(saved, _told(plan, desk.site.root) == _told(agreed, desk.site.root))
        if isinstance(plan, Act):
            act = plan
            done = await self._moved(lambda: undo_act(act, desk.places, desk.settings, held=True))
            self._undo_notes.forget()  # it is the publishing too that is taken back
            self._undo_to(Post(done.act.new, done.act.after).text)
        else:
            made = plan
            done = await self._moved(
                lambda: carry_out(desk.site, made, desk.places, desk.settings, held=True)
            )
            self._post.text.change(made.edits)
        self._arrived(done, f"taken back: a draft in {_shown(desk.site.root, done.act.new)}")
        await self._offer_commit(done)

    async def _to_take_back(self) -> Question:
        """Plan it, and ask. Raises DraftroomError."""
        desk, post = self._desk, self._draft.as_post()
        self._plan = await asyncio.to_thread(prepare_back, desk.site, post, desk.places)
        what = _told(self._plan, desk.site.root)
        return self._question("take this post back", what, TAKE_BACK, KEEP_PUBLISHED)

    def _question(
        self, title: str, what: Sequence[str | Span], yes: tuple[str, str], no: tuple[str, str]
    ) -> Question:
        saves = ("what is not saved yet is saved first",) if self._draft.unsaved else ()
        return Question(title, (*what, *saves), (yes, no))

    async def _agreed(self, waits: str, ask: Callable[[], Awaitable[Question]], yes: tuple[str, str]) -> bool:
        """Whether the writer says yes to what will happen, told of the text of then."""

        async def asked() -> Question | None:
            front = self._post.draft
            if front is None or front.path != self._draft.path:
                return None
            self._draft = front
            return await ask()

        return await self._ask.unasked(waits, asked, at_once=True) == yes[0]

    async def _put_on_disk(self, path: Path, count: bool) -> Draft | None:
        """Save all of the open post, with its footer kept where `count` says so.

        Returns it; None where it is no longer open, or where that cannot be, which is said.
        """
        while True:
            await self._saving.is_over()
            draft = self._post.draft
            if draft is None or draft.path != path:
                return None
            if not draft.unsaved:
                return draft
            if not await self._saving.save_now(path, count):
                return None

    def _go_on_with(self, saved: Draft, is_agreed: bool) -> None:
        """Go on with the post as it is on disk now. Raises SaveError when that is not what was agreed to."""
        if not is_agreed:
            raise SaveError("the post changed meanwhile", hint=LOOK_AGAIN, path=saved.path)
        self._draft = saved

    async def _moved(self, do: Callable[[], Published]) -> Published:
        """Do an act on disk, and follow the post to its new place; its text here is as before.

        Raises SaveError, Taken; then nothing has changed.
        """
        path, text = self._draft.path, self._post.text
        if not _is_same(self._post.draft, self._draft):  # another program wrote meanwhile
            raise SaveError("the post changed meanwhile", hint=LOOK_AGAIN, path=path)
        if not self._desk.locks.are_ours(path):
            raise SaveError("another draftroom writes this post now", hint="take it over first", path=path)
        try:
            with self._states.during(path, Doing.MOVING):
                text.read_only = True
                self._view.list_changed()
                done = await asyncio.to_thread(do)
                self._desk.moved(path, Post(done.act.new, done.act.after))
                follow(self._desk.places.state, path, done.act.new)
                text.moved(done.act.new)
        finally:
            self._states.is_as_read(path)
            front = self._desk.draft
            text.read_only = front is None or not self._desk.locks.are_ours(front.path)
            self._view.list_changed()
        return done

    def _undo_to(self, text: str) -> None:
        """Make the text what it was before it was published, by undo where that leads there."""
        shown = self._post.text
        for _ in range(2):  # the footer's closing, and the rest
            shown.action_undo()
            if shown.text == text:
                return
        shown.change(edits_between(shown.text, text))

    def _arrived(self, done: Published, told: str) -> None:
        """Note that the text here is what lies at its new place, and say so."""
        self._post.flush()
        self._desk.saved(Post(done.act.new, done.act.after))
        self._view.page_changed()
        self._view.list_changed()
        self._outside.watch()
        self._folder.read()
        self._say.tell(told)
        if done.problem is not None:
            self._say.error(done.problem)

    async def _offer_commit(self, done: Published) -> None:
        """Offer a commit of what changed, where the blog is in git; then a push. Raises BlogError."""
        folder = await asyncio.to_thread(repository, done.act.new)
        if folder is None:
            return
        message = message_for(done.act, self._draft.facts.title)
        about = [message, *(f"  {_shown(folder, path)}" for path in done.paths)]
        if not await asyncio.to_thread(on_branch, folder):
            about.append("you are on no branch: the next checkout would leave this commit behind")
        committing = Question("commit it to git", about, (COMMIT, NOT_NOW))
        if await self._waits("it can be committed to git", committing) != COMMIT[0]:
            return
        self._say.tell(f"committed as {await asyncio.to_thread(commit, done.paths, message)}")
        waiting = await asyncio.to_thread(unpushed, folder)
        if not waiting:
            return
        sends = "this commit" if waiting == 1 else f"{waiting} commits: all that were not pushed yet"
        pushing = Question("push it", (f"a push sends {sends}",), (PUSH, NOT_NOW))
        if await self._waits("it can be pushed", pushing) == PUSH[0]:
            self._say.tell("pushing …")
            await asyncio.to_thread(push, folder)
            self._say.tell("pushed")

    async def _waits(self, words: str, question: Question) -> str | None:
        async def made() -> Question:
            return question

        return await self._ask.unasked(words, made)


async def resume(post: OpenPost, say: Say) -> bool:
    """Bring to an end what was cut off in an earlier run, and say so; whether there was any."""
    desk, state = post.desk, post.desk.places.state
    begun = [act for act in await asyncio.to_thread(acts, state) if act.state == "begun"]
    touched = {path for act in begun for path in (act.old, act.new)}
    if begun:  # the posts have to be free; the next tick takes the one in front again
        own = {draft.path for draft in (desk.draft, *desk.drafts.unsaved()) if draft}
        desk.locks.keep_only(own - touched)
    for act, end in await asyncio.to_thread(resume_acts, desk.places):
        draft = desk.draft
        if end == "after":
            desk.clocks.followed(act, journal_folders(state, (act.old,)))
            if act.new != act.old and draft is not None and draft.path == act.old and not draft.unsaved:
                post.open(act.new)
        say.tell(f"{act.new.name}: {ENDED[end]}")
    return bool(begun)


def _is_same(now: Draft | None, asked: Draft) -> bool:
    """Whether a draft has the text and the file that were asked about; its page may be finished since."""
    return (
        now is not None
        and (now.path, now.post.digest) == (asked.path, asked.post.digest)
        and now.page.lines == asked.page.lines
    )


def _told(plan: Plan | Act | None, root: Path) -> tuple[str, ...]:
    """Return what taking a post back does, a sentence each."""
    if isinstance(plan, Act):
        goes = f"{_shown(root, plan.new)} goes back to {_shown(root, plan.old)}"
        return goes, "every byte will be as it was before it was published"
    return (*plan.what, "what was written since it was published stays") if plan else ()


def _shown(root: Path, path: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
