"""Saving: the old bytes or the new ones, whole, whatever fails; links, modes and names stay."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.errors import ChangedOutside, SaveError
from tui.files import saving
from tui.files.post import digest_of
from tui.files.saving import create_post, save_post

OLD = b"the river\r\nis high\xff\n" * 40
NEW = b"the river is low\0" * 90


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "river.md"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("raw", [NEW, b"", OLD])
def test_a_save_writes_the_bytes_and_nothing_else(raw: bytes, post: Path) -> None:
    save_post(post, raw, digest_of(OLD))
    assert post.read_bytes() == raw
    assert names(post.parent) == ["river.md"]


def test_an_empty_post_can_be_saved(post: Path) -> None:
    post.write_bytes(b"")
    save_post(post, NEW, digest_of(b""))
    assert post.read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o755, 0o444])
def test_the_mode_is_kept(mode: int, post: Path) -> None:
    post.chmod(mode)
    save_post(post, NEW, digest_of(OLD))
    assert stat.S_IMODE(post.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes in Python")
def test_extended_attributes_are_kept(post: Path) -> None:
    try:
        os.setxattr(post, "user.draftroom", b"kept")
    except OSError:
        pytest.skip("the file system has no extended attributes")
    save_post(post, NEW, digest_of(OLD))
    assert os.getxattr(post, "user.draftroom") == b"kept"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept(post: Path) -> None:
    os.chown(post, 1234, 2345)
    save_post(post, NEW, digest_of(OLD))
    assert (post.stat().st_uid, post.stat().st_gid) == (1234, 2345)


def test_a_chain_of_links_is_kept(post: Path) -> None:
    folder = post.parent / "links"
    folder.mkdir()
    (folder / "first.md").symlink_to("second.md")
    (folder / "second.md").symlink_to("../river.md")
    save_post(folder / "first.md", NEW, digest_of(OLD))
    assert post.read_bytes() == NEW
    assert (folder / "first.md").readlink() == Path("second.md")
    assert (names(folder), names(post.parent)) == (["first.md", "second.md"], ["links", "river.md"])


@pytest.mark.parametrize("raw", [NEW, b"short", b""])
def test_a_file_with_two_names_keeps_both(raw: bytes, post: Path) -> None:
    other = post.with_name("other.md")
    os.link(post, other)
    save_post(post, raw, digest_of(OLD))
    assert (post.read_bytes(), other.read_bytes()) == (raw, raw)
    assert other.samefile(post)
    assert names(post.parent) == ["other.md", "river.md"]


def test_a_long_name_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".md")
    save_post(path, OLD, None)
    save_post(path, NEW, digest_of(OLD))
    assert path.read_bytes() == NEW


def test_a_change_outside_is_never_overwritten(post: Path) -> None:
    status = post.stat()
    theirs = OLD.replace(b"high", b"grey")
    post.write_bytes(theirs)
    os.utime(post, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(ChangedOutside, match="changed outside") as error:
        save_post(post, NEW, digest_of(OLD))
    assert (error.value.path, bool(error.value.hint)) == (post, True)
    assert post.read_bytes() == theirs
    assert names(post.parent) == ["river.md"]


@pytest.mark.parametrize("links", [1, 2])
def test_a_change_during_the_save_is_seen(links: int, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if links == 2:
        os.link(post, post.with_name("other.md"))
    fsync = os.fsync

    def change_outside(descriptor: int) -> None:
        fsync(descriptor)
        post.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", change_outside)
    with pytest.raises(ChangedOutside):
        save_post(post, NEW, digest_of(OLD))
    assert post.read_bytes() == b"theirs"


def test_the_same_bytes_from_outside_are_no_conflict(post: Path) -> None:
    post.write_bytes(NEW)
    save_post(post, NEW, digest_of(OLD))
    assert post.read_bytes() == NEW


def test_a_deleted_post_is_not_brought_back(post: Path) -> None:
    post.unlink()
    with pytest.raises(SaveError, match="deleted or moved") as error:
        save_post(post, NEW, digest_of(OLD))
    assert not isinstance(error.value, ChangedOutside)
    assert names(post.parent) == []


def test_a_folder_in_the_place_of_the_post_is_a_change(post: Path) -> None:
    post.unlink()
    post.mkdir()
    with pytest.raises(ChangedOutside):
        save_post(post, NEW, digest_of(OLD))


def test_a_gone_folder_is_said(post: Path) -> None:
    with pytest.raises(SaveError, match="put the folder back"):
        save_post(post.parent / "gone" / "river.md", NEW, None)


def test_a_new_post_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save_post(tmp_path / "new.md", NEW, None)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o640
    assert (tmp_path / "new.md").stat().st_nlink == 1
    assert names(tmp_path) == ["new.md"]


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_a_new_post_overwrites_nothing(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "new.md"
    make(path)
    with pytest.raises(ChangedOutside, match="there already"):
        save_post(path, NEW, None)
    assert names(tmp_path) == ["new.md"]


@pytest.mark.parametrize("number", [0, errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.md"
    link = os.link

    def appear(source: Path, target: Path) -> None:
        path.write_bytes(b"theirs")
        if number:
            raise OSError(number, "no hard links")
        link(source, target)

    monkeypatch.setattr(os, "link", appear)
    with pytest.raises(ChangedOutside):
        save_post(path, NEW, None)
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["new.md"]


def test_a_disk_without_hard_links_takes_new_posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(os.link, 1, errno.EPERM))
    save_post(tmp_path / "new.md", NEW, None)
    assert (tmp_path / "new.md").read_bytes() == NEW
    assert names(tmp_path) == ["new.md"]


def test_new_posts_count_up_when_their_name_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "2024" / "05" / "low.water.md"
    used = [create_post(path, text.encode()) for text in ("one", "two", "three")]
    assert [name.name for name in used] == ["low.water.md", "low.water-2.md", "low.water-3.md"]
    assert [name.read_text() for name in used] == ["one", "two", "three"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match="folder could not be made"):
        create_post(tmp_path / "file" / "folder" / "new.md", NEW)


def failing(call: Callable[..., Any], nth: int, number: int) -> Callable[..., Any]:
    """A system call that fails once, the n-th time."""
    calls = 0

    def wrapped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(number, os.strerror(number))
        return call(*arguments, **named)

    return wrapped


def refused(post: Path) -> bool:
    try:
        save_post(post, NEW, digest_of(OLD))
    except SaveError:
        return True
    return False


CALLS = (
    "open",
    "write",
    "fsync",
    "replace",
    "close",
    "stat",
    "fstat",
    "fchmod",
    "listxattr",
    "ftruncate",
    "lseek",
)


@pytest.mark.parametrize("links", [1, 2])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", [name for name in (*CALLS, "posix_fallocate") if hasattr(os, name)])
def test_any_failing_call_leaves_a_whole_post(
    call: str, number: int, links: int, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if links == 2:
        os.link(post, post.parent / "other.md")
    before = names(post.parent)
    for nth in range(1, 9):
        post.write_bytes(OLD)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(getattr(os, call), nth, number))
            failed = refused(post)
        assert post.read_bytes() in ((OLD, NEW) if failed else (NEW,))
        assert names(post.parent) == before
        if not failed:
            break
        save_post(post, NEW, digest_of(OLD))
        assert post.read_bytes() == NEW


@pytest.mark.parametrize("call", ["open", "write", "fsync", "link", "close"])
def test_any_failing_call_leaves_no_half_new_post(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(1, 5):
        path = tmp_path / f"{nth}.md"
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(getattr(os, call), nth, errno.EIO))
            try:
                save_post(path, NEW, None)
            except SaveError:
                assert not path.exists() or path.read_bytes() == NEW
            else:
                assert path.read_bytes() == NEW
        assert not [name for name in names(tmp_path) if name.endswith("~")]


def test_short_writes_are_carried_on(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:7]))
    save_post(post, NEW, digest_of(OLD))
    assert post.read_bytes() == NEW


def test_a_file_with_two_names_that_cannot_be_put_back_leaves_a_copy(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.link(post, post.with_name("other.md"))
    write, written = os.write, 0

    def break_in_the_middle(descriptor: int, data: memoryview) -> int:
        nonlocal written
        written += 1
        if written == 1:
            return write(descriptor, data)
        if written == 2:
            return write(descriptor, data[:5])
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "write", break_in_the_middle)
    with pytest.raises(SaveError, match="your text is whole in") as error:
        save_post(post, NEW, digest_of(OLD))
    kept = error.value.hint.removeprefix("your text is whole in ")
    assert (post.parent / kept).read_bytes() == NEW


def test_the_disk_is_asked_in_the_order_that_survives_a_power_cut(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def recorded(name: str) -> Callable[..., Any]:
        call = getattr(os, name)

        def wrapped(*arguments: Any, **named: Any) -> Any:
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(arguments[0]).st_mode)
            calls.append(f"{name} of the folder" if folder else name)
            return call(*arguments, **named)

        return wrapped

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, recorded(name))
    save_post(post, NEW, digest_of(OLD))
    assert calls == ["write", "fsync", "replace", "fsync of the folder"]


def test_a_folder_that_cannot_be_synced_is_no_failure(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no folders")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    save_post(post, NEW, digest_of(OLD))
    assert post.read_bytes() == NEW


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "space"),
        (errno.EDQUOT, "space"),
        (errno.EFBIG, "shorten"),
        (errno.EACCES, "permissions"),
        (errno.EPERM, "permissions"),
        (errno.EROFS, "writable"),
        (errno.EIO, "save again"),
    ],
)
def test_hints_fit_their_errors(number: int, hint: str, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", failing(os.write, 1, number))
    with pytest.raises(SaveError, match=hint) as error:
        save_post(post, NEW, digest_of(OLD))
    assert (error.value.path, error.value.detail) == (post, os.strerror(number))


SAVER = """
import sys
from pathlib import Path
from tui.files.post import digest_of
from tui.files.saving import save_post
path = Path(sys.argv[1])
versions = [b"a" * 300_000, b"b" * 300_000]
print("ready", flush=True)
while True:
    save_post(path, versions[1], digest_of(versions[0]))
    versions.reverse()
"""


def test_a_killed_save_leaves_one_version_whole(tmp_path: Path) -> None:
    path = tmp_path / "river.md"
    path.write_bytes(b"a" * 300_000)
    root = Path(saving.__file__).parents[2]
    for round_ in range(3):
        path.write_bytes(b"a" * 300_000)
        command = [sys.executable, "-c", SAVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.01 + round_ * 0.007)
            process.send_signal(signal.SIGKILL)
        assert path.read_bytes() in (b"a" * 300_000, b"b" * 300_000)
