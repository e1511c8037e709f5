"""Acts: a post's text and path changed together, so that a crash at any moment leaves all or nothing done.

An act records both paths and both texts in the state folder, durably, before the first change. Then it makes
the new file, which never overwrites one, and then removes the old file. From the record and the two files
`resume` can always tell what is still to be done.

Between these two steps both files exist. The old file is removed only while it holds exactly the bytes that
the act recorded.
"""

import base64
import binascii
import contextlib
import json
import os
import secrets
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tui.errors import ChangedOutside, DraftroomError, PostGone, SaveError
from tui.files.folders import sync_folder
from tui.files.names import state_name
from tui.files.post import digest_of, digest_on_disk
from tui.files.saving import make_folder, save_post, sweep

FORMAT = 1
_ENDING = ".act"
_LARGEST = 16 * 1024 * 1024  # bytes: two posts of the largest size, as base64

Kind = Literal["publish", "unpublish", "undo"]
State = Literal["begun", "done"]
Ended = Literal["before", "after", "unclear"]
"""How an act ended.

"before" means nothing is changed, "after" all is done, "unclear" that another program changed the files.
"""


@dataclass(frozen=True, slots=True)
class Act:
    """A change of a post's text and path: `old` held `before`, `new` holds `after`; both may be one path."""

    file: Path
    """The file that records the act."""

    kind: Kind
    old: Path
    new: Path
    before: bytes
    after: bytes
    time: datetime
    state: State = "begun"


def new_act(state: Path, kind: Kind, old: Path, new: Path, before: bytes, after: bytes) -> Act:
    """Return an act that is not yet begun; `state` is the state folder, whose folder `acts` will hold it."""
    time = datetime.now(UTC)
    name = f"{state_name(new)}.{time:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}{_ENDING}"
    return Act(
        state / "acts" / name,
        kind,
        Path(os.path.abspath(old)),
        Path(os.path.abspath(new)),
        before,
        after,
        time,
    )


def perform(act: Act) -> Act:
    """Do an act and return it as done.

    Raises SaveError when it cannot be done: ChangedOutside when the old file holds other bytes or a file is
    at the new path already, PostGone when there is no old file. Everything is then as before. Only when the
    disk fails a second time may the act stay half done, and `resume` must end it.
    """
    _check(act)
    try:
        _write(act)
        _do(act)
    except (SaveError, OSError) as error:
        # the disk may work again: undo what was begun, unless it turns out to be complete
        with contextlib.suppress(SaveError, OSError):
            if _finish(act, forward=False) == "after":
                return _done(act)
        if isinstance(error, SaveError):
            raise
        title, hint = "the post could not be moved", "check the disk and the permissions, then try again"
        raise SaveError(title, error.strerror or "", hint, act.old) from error
    return _done(act)


def undo(state: Path, act: Act) -> Act:
    """Restore the path and the bytes from before an act; return the act that did so, as done.

    Raises SaveError as `perform` does: when the file was changed since, or another file is at the old path.
    """
    back = new_act(state, "undo", act.new, act.old, act.after, act.before)
    back = perform(back)
    _forget(act)
    return back


def resume(act: Act) -> Ended:
    """Finish an act that was interrupted, and return how it ended.

    An act whose new file exists is completed; one without it is forgotten. Files that another program changed
    since are left as they are. Raises SaveError when the disk fails; the call can then be repeated.
    """
    try:
        ended = _finish(act, forward=True)
    except OSError as error:
        hint = "check the disk and the permissions, then start again"
        raise SaveError("what was begun could not be ended", error.strerror or "", hint, act.new) from error
    if ended == "after":
        _done(act)
    return ended


def acts(state: Path) -> list[Act]:
    """Return all recorded acts, the newest first; files that cannot be read are skipped."""
    folder = state / "acts"
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    found = [act for name in names if name.endswith(_ENDING) and (act := _read(folder / name)) is not None]
    return sorted(found, key=lambda act: (act.time, act.file.name), reverse=True)


def prune(state: Path, before: datetime) -> None:
    """Forget the acts that were done before a moment."""
    for act in acts(state):
        if act.state == "done" and act.time < before:
            _forget(act)


