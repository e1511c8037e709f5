"""Writing a post to disk so that at every moment the old bytes or the new ones lie there, whole.

What is on disk now is compared by its hash, never by its time, and again right before the rename. The
file behind a link is written, never the link. A file with several names, and one whose owner or
attributes we may not give to another file, is overwritten in place, because a rename would take them
away: a whole copy lies beside it until the post itself is durable.
"""

import contextlib
import errno
import itertools
import os
import re
import secrets
import stat
import time
from collections.abc import Collection
from pathlib import Path

from tui.errors import ChangedOutside, PostGone, SaveError
from tui.files.post import digest_of

STALE = 600
"""Seconds after which a file that a save left belongs to no save that still runs."""

_HINTS = {
    errno.ENOSPC: "free some space, then save again",
    errno.EDQUOT: "free some space, then save again",
    errno.EFBIG: "shorten the post, then save again",
    errno.EACCES: "change the permissions of the file and its folder, then save again",
    errno.EPERM: "lift the protection of the file and its folder (lsattr shows it), or save a copy elsewhere",
    errno.EROFS: "make the disk writable, then save again",
    errno.EIO: "check the disk, then save again",
    errno.ENOENT: "put the folder back, then save again",
    errno.ENOTDIR: "put the folder back, then save again",
    errno.ELOOP: "repair the link, then save again",
    errno.ENAMETOOLONG: "choose a shorter name",
}

_NO_HARD_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
_NO_ATTRIBUTES = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)

_NEW_FILE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW
_LONGEST_NAME = 200  # bytes of a post's name in that of a file beside it, whose limit is 255


def save_post(path: Path, raw: bytes, expected: str | None) -> None:
    """Write a post's bytes durably, all or nothing; bytes that are there as expected are not written.

    `expected` is the digest (see `tui.files.post.digest_of`) of the bytes that were read; None says that
    there must be no such file yet, and makes the one that a dangling link leads to. Raises ChangedOutside
    when the disk holds something else, SaveError when the file is gone or cannot be written. Either way
    the file on disk stays as it was, or holds the new bytes whole when only the last step failed; saving
    again is safe. Only a disk that breaks while a file is overwritten in place can damage it: then the
    error names the copy that holds the new bytes.
    """
    try:
        if expected is None:
            _create(path, Path(os.path.realpath(path)), raw)
        else:
            _overwrite(path, raw, expected)
    except OSError as error:
        raise _save_error("the post could not be saved", path, error) from error


def create_post(path: Path, raw: bytes) -> Path:
    """Write a new post and return its path: a name that is taken gets `-2`, `-3` ... before its extension.

    Makes the folder when it is missing. Raises SaveError as `save_post`.
    """
    make_folder(path.parent)
    for number in itertools.count(1):
        candidate = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if os.path.islink(candidate):  # also one that leads nowhere: the name is taken
            continue
        with contextlib.suppress(ChangedOutside):
            save_post(candidate, raw, None)
            break
    return candidate


def make_folder(folder: Path) -> None:
    """Make a folder that is missing, durably. Raises SaveError."""
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for place in missing:
            _sync_folder(place.parent)
    except OSError as error:
        raise _save_error("the folder could not be made", folder, error) from error


def sweep(path: Path, stale: float = STALE) -> tuple[Path, ...]:
    """Tidy up beside a post after saves that were killed; return the copies of text that it does not hold.

    Removes temporary files older than `stale` seconds: the post is whole without them, and whoever knows
    that nobody else saves it, because the post is locked, says 0. A copy comes from a save that
    was killed, or whose disk broke, while it overwrote the post in place. It is whole, and perhaps the
    only one, so it goes only when it is STALE and the post holds the same bytes durably; one that differs
    is returned, however old. Raises nothing: what cannot be looked at or removed stays.
    """
    target = Path(os.path.realpath(path))
    name = re.escape(_short(target.name))
    temporary = re.compile(rf"\.{name}\.[0-9a-f]{{8}}\.tmp~")
    saved = re.compile(rf"{name}\.[0-9a-f]{{8}}\.saved")
    copies = []
    try:
        files = [Path(entry) for entry in os.scandir(target.parent) if entry.is_file(follow_symlinks=False)]
    except OSError:
        return ()
    for file in files:
        if temporary.fullmatch(file.name):
            _remove_temporary(file, target, stale)
        elif saved.fullmatch(file.name) and not _holds(target, file):
            copies.append(file)
    return tuple(sorted(copies))


def _remove_temporary(temporary: Path, target: Path, stale: float) -> None:
    with contextlib.suppress(OSError):
        # a new post whose save was killed before it let go of the temporary name has both names
        if _is_older(temporary, stale) or (target.exists() and temporary.samefile(target)):
            os.unlink(temporary)


def _holds(target: Path, copy: Path) -> bool:
    """Whether a post holds what a copy of it holds; removes the copy when it does and nobody needs it."""
    try:
        if copy.read_bytes() != target.read_bytes():
            return False
        if _is_older(copy, STALE):
            _sync(target)
            _remove(copy)
    except OSError:
        return not os.path.lexists(copy)
    return True


def _is_older(file: Path, seconds: float) -> bool:
    return time.time() - os.lstat(file).st_mtime > seconds


def _save_error(title: str, path: Path, error: OSError) -> SaveError:
    hint = _HINTS.get(error.errno or 0, "save again")
    return SaveError(title, error.strerror or "", hint, path)


