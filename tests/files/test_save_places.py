"""Saving where files are more than bytes: links, modes, owners, attributes, taken names, strange clocks."""

import errno
import os
import stat
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.files.faults import AGAIN, NEW, OLD, make
from tests.files.scenes import open_folder, seen
from tui.errors import ChangedOutside, SaveError
from tui.files.post import digest_of
from tui.files.saving import create_post, save_post

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may do this")
needs_attributes = pytest.mark.skipif(
    not hasattr(os, "setxattr"), reason="the system has no extended attributes in Python"
)


# --- links


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.parametrize("length", [1, 2, 5])
def test_the_file_behind_links_is_written(length: int, absolute: bool, tmp_path: Path) -> None:
    place = make(tmp_path / "far", "plain")
    links = [tmp_path / f"link{number}.md" for number in range(length)]
    for link, leads_to in zip(links, [*links[1:], place.path], strict=True):
        link.symlink_to(leads_to if absolute else os.path.relpath(leads_to, tmp_path))
    before = [link.readlink() for link in links]
    save_post(links[0], NEW, digest_of(OLD))
    assert [link.readlink() for link in links] == before
    assert (place.state(), place.left()) == ("new", [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["far", *(link.name for link in links)]


def test_a_post_in_a_linked_folder_is_saved(tmp_path: Path) -> None:
    place = make(tmp_path / "far", "plain")
    (tmp_path / "near").symlink_to("far")
    save_post(tmp_path / "near" / "river.md", NEW, digest_of(OLD))
    assert (place.state(), place.left(), (tmp_path / "near").is_symlink()) == ("new", [], True)


def test_a_link_whose_file_is_gone_is_told_then_written_through(tmp_path: Path) -> None:
    place = make(tmp_path, "link")
    place.real.unlink()
    with pytest.raises(SaveError, match=r"river\.md: the post was deleted or moved; write it again"):
        place.save()
    save_post(place.path, NEW, None)  # the writer said yes
    assert (place.path.is_symlink(), place.real.read_bytes(), place.left()) == (True, NEW, [])


def test_a_link_whose_folder_is_gone_is_told(tmp_path: Path) -> None:
    place = make(tmp_path, "link")
    place.real.unlink()
    place.real.parent.rmdir()
    for expected, hint in ((digest_of(OLD), "write it again"), (None, "put the folder back")):
        with pytest.raises(SaveError, match=hint):
            save_post(place.path, NEW, expected)
    assert place.path.is_symlink()


@pytest.mark.parametrize("expected", [digest_of(OLD), None])
def test_links_that_go_round_are_told(expected: str | None, tmp_path: Path) -> None:
    (tmp_path / "river.md").symlink_to("other.md")
    (tmp_path / "other.md").symlink_to("river.md")
    with pytest.raises(SaveError, match=r"repair the link|choose another name"):
        save_post(tmp_path / "river.md", NEW, expected)
    assert (tmp_path / "river.md").is_symlink()


@pytest.mark.parametrize("raw", [NEW, OLD + b"!", OLD[:-1], b"", b"x"])
def test_all_names_of_a_file_keep_its_bytes(raw: bytes, tmp_path: Path) -> None:
    place = make(tmp_path, "hard link")
    far = tmp_path / "deep" / "water.md"
    far.parent.mkdir()
    os.link(place.path, far)
    before = place.path.stat()
    save_post(place.path, raw, digest_of(OLD))
    assert [path.read_bytes() for path in (place.path, far, tmp_path / "other.md")] == [raw] * 3
    assert (place.path.stat().st_ino, place.path.stat().st_nlink, place.left()) == (before.st_ino, 3, [])


# --- modes, owners and attributes


@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
@pytest.mark.parametrize("mode", [0o400, 0o444, 0o600, 0o664, 0o666, 0o755, 0o1644])
def test_any_mode_is_kept(mode: int, shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    place.real.chmod(mode)
    if shape == "hard link" and not os.access(place.path, os.W_OK):
        pytest.skip("a closed file with two names is written by root alone")
    place.save()
    assert (stat.S_IMODE(place.real.stat().st_mode), place.state()) == (mode, "new")


@needs_root
@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
def test_any_owner_is_kept(shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    os.chown(place.real, 1234, 2345)
    place.real.chmod(0o6755)
    place.save()
    status = place.real.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 2345, 0o6755)


@needs_root
@pytest.mark.parametrize("case", ["open folder", "sticky folder"])
def test_anothers_file_stays_theirs(case: str) -> None:
    with open_folder() as folder:
        outcome = seen("anothers_file", folder)[case]
    assert (outcome.state, outcome.left) == ("new 0 2345 646", ())


def set_attribute(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"the file system does not take {name}: {error.strerror}")


@needs_attributes
@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
def test_all_extended_attributes_are_kept(shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    wanted = {"user.mood": b"quiet", "user.empty": b"", "user.bytes": bytes(range(256)), "user.é": b"\xff"}
    for name, value in wanted.items():
        set_attribute(place.real, name, value)
    place.save()
    kept = {name: os.getxattr(place.real, name) for name in os.listxattr(place.real) if name in wanted}
    assert (kept, place.state()) == (wanted, "new")


def access_list(user: int) -> bytes:
    """Return an access list that lets a user read and write, as Linux keeps it (linux/posix_acl_xattr.h)."""
    nobody = 0xFFFFFFFF
    entries = ((1, 6, nobody), (2, 6, user), (4, 4, nobody), (16, 6, nobody), (32, 0, nobody))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@needs_attributes
@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
def test_the_access_list_is_kept(shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    set_attribute(place.real, "system.posix_acl_access", access_list(1234))
    place.save()
    assert os.getxattr(place.real, "system.posix_acl_access") == access_list(1234)
    assert place.state() == "new"


@needs_attributes
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_access_list_of_the_folder_opens_no_post(mode: int, tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    place.path.chmod(mode)
    set_attribute(tmp_path, "system.posix_acl_default", access_list(1234))
    place.save()
    assert "system.posix_acl_access" not in os.listxattr(place.path)
    assert (stat.S_IMODE(place.path.stat().st_mode), place.state()) == (mode, "new")


@pytest.mark.parametrize("call", ["fchmod", "setxattr", "getxattr", "listxattr"])
def test_what_no_other_file_may_have_keeps_the_file_itself(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, call):
        pytest.skip(f"the system has no {call} in Python")
    place = make(tmp_path, "plain")
    if call != "fchmod":
        set_attribute(place.path, "user.mood", b"quiet")
    before = place.path.stat().st_ino

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, call, refuse)
    place.save()
    monkeypatch.undo()
    assert (place.path.stat().st_ino, place.state(), place.left()) == (before, "new", [])
    assert call == "fchmod" or os.getxattr(place.path, "user.mood") == b"quiet"


# --- names that are taken


@pytest.mark.parametrize(
    "make_other", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere"), os.mkfifo]
)
def test_a_new_post_passes_by_whatever_has_its_name(
    make_other: Callable[[Path], None], tmp_path: Path
) -> None:
    make_other(tmp_path / "river.md")
    before = (tmp_path / "river.md").lstat()
    assert create_post(tmp_path / "river.md", NEW).name == "river-2.md"
    assert (tmp_path / "river.md").lstat() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["river-2.md", "river.md"]


def test_a_disk_that_folds_case_gives_a_new_post_a_name_of_its_own(tmp_path: Path) -> None:
    (folder := tmp_path / "disk").mkdir()
    assert [(name, outcome.state) for name, outcome in seen("folded_case", folder, mounts=True).items()] == [
        ("kitchen-2.md", "old")
    ]


@pytest.mark.parametrize("number", [0, errno.EPERM])
def test_only_the_disk_says_which_names_are_one(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a disk that folds case, in small: each name is looked up in lower case
    (tmp_path / "kitchen.md").write_bytes(OLD)
    link, os_open = os.link, os.open

    def folded(path: Path) -> Path:
        return path.with_name(path.name.lower())

    def folded_link(source: Path, target: Path) -> None:
        if number:
            raise OSError(number, "no hard links")
        link(folded(source), folded(target))

    monkeypatch.setattr(os, "link", folded_link)
    monkeypatch.setattr(os, "open", lambda path, *more: os_open(folded(path), *more))
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    monkeypatch.setattr(
        os, "replace", lambda source, target, call=os.replace: call(folded(source), folded(target))
    )
    monkeypatch.setattr(os, "unlink", lambda path, call=os.unlink: call(folded(path)))
    assert create_post(tmp_path / "Kitchen.md", NEW).name == "Kitchen-2.md"
    names = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert names == {"kitchen.md": OLD, "kitchen-2.md": NEW}


# --- clocks


@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
@pytest.mark.parametrize("shift", [0, -1, -3600, -(10**9), 3600], ids="{} s".format)
def test_the_clock_does_not_hide_another_text(shift: int, shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    then = place.real.stat().st_mtime_ns + shift * 10**9
    theirs = OLD.replace(b"high", b"grey")
    place.real.write_bytes(theirs)
    os.utime(place.real, ns=(then, then))
    with pytest.raises(ChangedOutside, match="compare the two"):
        place.save()
    assert (place.found(), place.left()) == (theirs, [])


@pytest.mark.parametrize("shift", [-(10**9), 3600], ids="{} s".format)
def test_the_clock_makes_no_change_where_none_is(shift: int, tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    then = place.path.stat().st_mtime + shift
    os.utime(place.path, (then, then))
    place.save()
    save_post(place.path, AGAIN, digest_of(NEW))
    assert place.found() == AGAIN


def test_bytes_that_are_there_are_not_written(tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    before = place.path.stat()
    save_post(place.path, OLD, digest_of(OLD))
    after = place.path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
