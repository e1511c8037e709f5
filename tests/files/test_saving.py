"""Saving: the old bytes or the new ones, whole, whatever fails; links, modes and names stay."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.errors import ChangedOutside, SaveError
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


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to(".")])
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
    kept = error.value.hint.removeprefix("check the disk; your text is whole in ")
    assert (post.parent / kept).read_bytes() == NEW


def test_a_folder_that_cannot_be_synced_is_no_failure(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no folders")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    save_post(post, NEW, digest_of(OLD))
    assert post.read_bytes() == NEW
