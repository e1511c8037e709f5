"""Versions: each kept whole, in order whatever the clock says, and gone when old or too many."""

import errno
import gzip
import os
import random
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.errors import PostError, SaveError
from tui.files import versions as room
from tui.files.names import state_name
from tui.files.post import LARGEST_POST, digest_of
from tui.files.versions import Version, Versions, Why

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RIVER = b"the river\r\nis high\xff\0\n"
NOISE = random.Random(1).randbytes(400_000)  # what gzip cannot make smaller


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(room, "_now", clock)
    return clock


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "state", days=90, megabytes=1)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


def keep(versions: Versions, post: Path, raw: bytes, why: Why = "before", sitting: str = "one") -> Version:
    version = versions.add(post, raw, why, sitting)
    assert version is not None
    return version


def texts(versions: Versions, post: Path) -> list[bytes]:
    return [versions.read(version) for version in versions.of(post)]


def folder_of(post: Path) -> Path:
    return post.parent / "state" / "versions" / state_name(post)


@pytest.mark.parametrize("raw", [RIVER, b"", b"a" * 2_000_000, NOISE[:100_000]])
def test_a_version_is_read_as_it_was_kept(raw: bytes, versions: Versions, post: Path, clock: Clock) -> None:
    version = keep(versions, post, raw, "outside")
    assert versions.read(version) == raw
    assert (version.time, version.why, version.digest, version.size) == (
        NOON,
        "outside",
        digest_of(raw),
        len(raw),
    )
    assert versions.of(post) == [version]