def _create(path: Path, target: Path, raw: bytes) -> None:
    temporary = _beside(target, ".{}.tmp~")
    try:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "it exists", str(target))
        _write_new(temporary, raw, None)
        _name(temporary, target)
        try:
            _sync_folder(target.parent)
        except OSError:
            _remove(target)  # or saving it again would find the name taken
            raise
    except FileExistsError as error:
        hint = "choose another name"
        raise ChangedOutside("a file of that name is there already", hint=hint, path=path) from error
    finally:
        _remove(temporary)


def _name(temporary: Path, target: Path) -> None:
    """Give a file a name that must be free: unlike a rename, a link never replaces what appeared since."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        os.close(os.open(target, _NEW_FILE, 0o600))  # takes the name, or fails
        try:
            os.replace(temporary, target)
        except OSError:
            _remove(target)
            raise


def _overwrite(path: Path, raw: bytes, expected: str) -> None:
    target = _real(path)
    # the bytes may be there already, from a save that failed at its last step: it is done again, whole,
    # because a disk that failed to sync does not say so twice
    digests = (expected, digest_of(raw))
    _read(path, target, digests)
    if digests[0] == digests[1]:
        return
    temporary = _beside(target, ".{}.tmp~")
    try:
        alike = _write_new(temporary, raw, target)
        if alike and os.stat(target).st_nlink == 1:
            _read(path, target, digests)
            os.replace(temporary, target)
        else:
            copy = _beside(target, "{}.saved")
            os.rename(temporary, copy)
            _write_in_place(path, target, raw, digests, copy)
        _sync_folder(target.parent)
    finally:
        _remove(temporary)


def _real(path: Path) -> Path:
    """Return the path of the file itself; an error on the way never makes a link look like the file."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _gone(path) from error


def _gone(path: Path) -> PostGone:
    return PostGone("the post was deleted or moved", "", "write it again, or save a copy", path)


def _read(path: Path, target: Path, digests: Collection[str]) -> bytes:
    """Return the bytes on disk; raises SaveError when there is no file, ChangedOutside for other digests."""
    try:
        raw = target.read_bytes() if stat.S_ISREG(os.stat(target).st_mode) else None
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _gone(path) from error
    if raw is None or digest_of(raw) not in digests:
        hint = "compare the two, then keep yours, theirs or a copy"
        raise ChangedOutside("the post was changed outside", "", hint, path)
    return raw


def _short(name: str) -> str:
    return os.fsencode(name)[:_LONGEST_NAME].decode(errors="ignore")


def _beside(target: Path, pattern: str) -> Path:
    """Return a free path in the folder of a post; `sweep` knows both patterns."""
    return target.with_name(pattern.format(f"{_short(target.name)}.{secrets.token_hex(4)}"))


def _write_new(new: Path, raw: bytes, like: Path | None) -> bool:
    """Write a file that must not exist, durably; whether it has the mode, owner and attributes of another.

    Without another, the umask gives the mode.
    """
    descriptor = os.open(new, _NEW_FILE, 0o666 if like is None else 0o600)
    try:
        _fill(descriptor, raw)
        alike = like is None or _dress(descriptor, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return alike


def _fill(descriptor: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _dress(descriptor: int, like: Path) -> bool:
    """Give an open file another's owner, attributes (its access list is one) and mode; whether that went."""
    try:
        status, own = os.stat(like), os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            os.fchown(descriptor, status.st_uid, status.st_gid)
        wanted, found = _attributes(like), _attributes(descriptor)
        for name in (
            found.keys() - wanted.keys()
        ):  # a folder's default access list gives some to each new file
            os.removexattr(descriptor, name)
        for name, value in wanted.items():
            if found.get(name) != value:
                os.setxattr(descriptor, name, value)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    except OSError:
        return False
    return True


def _attributes(file: Path | int) -> dict[str, bytes]:
    if not hasattr(os, "listxattr"):  # Python knows them on Linux alone
        return {}
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return {}
        raise
    return {name: os.getxattr(file, name) for name in names}


def _write_in_place(path: Path, target: Path, raw: bytes, digests: Collection[str], copy: Path) -> None:
    """Overwrite a file; `copy` holds the new bytes durably and goes once the file is whole again."""
    try:
        _sync_folder(target.parent)  # the copy is only durable once its name is
        old = _read(path, target, digests)
        descriptor = os.open(target, os.O_WRONLY | os.O_NOFOLLOW)
    except (OSError, SaveError):
        _remove(copy)
        raise
    try:
        failure = _refill_or_restore(path, descriptor, raw, old, copy)
    finally:
        with contextlib.suppress(OSError):  # after fsync there is nothing left to fail
            os.close(descriptor)
    _remove(copy)
    if failure is not None:
        raise failure


def _refill_or_restore(path: Path, descriptor: int, raw: bytes, old: bytes, copy: Path) -> OSError | None:
    """Write the new bytes; when that fails put the old ones back and return why.

    Raises SaveError when even that fails: the copy is all there is.
    """
    try:
        _refill(descriptor, raw, len(old))
    except OSError as failure:
        try:
            _refill(descriptor, old, len(old))
        except OSError as error:
            hint = f"check the disk; your text is whole in {copy.name}"
            raise SaveError("the post is damaged on disk", error.strerror or "", hint, path) from error
        return failure
    return None


def _refill(descriptor: int, raw: bytes, size: int) -> None:
    if len(raw) > size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, len(raw))  # a full disk says so before anything is overwritten
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise
    os.lseek(descriptor, 0, os.SEEK_SET)
    _fill(descriptor, raw)
    os.ftruncate(descriptor, len(raw))
    os.fsync(descriptor)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    try:
        _sync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
