"""Saving of a post, so that at every moment the disk holds all of its old bytes or all of its new ones.

The bytes on disk are compared by their hash, never by their time, and once more right before the rename. For
a link, the file that it leads to is written. A rename would separate a file with several hard links from its
other names, and would lose an owner or attributes that draftroom may not set. Such a file is overwritten in
place; a complete copy lies beside it until the post itself is durable.
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
"""Seconds after which the process whose save left a file behind has surely ended."""

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
    """Write a post's bytes durably, all or nothing; nothing is written when the disk has these bytes.

    `expected` is the digest (see `tui.files.post.digest_of`) of the bytes that were read. None means that
    there must be no such file yet; for a dangling link, its target is made.

    Raises ChangedOutside when the disk holds other bytes, SaveError when the file is gone or cannot be
    written. The file is then as before, or, when only the last step failed, holds all the new bytes; saving
    again is safe. Only a disk that fails while a file is overwritten in place can damage the file; the error
    then names the copy with the new bytes.
    """
    try:
        if expected is None:
            _create(path, Path(os.path.realpath(path)), raw)
        else:
            _overwrite(path, raw, expected)
    except OSError as error:
        raise _save_error("the post could not be saved", path, error) from error


def create_post(path: Path, raw: bytes) -> Path:
    """Write a new post and return its path; a name in use gets `-2`, `-3` ... before its extension.

    Makes the folder when it is missing. Raises SaveError as `save_post` does.
    """
    make_folder(path.parent)
    for number in itertools.count(1):
        candidate = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if os.path.islink(candidate):  # even a dangling link uses the name
            continue
        with contextlib.suppress(ChangedOutside):
            save_post(candidate, raw, None)
            break
    return candidate


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, durably if it is missing. Raises SaveError."""
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for place in missing:
            _sync_folder(place.parent)
    except OSError as error:
        raise _save_error("the folder could not be made", folder, error) from error


def sweep(path: Path, stale: float = STALE) -> tuple[Path, ...]:
    """Tidy up beside a post after killed saves; return the copies whose text differs from the post's.

    Temporary files older than `stale` seconds are removed; the post is complete without them. `stale` may be
    0 when the post is locked, because then no other process saves it.

    A copy is left by a save that was killed, or whose disk failed, while it overwrote the post in place. The
    copy is complete, and may be the only complete text. So it is removed only when it is older than STALE and
    the post durably holds the same bytes. A copy that differs is returned, however old it is.

    Raises nothing: a file that cannot be read or removed stays.
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
        # a save that was killed while it made a new post may have left the post with both names
        if _is_older(temporary, stale) or (target.exists() and temporary.samefile(target)):
            os.unlink(temporary)


def _holds(target: Path, copy: Path) -> bool:
    """Whether a post has the same bytes as a copy of it; if so, a copy older than STALE is removed."""
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
            _remove(target)  # otherwise the next save would find the name in use
            raise
    except FileExistsError as error:
        hint = "choose another name"
        raise ChangedOutside("a file of that name is there already", hint=hint, path=path) from error
    finally:
        _remove(temporary)


def _name(temporary: Path, target: Path) -> None:
    """Give a file a name that must be free; a hard link, unlike a rename, never replaces another file."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        os.close(os.open(target, _NEW_FILE, 0o600))  # reserves the name, or fails if it is in use
        try:
            os.replace(temporary, target)
        except OSError:
            _remove(target)
            raise


def _overwrite(path: Path, raw: bytes, expected: str) -> None:
    target = _real(path)
    # the disk may hold the new bytes already, from a save that failed at its last step; all steps are done
    # again, because a disk reports a failed sync only once
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
    """Return the path of the file without links; strict, so that no error makes a link pass for the file."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _gone(path) from error


def _gone(path: Path) -> PostGone:
    return PostGone("the post was deleted or moved", "", "write it again, or save a copy", path)


def _read(path: Path, target: Path, digests: Collection[str]) -> bytes:
    """Return the bytes on disk.

    Raises PostGone when there is no file, ChangedOutside when the digest is none of `digests`.
    """
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
    """Return a free path in the folder of a post; `sweep` looks for both patterns that are used."""
    return target.with_name(pattern.format(f"{_short(target.name)}.{secrets.token_hex(4)}"))


def _write_new(new: Path, raw: bytes, like: Path | None) -> bool:
    """Write a new file durably; return whether it has the mode, owner and attributes of the file `like`.

    Without `like`, the umask decides on the mode, and the result is True.
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
    """Give an open file the owner, attributes (with the access list) and mode of another.

    Returns whether all of it succeeded.
    """
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
    if not hasattr(os, "listxattr"):  # Python has it on Linux only
        return {}
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return {}
        raise
    return {name: os.getxattr(file, name) for name in names}


def _write_in_place(path: Path, target: Path, raw: bytes, digests: Collection[str], copy: Path) -> None:
    """Overwrite a file; `copy` holds the new bytes durably and is removed when the file is complete."""
    try:
        _sync_folder(target.parent)  # the copy is durable only when its name is
        old = _read(path, target, digests)
        descriptor = os.open(target, os.O_WRONLY | os.O_NOFOLLOW)
    except (OSError, SaveError):
        _remove(copy)
        raise
    try:
        failure = _refill_or_restore(path, descriptor, raw, old, copy)
    finally:
        with contextlib.suppress(OSError):  # the bytes are synced, so a failed close loses nothing
            os.close(descriptor)
    _remove(copy)
    if failure is not None:
        raise failure


def _refill_or_restore(path: Path, descriptor: int, raw: bytes, old: bytes, copy: Path) -> OSError | None:
    """Write the new bytes; when that fails, restore the old ones and return the error.

    Raises SaveError when the old bytes cannot be restored either: only the copy is then complete.
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
            os.posix_fallocate(
                descriptor, 0, len(raw)
            )  # a full disk fails here, before anything is overwritten
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
