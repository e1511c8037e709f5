"""Publishing a post and taking it back, each as one act on the file and its versions.

A `Plan` (tui.blog.plan) says what will happen, and the writer sees it first; `carry_out` does it. A caller
that has clocks tells them afterwards (`Clocks.moved`).

Taking a post back undoes its publishing to the byte when the post was not changed since. Otherwise the post
becomes a draft with those changes, and keeps its date.
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
    """An act that was done; `problem` is set when its versions could not be kept, which does not undo it."""

    act: Act
    problem: DraftroomError | None = None
    ignoring: Path | None = None
    """The ignore file that was changed to make the engine leave the draft out; None when none was."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files to commit: the old path (removed if the file moved), the new one and the ignore file."""
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
    """Return what publishing a draft would do now. Raises what `plan_publishing` raises.

    `closed` are the edits that close the footer, `examples` the blog's newest posts.
    """
    before = any(act.kind == "unpublish" and act.new == post.path for act in acts(places.state))
    return plan_publishing(site, post.path, post.text, now(site.timezone), examples, closed, strip, before)


def prepare_back(site: Site, post: Post, places: Places) -> Plan | Act:
    """Return the act that taking a post back would undo to the byte, else the plan that makes it a draft.

    `post` has the current text, which may not be saved yet; then it counts as changed since publishing.
    Raises what `plan_unpublishing` raises.
    """
    act = undoable(places, post.path)
    if act is not None and act.after == post.raw:
        return act
    return plan_unpublishing(site, post.path, post.text, now(site.timezone))


def undoable(places: Places, path: Path) -> Act | None:
    """Return the act that published a post if it can be undone: post unchanged, old path free."""
    for act in acts(places.state):
        if act.new != path or act.state != "done":
            continue
        same = digest_on_disk(path) == digest_of(act.after)
        free = act.old == act.new or digest_on_disk(act.old) is None
        return act if act.kind == "publish" and same and free else None
    return None


def carry_out(site: Site, plan: Plan, places: Places, settings: Settings, held: bool = False) -> Published:
    """Carry out a plan. `held` says that this process has the post's lock.

    Raises SaveError when it cannot be done or when the post has unsaved text, and Taken when another
    draftroom writes the post; then nothing has changed.
    """
    with _locked(places, plan.old, plan.new, held):
        ignoring = keep_private(site, plan.new) if plan.kind == "unpublish" else None
        act = new_act(places.state, plan.kind, plan.old, plan.new, encode(plan.before), encode(plan.after))
        return replace(_keep_versions(perform(act), places, settings), ignoring=ignoring)


def undo_act(act: Act, places: Places, settings: Settings, held: bool = False) -> Published:
    """Restore the path and the bytes from before an act. Raises SaveError when the post changed since."""
    with _locked(places, act.new, act.old, held):
        return _keep_versions(undo(places.state, act), places, settings)


def resume_acts(places: Places) -> list[tuple[Act, Ended]]:
    """Complete or revert acts that were interrupted, and forget old ones. Run at each start; never raises."""
    ended = []
    for act in acts(places.state):
        if act.state != "begun":
            continue
        # when the disk refuses or another draftroom has the post, the next start tries again
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
    """Make the site's engine ignore our own folder before `path` is written there.

    Returns the ignore file when it was changed, else None. Raises SaveError or PostError.
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
"""Most characters of a title in a commit message."""


def message_for(done: Plan | Act, title: str) -> str:
    """Return the commit message for an act: one printable line."""
    verb = "Publish" if done.kind == "publish" else "Take back"
    name = "".join(letter for letter in title or done.new.stem if letter.isprintable()).strip()
    return f"{verb} {name[:LONGEST_NAME]}"


def examples_of(paths: Iterable[Path], most: int = 8) -> list[Parts]:
    """Return up to `most` of the first posts that have a readable header; new posts are written like them."""
    found: list[Parts] = []
    for path in paths:
        if len(found) == most:
            break
        with contextlib.suppress(DraftroomError):  # a post that cannot be read is left out
            parts = read_post(path).parts
            found += [parts] if parts.header else []
    return found


@contextlib.contextmanager
def _locked(places: Places, old: Path, new: Path, held: bool, saved: bool = True) -> Iterator[None]:
    """Lock the posts at both paths; with `saved`, raise SaveError when unsaved text would be left behind."""
    with contextlib.ExitStack() as stack:
        for path in dict.fromkeys((old, new)):
            if not (held and path == old):
                stack.callback(take(places.state, path).release)
        if saved and not held and recoverable(places, old, live=True):
            hint = "see it with: draftroom recover"
            raise SaveError("the post has text that was never saved", hint=hint, path=old)
        yield


def _keep_versions(act: Act, places: Places, settings: Settings) -> Published:
    """Move the post's versions to its new path, and add the texts before and after the act."""
    move_versions(places.state, act.old, act.new)
    versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
    try:
        versions.add(act.new, act.before, "before", act.file.name)
        versions.add(act.new, act.after, "saved", act.file.name)
    except DraftroomError as error:
        return Published(act, error)
    return Published(act)
