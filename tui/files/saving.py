"""Writing a post to disk so that at every moment the old bytes or the new ones lie there, whole.

What is on disk now is compared by its hash, never by its time, and again right before the rename. The
file behind a link is written, never the link; a file with several names is overwritten in place,
because a rename would tear the names apart.
"""

import contextlib
import errno
import itertools
import os
import secrets
import stat
from collections.abc import Collection
from pathlib import Path

from tui.errors import ChangedOutside, SaveError
from tui.files.post import digest_of

_HINTS = {
    errno.ENOSPC: "free some space, then save again",
    errno.EDQUOT: "free some space, then save again",
    errno.EFBIG: "shorten the post, then save again",
    errno.EACCES: "change the permissions of the file and its folder, then save again",
    errno.EPERM: "change the permissions of the file and its folder, then save again",
    errno.EROFS: "make the disk writable, then save again",
    errno.ENOENT: "put the folder back, then save again",
    errno.ENOTDIR: "put the folder back, then save again",
    errno.ENAMETOOLONG: "choose a shorter name",
}

_NO_HARD_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)

_LONGEST_NAME = 200  # bytes of a post's name in its temporary file's, whose limit is 255


def save_post(path: Path, raw: bytes, expected: str | None) -> None:
    """Write a post's bytes durably, all or nothing.

    `expected` is the digest (see `tui.files.post.digest_of`) of the bytes that were read; None says that
    there must be no such file yet. Raises ChangedOutside when the disk holds something else, SaveError
    when the file is gone or cannot be written. Either way the file on disk stays as it was, or holds the
    new bytes whole when only the last step failed; saving again is safe.
    """
    try:
        if expected is None:
            _create(path, Path(os.path.realpath(path.parent)) / path.name, raw)
        else:
            _overwrite(path, Path(os.path.realpath(path)), raw, expected)
    except OSError as error:
        raise _save_error("the post could not be saved", path, error) from error


def create_post(path: Path, raw: bytes) -> Path:
    """Write a new post and return its path: a name that is taken gets `-2`, `-3` ... before its extension.

    Makes the folder when it is missing. Raises SaveError as `save_post`.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _sync_folder(path.parent.parent)
    except OSError as error:
        raise _save_error("the folder could not be made", path.parent, error) from error
    for number in itertools.count(1):
        candidate = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        with contextlib.suppress(ChangedOutside):
            save_post(candidate, raw, None)
            break
    return candidate


def _save_error(title: str, path: Path, error: OSError) -> SaveError:
    hint = _HINTS.get(error.errno or 0, "save again")
    return SaveError(title, error.strerror or "", hint, path)


def _create(path: Path, target: Path, raw: bytes) -> None:
    temporary = _temporary(target)
    try:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "it exists", str(target))
        _write_new(temporary, raw, None)
        try:
            os.link(temporary, target)  # unlike a rename, it never replaces a file that appeared since
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            _write_new(target, raw, None)
        _sync_folder(target.parent)
    except FileExistsError as error:
        hint = "choose another name"
        raise ChangedOutside("a file of that name is there already", hint=hint, path=path) from error
    finally:
        _remove(temporary)


def _overwrite(path: Path, target: Path, raw: bytes, expected: str) -> None:
    if _read(path, target, (expected, digest_of(raw))) == raw:
        # the bytes are there, perhaps from a save that failed at its last step
        _sync(target)
        _sync_folder(target.parent)
        return
    status = os.stat(target)
    temporary = _temporary(target)
    try:
        _write_new(temporary, raw, target)
        old = _read(path, target, (expected,))
        if status.st_nlink > 1:
            _sync_folder(target.parent)  # the copy is only durable once its name is
            _write_in_place(path, target, raw, old, temporary)
        else:
            os.replace(temporary, target)
        _sync_folder(target.parent)
    finally:
        _remove(temporary)


def _read(path: Path, target: Path, digests: Collection[str]) -> bytes:
    """Return the bytes on disk; raises SaveError when there is no file, ChangedOutside for other digests."""
    try:
        raw = target.read_bytes() if stat.S_ISREG(os.stat(target).st_mode) else None
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "write it again, or save a copy"
        raise SaveError("the post was deleted or moved", "", hint, path) from error
    if raw is None or digest_of(raw) not in digests:
        hint = "compare the two, then keep yours, theirs or a copy"
        raise ChangedOutside("the post was changed outside", "", hint, path)
    return raw


def _temporary(target: Path) -> Path:
    name = os.fsencode(target.name)[:_LONGEST_NAME].decode(errors="ignore")
    return target.with_name(f".{name}.{secrets.token_hex(4)}.tmp~")


def _write_new(new: Path, raw: bytes, like: Path | None) -> None:
    """Write a file that must not exist, durably, with the mode, owner and attributes of another.

    Removes what it wrote when it fails. Without another, the umask gives the mode.
    """
    mode = 0o666 if like is None else 0o600
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, mode)
    try:
        try:
            _fill(descriptor, raw)
            if like is not None:
                _dress(descriptor, like)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        _remove(new)
        raise


def _fill(descriptor: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _dress(descriptor: int, like: Path) -> None:
    """Give an open file another's owner, mode and extended attributes, as far as the system lets us."""
    status = os.stat(like)
    with contextlib.suppress(OSError):
        os.fchown(descriptor, -1, status.st_gid)
    with contextlib.suppress(OSError):
        os.fchown(descriptor, status.st_uid, -1)
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    with contextlib.suppress(OSError, AttributeError):  # macOS has no such functions
        for name in os.listxattr(like):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(like, name))


def _write_in_place(path: Path, target: Path, raw: bytes, old: bytes, copy: Path) -> None:
    """Overwrite a file; `copy` holds the new bytes durably.

    When that fails the old bytes are put back; when even that fails, the copy is kept under a name of
    its own and the error says where.
    """
    descriptor = os.open(target, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        try:
            _refill(descriptor, raw, len(old))
        except OSError:
            _refill_or_keep(path, target, descriptor, old, copy)
            raise
    finally:
        os.close(descriptor)


def _refill_or_keep(path: Path, target: Path, descriptor: int, old: bytes, copy: Path) -> None:
    try:
        _refill(descriptor, old, len(old))
    except OSError as error:
        kept = target.with_name(f"{target.name}.{secrets.token_hex(4)}.saved")
        os.rename(copy, kept)
        hint = f"your text is whole in {kept.name}"
        raise SaveError("the post is damaged on disk", error.strerror or "", hint, path) from error


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