def _check(act: Act) -> None:
    held = digest_on_disk(act.old)
    if held is None:
        raise PostGone("the post was deleted or moved", "", "open it anew", act.old)
    if held != digest_of(act.before):
        raise ChangedOutside("the post was changed since", "", "look at it, then decide anew", act.old)
    if act.old != act.new and os.path.lexists(act.new):
        raise ChangedOutside("there is a file where this one would go", "", "rename one of the two", act.new)
    _check_name(act.new)
    if os.path.islink(act.old):
        hint = f"publish the file that it leads to, {os.path.realpath(act.old)}"
        raise SaveError("the post is a link", "", hint, act.old)


def _check_name(path: Path) -> None:
    """Raise SaveError for a name that is too long for its folder, or for the nearest folder that exists."""
    folder = next((parent for parent in path.parents if os.path.isdir(parent)), path.parent)
    with contextlib.suppress(OSError):  # some filesystems do not tell the limit
        if len(os.fsencode(path.name)) > os.pathconf(folder, "PC_NAME_MAX"):
            raise SaveError(
                "the post cannot lie there", "its name is too long", "give it a shorter one", path
            )


def _do(act: Act) -> None:
    if act.old == act.new:
        save_post(act.old, act.after, digest_of(act.before))
        return
    make_folder(act.new.parent)
    save_post(act.new, act.after, None)
    _remove_old(act)


def _remove_old(act: Act) -> None:
    os.chmod(act.new, stat.S_IMODE(os.stat(act.old).st_mode))
    if digest_on_disk(act.old) != digest_of(act.before):
        raise ChangedOutside("the post was changed meanwhile", "", "look at it, then decide anew", act.old)
    os.unlink(act.old)
    for folder in {act.old.parent, act.new.parent}:
        sync_folder(folder)


def _finish(act: Act, forward: bool) -> Ended:
    """Finish an act that was begun: complete it if `forward` and possible, else undo it. Raises OSError."""
    old, new = _digest(act.old), _digest(act.new)
    before, after = digest_of(act.before), digest_of(act.after)
    sweep(act.new, stale=0)  # no other process saves there, because both paths are locked
    if act.old == act.new:
        if new == after:
            return "after"
        if new == before:
            _forget(act)
        return "before" if new == before else "unclear"
    if new == after and old is None:
        for folder in {act.old.parent, act.new.parent}:
            sync_folder(folder)
        return "after"
    if new == after and not forward:
        os.unlink(act.new)
        sync_folder(act.new.parent)
        _forget(act)
        return "before"
    if new == after and old == before:
        _remove_old(act)
        return "after"
    if old == before and new is None:
        _forget(act)
        return "before"
    _forget(act)
    return "unclear"


def _digest(path: Path) -> str | None:
    """Return the digest of a file, None where nothing lies there, "" for anything but a regular file.

    Raises OSError: a disk that does not answer must not look like a file that is gone.
    """
    try:
        return digest_of(path.read_bytes()) if stat.S_ISREG(os.lstat(path).st_mode) else ""
    except (FileNotFoundError, NotADirectoryError):
        return None


def _done(act: Act) -> Act:
    done = replace(act, state="done")
    with contextlib.suppress(DraftroomError, OSError):  # the next start finds it begun, and complete
        _write(done)
    return done


def _forget(act: Act) -> None:
    with contextlib.suppress(OSError):
        os.unlink(act.file)
        sync_folder(act.file.parent)


def _write(act: Act) -> None:
    """Record an act durably, all or nothing; only the owner may read the file. Raises OSError."""
    folder = act.file.parent
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    said = {
        "draftroom": FORMAT,
        "kind": act.kind,
        "state": act.state,
        "time": act.time.isoformat(),
        "old": _packed(os.fsencode(act.old)),
        "new": _packed(os.fsencode(act.new)),
        "before": _packed(act.before),
        "after": _packed(act.after),
    }
    temporary = folder / f".{secrets.token_hex(8)}.tmp~"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(json.dumps(said).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, act.file)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(folder)
    sync_folder(folder.parent)


def _read(path: Path) -> Act | None:
    """Return the act that a file of ours records, None for any other file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            said = json.loads(file.read(_LARGEST))
        if said["draftroom"] != FORMAT or said["kind"] not in ("publish", "unpublish", "undo"):
            return None
        old, new = (Path(os.fsdecode(_unpacked(said[key]))) for key in ("old", "new"))
        before, after = (_unpacked(said[key]) for key in ("before", "after"))
        state: State = "done" if said["state"] == "done" else "begun"
        time = datetime.fromisoformat(said["time"]).astimezone(UTC)
        return Act(path, said["kind"], old, new, before, after, time, state)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        return None


def _packed(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unpacked(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
