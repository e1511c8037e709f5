"""One act of publishing a post or taking it back: shown to the writer, done in a thread, then opened anew.

While a post moves, its old file is gone and its new file does not belong to any draft yet. So during the move
the text is read-only, and the file is not checked for changes by other programs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tui.blog.plan import Plan
from tui.compare.merge import edits_between
from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.desk.findings import find_all, rules_met_by, sentences
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
"""What the writer is told about an act that was interrupted, by how it ended."""


def findings_before_publishing(desk: Desk, draft: Draft, plan: Plan, closes: bool) -> list[str]:
    """Return the findings in a post, one sentence each. Runs in a thread. Raises DraftroomError.

    Findings that the plan itself fixes are left out; with `closes`, the plan also fills in the footer.
    """
    off = rules_met_by(plan, closes)
    return sentences(find_all(draft, desk.site, desk.blog.entries(), desk.places, desk.settings, off))


class Publication:
    """One act of publishing the open post, or of taking it back; writes nothing before the writer agrees."""

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
        """Publish the post. Raises DraftroomError if nothing was changed, or if git failed."""
        desk = self._desk
        if not await self._ask_consent("publishing waits for your answer", self._to_publish, PUBLISH):
            return
        plan, closed = self._plan, self._closed
        saved = await self._put_on_disk(self._draft.path, count=False)  # the plan closes the footer
        if saved is None or not isinstance(plan, Plan):
            return
        self._go_on_with(saved, saved.text == plan.before)
        done = await self._move(lambda: carry_out(desk.site, plan, desk.places, desk.settings, held=True))
        closing = desk.clocks.closing_edits(desk.draft) if desk.draft else ()
        edits = plan.edits
        if closed and closing == closed == edits[: len(closed)]:
            self._post.text.change(closed)  # a separate step, because the clocks look for such a step
            edits = edits[len(closed) :]
        self._post.text.change(edits)
        self._undo_notes.remember(edits, UNDONE)
        self._finish_move(done, f"published: {plan.url}" if plan.url else "published")
        await self._offer_commit(done)

    async def _to_publish(self) -> Question:
        """Plan the publishing, and return the question that shows it. Raises DraftroomError."""
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
        """Turn the published post into a draft again. Raises DraftroomError like `publish`."""
        desk = self._desk
        if not await self._ask_consent("taking it back waits for your answer", self._to_take_back, TAKE_BACK):
            return
        agreed = self._plan
        saved = await self._put_on_disk(self._draft.path, count=True)
        if saved is None:
            return
        plan = await asyncio.to_thread(prepare_back, desk.site, saved.post, desk.places)
        self._go_on_with(saved, _sentences(plan, desk.site.root) == _sentences(agreed, desk.site.root))
        if isinstance(plan, Act):
            act = plan
            done = await self._move(lambda: undo_act(act, desk.places, desk.settings, held=True))
            self._undo_notes.forget()  # the note says that the post stays published, which is no longer true
            self._undo_to(Post(done.act.new, done.act.after).text)
        else:
            made = plan
            done = await self._move(lambda: carry_out(desk.site, made, desk.places, desk.settings, held=True))
            self._post.text.change(made.edits)
        self._finish_move(done, f"taken back: a draft in {_shown(desk.site.root, done.act.new)}")
        await self._offer_commit(done)

    async def _to_take_back(self) -> Question:
        """Plan the taking back, and return the question that shows it. Raises DraftroomError."""
        desk, post = self._desk, self._draft.as_post()
        self._plan = await asyncio.to_thread(prepare_back, desk.site, post, desk.places)
        what = _sentences(self._plan, desk.site.root)
        return self._question("take this post back", what, TAKE_BACK, KEEP_PUBLISHED)

    def _question(
        self, title: str, what: Sequence[str | Span], yes: tuple[str, str], no: tuple[str, str]
    ) -> Question:
        saves = ("your unsaved changes are saved first",) if self._draft.unsaved else ()
        return Question(title, (*what, *saves), (yes, no))

    async def _ask_consent(
        self, waits: str, ask: Callable[[], Awaitable[Question]], yes: tuple[str, str]
    ) -> bool:
        """Ask the writer about the act, planned for the text at that time; return whether they agree."""

        async def question() -> Question | None:
            front = self._post.draft
            if front is None or front.path != self._draft.path:
                return None
            self._draft = front
            return await ask()

        return await self._ask.unasked(waits, question, at_once=True) == yes[0]

    async def _put_on_disk(self, path: Path, count: bool) -> Draft | None:
        """Save the open post and return its draft; `count` updates its footer.

        Returns None if the post is no longer open, or if saving failed, which the writer is told.
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
        """Go on with the saved draft. Raises SaveError if it differs from what the writer agreed to."""
        if not is_agreed:
            raise SaveError("the post changed meanwhile", hint=LOOK_AGAIN, path=saved.path)
        self._draft = saved

    async def _move(self, do: Callable[[], Published]) -> Published:
        """Do an act on disk, and take the post's new path; the text in the editor does not change.

        Raises SaveError or Taken; nothing has changed then.
        """
        path, text = self._draft.path, self._post.text
        if not _is_same(self._post.draft, self._draft):  # a change by another program was merged meanwhile
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
            self._states.clear_finding(path)
            front = self._desk.draft
            text.read_only = front is None or not self._desk.locks.are_ours(front.path)
            self._view.list_changed()
        return done

    def _undo_to(self, text: str) -> None:
        """Restore the text from before publishing: by undo if that leads there, otherwise by an edit."""
        shown = self._post.text
        for _ in range(2):  # closing the footer was one step, the rest another
            shown.action_undo()
            if shown.text == text:
                return
        shown.change(edits_between(shown.text, text))

    def _finish_move(self, done: Published, told: str) -> None:
        """Note that the text is saved at its new path, watch its folder, and tell the writer."""
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
        """If the blog is in git, offer a commit of the changed files, then a push. Raises BlogError."""
        folder = await asyncio.to_thread(repository, done.act.new)
        if folder is None:
            return
        message = message_for(done.act, self._draft.facts.title)
        about = [message, *(f"  {_shown(folder, path)}" for path in done.paths)]
        if not await asyncio.to_thread(on_branch, folder):
            about.append("you are on no branch: the next checkout would leave this commit behind")
        committing = Question("commit it to git", about, (COMMIT, NOT_NOW))
        if await self._ask_in_pause("it can be committed to git", committing) != COMMIT[0]:
            return
        self._say.tell(f"committed as {await asyncio.to_thread(commit, done.paths, message)}")
        waiting = await asyncio.to_thread(unpushed, folder)
        if not waiting:
            return
        sends = "this commit" if waiting == 1 else f"{waiting} commits: all that were not pushed yet"
        pushing = Question("push it", (f"a push sends {sends}",), (PUSH, NOT_NOW))
        if await self._ask_in_pause("it can be pushed", pushing) == PUSH[0]:
            self._say.tell("pushing …")
            await asyncio.to_thread(push, folder)
            self._say.tell("pushed")

    async def _ask_in_pause(self, words: str, question: Question) -> str | None:
        async def made() -> Question:
            return question

        return await self._ask.unasked(words, made)


async def resume(post: OpenPost, say: Say) -> bool:
    """Finish the acts that were interrupted in an earlier run, tell the writer, and return if any."""
    desk, state = post.desk, post.desk.places.state
    begun = [act for act in await asyncio.to_thread(acts, state) if act.state == "begun"]
    touched = {path for act in begun for path in (act.old, act.new)}
    if begun:  # their locks must be free; the next tick locks the open post again
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
    """Return whether two drafts have the same text and file; one page may be less finished."""
    return (
        now is not None
        and (now.path, now.post.digest) == (asked.path, asked.post.digest)
        and now.page.lines == asked.page.lines
    )


def _sentences(plan: Plan | Act | None, root: Path) -> tuple[str, ...]:
    """Return what taking a post back will do, one sentence each."""
    if isinstance(plan, Act):
        goes = f"{_shown(root, plan.new)} goes back to {_shown(root, plan.old)}"
        return goes, "every byte will be as it was before it was published"
    return (*plan.what, "changes made since it was published stay") if plan else ()


def _shown(root: Path, path: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