def test_a_person_can_read_a_version_with_gzip(versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    assert gzip.decompress(version.path.read_bytes()) == RIVER
    assert version.path.name.endswith(".md.gz")


def test_the_same_text_is_the_same_file(versions: Versions, post: Path) -> None:
    one, other = keep(versions, post, RIVER), keep(versions, post.with_name("other.md"), RIVER)
    assert one.path.read_bytes() == other.path.read_bytes()


def test_nobody_else_reads_the_versions(versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    assert stat.S_IMODE(version.path.stat().st_mode) == 0o600
    for folder in (version.path.parent, version.path.parent.parent, post.parent / "state"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_versions_come_newest_first_and_each_post_has_its_own(
    versions: Versions, post: Path, clock: Clock
) -> None:
    for raw in (b"one", b"two", b"three"):
        keep(versions, post, raw)
        clock.forward(hours=1)
    keep(versions, post.with_name("other.md"), b"other")
    assert texts(versions, post) == [b"three", b"two", b"one"]


def test_a_post_without_versions_has_none(versions: Versions, post: Path) -> None:
    assert versions.of(post) == []
    assert versions.prune(NOON) == 0


def test_the_same_text_again_is_not_kept_again(versions: Versions, post: Path, clock: Clock) -> None:
    keep(versions, post, RIVER, "before")
    assert versions.add(post, RIVER, "saved", "two") is None
    keep(versions, post, b"low")
    keep(versions, post, RIVER)
    assert texts(versions, post) == [RIVER, b"low", RIVER]


def test_a_sitting_keeps_its_last_saved_text_alone(versions: Versions, post: Path, clock: Clock) -> None:
    keep(versions, post, b"0", "before", "one")
    keep(versions, post, b"1", "saved", "one")
    keep(versions, post, b"2", "outside", "one")
    keep(versions, post, b"3", "saved", "one")
    keep(versions, post, b"4", "saved", "two")
    keep(versions, post, b"5", "saved", "two")
    keep(versions, post, b"6", "here", "two")
    keep(versions, post, b"7", "here", "two")
    assert texts(versions, post) == [b"7", b"6", b"5", b"3", b"2", b"0"]


@pytest.mark.parametrize("sitting", ["", "../../etc", "a" * 300, "\0\n\x1b", "\udcff"])
def test_any_name_of_a_sitting_will_do(sitting: str, versions: Versions, post: Path) -> None:
    keep(versions, post, b"1", "saved", "another")
    keep(versions, post, b"2", "saved", sitting)
    last = keep(versions, post, b"3", "saved", sitting)
    assert texts(versions, post) == [b"3", b"1"]
    assert last.path.parent == folder_of(post)


def test_a_clock_that_jumps_back_changes_no_order(versions: Versions, post: Path, clock: Clock) -> None:
    keep(versions, post, b"one")
    clock.forward(days=-400)
    two, three = keep(versions, post, b"two"), keep(versions, post, b"three")
    assert texts(versions, post) == [b"three", b"two", b"one"]
    assert NOON < two.time < three.time < NOON + timedelta(seconds=1)


DIGEST = digest_of(RIVER)


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        ".0123456789abcdef.tmp~",
        f"20260231T120000.000000Z-saved-01234567-5-{DIGEST}.md.gz",
        f"99991231T235959.999999Z-saved-01234567-5-{DIGEST}.md.gz",
        f"20261123T120000.000000Z-because-01234567-5-{DIGEST}.md.gz",
        f"20261123T120000.000000Z-saved-01234567-5-{DIGEST[:-1]}.md.gz",
        f"20261123T120000.000000Z-saved-01234567-5-{DIGEST}.md.gz\n",
        f"20261123T120000.000000Z-saved-01234567-{'9' * 20}-{DIGEST}.md.gz",
        f"٢0261123T120000.000000Z-saved-01234567-5-{DIGEST}.md.gz",
        "\udcff",
    ],
)
def test_names_that_are_not_ours_are_skipped(name: str, versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    (version.path.parent / name).write_bytes(b"")
    assert versions.of(post) == [version]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no gzip at all",
        gzip.compress(RIVER, mtime=0)[:-12],
        gzip.compress(RIVER + b"more", mtime=0),
        gzip.compress(b"", mtime=0),
    ],
)
def test_a_damaged_version_is_said_and_not_given(damage: bytes, versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    version.path.write_bytes(damage)
    with pytest.raises(PostError, match="damaged") as error:
        versions.read(version)
    assert error.value.hint == "choose another version"


def test_a_version_damaged_in_any_byte_of_its_text_is_never_given(versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER * 3)
    packed = version.path.read_bytes()
    for place in range(len(packed)):
        version.path.write_bytes(packed[:place] + bytes([packed[place] ^ 0x41]) + packed[place + 1 :])
        try:
            raw = versions.read(version)
        except PostError:
            continue
        assert raw == RIVER * 3


def test_a_bomb_is_not_unpacked(versions: Versions, post: Path) -> None:
    version, many = keep(versions, post, RIVER), bytes(LARGEST_POST + 1024)
    version.path.write_bytes(gzip.compress(many, mtime=0))
    with pytest.raises(PostError, match="damaged"):
        versions.read(replace(version, digest=digest_of(many)))


@pytest.mark.parametrize("change", [Path.unlink, lambda path: (path.unlink(), path.mkdir())])
def test_a_version_that_went_is_said(change: object, versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    assert callable(change)
    change(version.path)
    with pytest.raises(PostError, match="cannot be read"):
        versions.read(version)


def test_a_link_in_the_place_of_a_version_is_not_followed(versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    version.path.rename(post.parent / "elsewhere.gz")
    version.path.symlink_to(post.parent / "elsewhere.gz")
    with pytest.raises(PostError, match="cannot be read"):
        versions.read(version)


def test_a_text_too_large_to_be_read_again_is_not_kept(versions: Versions, post: Path) -> None:
    with pytest.raises(SaveError, match="too large"):
        versions.add(post, bytes(LARGEST_POST + 1), "saved", "one")
    assert versions.of(post) == []


@pytest.mark.parametrize("call", ["open", "fsync", "replace", "mkdir"])
def test_a_version_that_cannot_be_written_takes_no_other_away(
    call: str, versions: Versions, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = post if call != "mkdir" else post.with_name("other.md")
    keep(versions, old, b"one", "saved", "one")

    def fail(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(SaveError, match="space") as error:
            versions.add(post, b"two", "saved", "one")
    assert error.value.detail == os.strerror(errno.ENOSPC)
    assert texts(versions, old) == [b"one"]
    assert len(list(folder_of(old).iterdir())) == 1


def test_old_versions_go_even_the_last(versions: Versions, post: Path, clock: Clock) -> None:
    keep(versions, post, b"one")
    clock.forward(days=50)
    keep(versions, post, b"two")
    assert versions.prune(NOON + timedelta(days=90)) == 0
    assert versions.prune(NOON + timedelta(days=91)) == 1
    assert texts(versions, post) == [b"two"]
    assert versions.prune(NOON + timedelta(days=141)) == 1
    assert versions.of(post) == []


def test_the_oldest_of_all_posts_go_first_but_never_a_newest(
    versions: Versions, post: Path, clock: Clock
) -> None:
    other, sole = post.with_name("other.md"), post.with_name("sole.md")
    large = [bytes([number]) + NOISE for number in range(5)]
    for target, raw in zip((sole, post, other, post, other), large, strict=True):
        keep(versions, target, raw)
        clock.forward(hours=1)
    assert versions.prune(clock.now) == 2
    kept = [texts(versions, path) for path in (sole, post, other)]
    assert kept == [[large[0]], [large[3]], [large[4]]]  # 1.2 MB of 1 MB: each is its post's newest


def test_size_takes_only_as_many_as_it_must(versions: Versions, post: Path, clock: Clock) -> None:
    large = [bytes([number]) + NOISE for number in range(4)]
    for raw in large:
        keep(versions, post, raw)
        clock.forward(hours=1)
    assert versions.prune(clock.now) == 2
    assert texts(versions, post) == [large[3], large[2]]


def test_temporary_files_of_dead_writers_are_swept(versions: Versions, post: Path) -> None:
    folder = keep(versions, post, RIVER).path.parent
    now = datetime.now(UTC)
    for name, hours in (("dead", -2), ("living", 0), ("future", 30)):
        (folder / f".{name}.tmp~").touch()
        os.utime(folder / f".{name}.tmp~", (now.timestamp() + hours * 3600,) * 2)
    (folder / "mine.txt").touch()
    os.utime(folder / "mine.txt", (0, 0))
    assert versions.prune(now) == 0
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".gz") == [
        ".living.tmp~",
        "mine.txt",
    ]


def test_pruning_follows_no_link_out_of_the_state_folder(versions: Versions, post: Path) -> None:
    version = keep(versions, post, RIVER)
    outside = post.parent / "outside"
    version.path.parent.rename(outside)
    version.path.parent.symlink_to(outside)
    assert versions.prune(NOON + timedelta(days=9999)) == 0
    assert len(list(outside.iterdir())) == 1


BUSY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tui.files.versions import Versions
versions = Versions(Path(sys.argv[1]), 1, 0)
for number in range(150):
    versions.add(Path(sys.argv[2]), f"{sys.argv[3]} {number}".encode(), "saved", sys.argv[3])
    versions.prune(datetime.now(UTC))
    for version in versions.of(Path(sys.argv[2])):
        assert version.size
"""


def test_many_at_once_lose_nothing_and_never_stumble(versions: Versions, post: Path) -> None:
    state, root = post.parent / "state", Path(room.__file__).parents[2]
    command = [sys.executable, "-c", BUSY, str(state), str(post)]
    done: list[subprocess.CompletedProcess[str]] = []

    def run(sitting: str) -> None:
        done.append(subprocess.run([*command, sitting], cwd=root, capture_output=True, text=True))

    threads = [threading.Thread(target=run, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(process.returncode, process.stderr) for process in done] == [(0, ""), (0, "")]
    assert texts(versions, post)[0] in (b"one 149", b"two 149")
    assert not list(folder_of(post).glob(".*"))
