"""Publishing a post and taking it back, as one act: the file and its versions.

What would happen is a `Plan` (tui.blog.plan), which the writer sees first. Doing it is `carry_out`;
whoever has clocks tells them afterwards (`Clocks.moved`).

Taking back is undoing, to the byte, as long as the post is as publishing left it. Changed since, it becomes a
draft with all that was changed, and keeps its date.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.blog.dates import now
from tui.blog.plan import Plan, plan_publishing, plan_unpublishing
from tui.blog.private import ignore_file, with_private
from tui.blog.site import Site
from tui.desk.recovery import recoverable
from tui.edits import Edit
from tui.errors import DraftroomError, SaveError
from tui.files.acts import Act, Ended, acts, new_act, perform, prune, resume, undo
from tui.files.lock import Taken, take
from tui.files.moved_versions import move_versions
from tui.files.post import Parts, Post, decode, digest_of, digest_on_disk, encode, read_post
from tui.files.saving import save_post
from tui.files.versions import Versions
from tui.settings import Places, Settings


@dataclass(frozen=True, slots=True)
class Published:
    """What was done; `problem` says which versions could not be kept. The act holds all the same."""

    act: Act
    problem: DraftroomError | None = None
    ignoring: Path | None = None
    """The file that was changed because the site's engine has to leave the draft out."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that a commit of it holds: the one that went, if any, and those that are there."""
        ignoring = (self.ignoring,) if self.ignoring is not None else ()
        return tuple(dict.fromkeys((self.act.old, self.act.new, *ignoring)))


def prepare(
    site: Site,
    post: Post,
    places: Places,
    examples: Sequence[Parts] = (),
    closed: Sequence[Edit] = (),
    strip: bool = False,
) -> Plan:
    """Return what publishing a draft would do now. Raises as `plan_publishing`.

    `closed` are the edits that close the footer, `examples` the blog's newest posts.
    """
    before = any(act.kind == "unpublish" and act.new == post.path for act in acts(places.state))
    return plan_publishing(site, post.path, post.text, now(site.timezone), examples, closed, strip, before)


def prepare_back(site: Site, post: Post, places: Places) -> Plan | Act:
    """Return the act that taking a post back would undo to the byte, else the plan to make a draft of it.

    `post` has the text of now, which may not be on disk yet: then it was changed since it was published.
    Raises as `plan_unpublishing`.
    """
    act = undoable(places, post.path)
    if act is not None and act.after == post.raw:
        return act
    return plan_unpublishing(site, post.path, post.text, now(site.timezone))


def undoable(places: Places, path: Path) -> Act | None:
    """Return the publishing of a post that can be undone: nothing changed since, its old place is free."""
    for act in acts(places.state):
        if act.new != path or act.state != "done":
            continue
        same = digest_on_disk(path) == digest_of(act.after)
        free = act.old == act.new or digest_on_disk(act.old) is None
        return act if act.kind == "publish" and same and free else None
    return None


def carry_out(site: Site, plan: Plan, places: Places, settings: Settings, held: bool = False) -> Published:
    """Do what a plan says. `held` tells that this process has the post's lock.

    Raises SaveError when it cannot be done, Taken when another draftroom writes the post, and what an unsaved
    text of the post asks for; then nothing has changed.
    """
    with _locked(places, plan.old, plan.new, held):
        ignoring = keep_private(site, plan.new) if plan.kind == "unpublish" else None
        act = new_act(places.state, plan.kind, plan.old, plan.new, encode(plan.before), encode(plan.after))
        return replace(_kept(perform(act), places, settings), ignoring=ignoring)


def undo_act(act: Act, places: Places, settings: Settings, held: bool = False) -> Published:
    """Put back the path and the bytes that an act found. Raises SaveError when they changed since."""
    with _locked(places, act.new, act.old, held):
        return _kept(undo(places.state, act), places, settings)


def resume_acts(places: Places) -> list[tuple[Act, Ended]]:
    """Bring what was cut off to an end, and forget what is long done. Run it at each start; never raises."""
    ended = []
    for act in acts(places.state):
        if act.state != "begun":
            continue
        # the disk refuses, or another draftroom is at it in this moment: at the next start
        with (
            contextlib.suppress(SaveError, Taken),
            _locked(places, act.old, act.new, held=False, saved=False),
        ):
            end = resume(act)
            if end == "after":
                move_versions(places.state, act.old, act.new)
            ended.append((act, end))
    prune(places.state, datetime.now(UTC) - timedelta(days=365))
    return ended


def keep_private(site: Site, path: Path) -> Path | None:
    """Tell a site's engine to leave our own folder out, before `path` is written there.

    Returns the file that says so now, None when nothing had to be said. Raises SaveError, PostError.
    """
    file = ignore_file(site)
    if file is None or not site.relative(path).parts[0].startswith(".draftroom"):
        return None
    if digest_on_disk(file) is None:
        save_post(file, encode(with_private("")), None)
        return file
    raw = file.read_bytes()
    text = with_private(decode(raw))
    if encode(text) == raw:
        return None
    save_post(file, encode(text), digest_of(raw))
    return file


LONGEST_NAME = 200
"""Characters of a title in the message of a commit."""


def message_for(done: Plan | Act, title: str) -> str:
    """Return the message for a commit of an act: one printable line."""
    verb = "Publish" if done.kind == "publish" else "Take back"
    name = "".join(letter for letter in title or done.new.stem if letter.isprintable()).strip()
    return f"{verb} {name[:LONGEST_NAME]}"


def examples_of(paths: Iterable[Path], most: int = 8) -> list[Parts]:
    """Return the first posts that can be read and have a header; what new ones learn from."""
    found: list[Parts] = []
    for path in paths:
        if len(found) == most:
            break
        with contextlib.suppress(DraftroomError):  # a post that cannot be read teaches nothing
            parts = read_post(path).parts
            found += [parts] if parts.header else []
    return found


@contextlib.contextmanager
def _locked(places: Places, old: Path, new: Path, held: bool, saved: bool = True) -> Iterator[None]:
    """Hold the posts at both paths; with `saved`, text that was never saved refuses it: it would be left."""
    with contextlib.ExitStack() as stack:
        for path in dict.fromkeys((old, new)):
            if not (held and path == old):
                stack.callback(take(places.state, path).release)
        if saved and not held and recoverable(places, old, live=True):
            hint = "see it with: draftroom recover"
            raise SaveError("the post has text that was never saved", hint=hint, path=old)
        yield


def _kept(act: Act, places: Places, settings: Settings) -> Published:
    """Let the post's past follow it, and keep both texts as versions."""
    move_versions(places.state, act.old, act.new)
    versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
    try:
        versions.add(act.new, act.before, "before", act.file.name)
        versions.add(act.new, act.after, "saved", act.file.name)
    except DraftroomError as error:
        return Published(act, error)
    return Published(act)
