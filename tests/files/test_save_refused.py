"""Saving where it cannot be done: full, read-only and closed places; the post stays, and it is told."""

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.files.faults import NEW, OLD, SHAPES, make
from tests.files.inside import CLOSED
from tests.files.scenes import Seen, open_folder, seen
from tui.errors import SaveError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may do this")


# --- full disks


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return seen("full_disk", tmp_path_factory.mktemp("full"), mounts=True)


@pytest.mark.parametrize("free", range(11))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_full_disk_leaves_a_whole_post(shape: str, free: int, full: Seen) -> None:
    outcome = full[f"{shape} {free}"]
    assert outcome.left == ()
    if outcome.error:
        assert outcome.state == ("nothing" if shape == "new" else "old")
        assert "river.md" in outcome.error
        assert "free some space" in outcome.error
    else:
        assert outcome.state == "new"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_save_goes_once_there_is_room(shape: str, full: Seen) -> None:
    saved = [not full[f"{shape} {free}"].error for free in range(11)]
    assert saved == sorted(saved)
    assert (saved[0], saved[-1]) == (False, True)


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return seen("size_limit", tmp_path_factory.mktemp("limited"))


@pytest.mark.parametrize("size", [0, 1, len(OLD), len(NEW) - 1, len(NEW)])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_limit_of_file_sizes_leaves_a_whole_post(shape: str, size: int, limited: Seen) -> None:
    outcome = limited[f"{shape} {size}"]
    assert outcome.left == ()
    assert bool(outcome.error) == (size < len(NEW))
    if outcome.error:
        assert outcome.state == ("nothing" if shape == "new" else "old")
        assert "shorten the post" in outcome.error
    else:
        assert outcome.state == "new"


# --- files and folders that may not be written

_GET_FLAGS, _SET_FLAGS, IMMUTABLE, APPEND = 0x80086601, 0x40086602, 0x10, 0x20  # linux/fs.h


@contextmanager
def flagged(path: Path, flag: int) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            (flags,) = struct.unpack("l", fcntl.ioctl(descriptor, _GET_FLAGS, bytes(8)))
            fcntl.ioctl(descriptor, _SET_FLAGS, struct.pack("l", flags | flag))
        except OSError as error:
            pytest.skip(f"files cannot be made immutable here: {error.strerror}")
        yield
        fcntl.ioctl(descriptor, _SET_FLAGS, struct.pack("l", flags))
    finally:
        os.close(descriptor)


@needs_root
@pytest.mark.parametrize("flag", [IMMUTABLE, APPEND])
@pytest.mark.parametrize("shape", ["plain", "hard link", "link"])
def test_a_file_that_may_not_change_is_told(shape: str, flag: int, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    with flagged(place.real, flag), pytest.raises(SaveError, match="lift the protection") as error:
        place.save()
    assert (error.value.path, place.state(), place.left()) == (place.path, "old", [])
    place.save()
    assert place.state() == "new"


@needs_root
@pytest.mark.parametrize("shape", ["plain", "hard link", "new"])
def test_a_folder_that_may_not_change_is_told(shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    with flagged(tmp_path, IMMUTABLE), pytest.raises(SaveError, match="lift the protection"):
        place.save()
    assert (place.state(), place.left()) == ("nothing" if shape == "new" else "old", [])


@pytest.fixture(scope="module")
def mounted_read_only(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return seen("read_only_mount", tmp_path_factory.mktemp("mounted"), mounts=True)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_read_only_disk_is_told(shape: str, mounted_read_only: Seen) -> None:
    outcome = mounted_read_only[shape]
    assert "make the disk writable" in outcome.error
    assert "river.md" in outcome.error
    assert (outcome.state, outcome.left) == ("nothing" if shape == "new" else "old", ())


@pytest.fixture(scope="module")
def unpermitted() -> Seen:
    with open_folder() as folder:
        return seen("no_permission", folder)


@pytest.mark.parametrize("case", CLOSED)
def test_missing_permissions_are_told(case: str, unpermitted: Seen) -> None:
    outcome = unpermitted[case]
    assert outcome.left == ()
    if case == "closed file":  # its owner closed it against others, and the folder is open
        assert (outcome.state, outcome.error) == ("new", "")
    else:
        assert "change the permissions of the file and its folder" in outcome.error
        assert outcome.state == {"closed folder, new": "nothing", "unreadable": "unknown"}.get(case, "old")
