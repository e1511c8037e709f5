"""One file's text and place changed together, as one act: wholly done or not at all, whenever it is cut off.

An act is written down, durably, before the first change: both paths and both texts, whole. Then the new
file is made, which overwrites nothing, and only then the old one goes. Whoever finds an act that was begun
(`resume`) can therefore always tell what is missing.

Between the two, both files are there. The old one goes only when it still holds the very bytes that the act
knows.
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
"""How an act ended: as if it had never begun, wholly done, or among files that others changed since."""


@dataclass(frozen=True, slots=True)
class Act:
    """A change of a post's text and place: `old` held `before`, `new` holds `after`; both may be one path."""

    file: Path
    """Where the act itself is written down."""

    kind: Kind
    old: Path
    new: Path
    before: bytes
    after: bytes
    time: datetime
    state: State = "begun"


def new_act(state: Path, kind: Kind, old: Path, new: Path, before: bytes, after: bytes) -> Act:
    """Return an act that is not begun; `state` is the state folder, where it will lie in `acts`."""
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
    """Do an act; returns it as done.

    Raises SaveError when it cannot be done: ChangedOutside when the old file holds other bytes or a file
    lies at the new path, PostGone when there is no old file. Then everything is as before, or, on a disk
    that fails twice, `resume` tells.
    """
    _check(act)
    try:
        _write(act)
        _do(act)
    except (SaveError, OSError) as error:
        # a disk that failed may work again: what was begun is taken back, or is found to be done
        with contextlib.suppress(SaveError, OSError):
            if _settle(act, forward=False) == "after":
                return _done(act)
        if isinstance(error, SaveError):
            raise
        title, hint = "the post could not be moved", "check the disk and the permissions, then try again"
        raise SaveError(title, error.strerror or "", hint, act.old) from error
    return _done(act)


def undo(state: Path, act: Act) -> Act:
    """Put back the path and the bytes that an act found; returns the act that did so, done.

    Raises SaveError as `perform`: when the file was changed since, or when another lies at the old path.
    """
    back = new_act(state, "undo", act.new, act.old, act.after, act.before)
    back = perform(back)
    _forget(act)
    return back


def resume(act: Act) -> Ended:
    """Bring an act that was cut off to an end.

    What has its new file is done to the end, what has none is forgotten. Files that another program
    changed since are left alone. Raises SaveError when the disk refuses; then it can be tried again.
    """
    try:
        ended = _settle(act, forward=True)
    except OSError as error:
        hint = "check the disk and the permissions, then start again"
        raise SaveError("what was begun could not be ended", error.strerror or "", hint, act.new) from error
    if ended == "after":
        _done(act)
    return ended


def acts(state: Path) -> list[Act]:
    """Return all acts that are written down, the newest first; what cannot be read is skipped."""
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
    """Refuse a name that is too long for its folder, or for the one it will be made in. Raises SaveError."""
    folder = next((parent for parent in path.parents if os.path.isdir(parent)), path.parent)
    with contextlib.suppress(OSError):  # a disk that does not tell
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


def _settle(act: Act, forward: bool) -> Ended:
    """End an act that was begun: on to its end where `forward` and possible, else back. Raises OSError."""
    old, new = _digest(act.old), _digest(act.new)
    before, after = digest_of(act.before), digest_of(act.after)
    sweep(act.new, stale=0)  # both places are locked
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
    with contextlib.suppress(DraftroomError, OSError):  # it is found begun, and to be done, at the next start
        _write(done)
    return done


def _forget(act: Act) -> None:
    with contextlib.suppress(OSError):
        os.unlink(act.file)
        sync_folder(act.file.parent)


def _write(act: Act) -> None:
    """Write an act down, durably, whole or not at all; only its writer may read it. Raises OSError."""
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
