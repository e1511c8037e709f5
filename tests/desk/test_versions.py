"""Earlier versions: each save keeps what it replaced and what it wrote, and git's are listed with them."""

import errno
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from tests.desk.screen import Screen
from tests.desk.support import WEIR, make_blog
from tui.desk.versions import WHAT, Sitting, earlier_versions, text_of
from tui.errors import DraftroomError, PostError
from tui.files.versions import Versions, Why


@pytest.fixture
def weir(tmp_path: Path) -> Path:
    return make_blog(tmp_path) / "_posts" / "2024-10-12-the-weir.md"


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "state", days=30, megabytes=1)


def kept(versions: Versions, post: Path) -> list[tuple[str, str]]:
    return [(earlier.what, text_of(versions, earlier)) for earlier in earlier_versions(versions, post)]


def test_a_sitting_keeps_what_was_before_it_and_what_it_saved_last(versions: Versions, weir: Path) -> None:
    sitting = Sitting(versions, "one")
    assert sitting.add(weir, b"low", b"lower") is None
    assert sitting.add(weir, b"lower", b"lowest") is None
    assert kept(versions, weir) == [("saved", "lowest"), ("before the first save", "low")]
    assert Sitting(versions, "two").add(weir, b"lowest", b"high") is None
    assert [text for _, text in kept(versions, weir)] == ["high", "lowest", "low"]


def test_every_reason_has_words() -> None:
    assert set(WHAT) == set(get_args(Why))


def test_a_version_that_cannot_be_kept_undoes_no_save(weir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(weir)
    screen.open(weir)
    screen.type("low ")
    assert screen.desk.draft is not None
    job = screen.desk.saves.job(screen.desk.draft)
    assert job is not None

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr("tui.files.versions._write", refuse)
    saved = job.run()
    assert isinstance(saved.problem, DraftroomError)
    assert weir.read_text() == f"low {WEIR}"


def test_both_texts_are_kept_and_a_full_disk_loses_neither_text(
    versions: Versions, weir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(versions, "one")
    sitting.add_both(weir, b"mine", b"theirs")
    assert {text for _, text in kept(versions, weir)} == {"mine", "theirs"}

    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tui.files.versions._write", refuse)
    sitting.add_both(weir, b"more", b"other")
    assert {text for _, text in kept(versions, weir)} == {"mine", "theirs"}


def test_git_and_our_own_are_one_list_in_the_order_of_time(versions: Versions, weir: Path) -> None:
    blog = weir.parent.parent
    who = ["-c", "user.name=ada", "-c", "user.email=ada@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "the weir is here"]):
        subprocess.run(
            ["git", *command], cwd=blog, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        )
    Sitting(versions, "one").add(weir, b"low", b"lower")
    assert kept(versions, weir) == [
        ("saved", "lower"),
        ("before the first save", "low"),
        ("git: the weir is here", WEIR),
    ]
    times = [earlier.time.astimezone(UTC) for earlier in earlier_versions(versions, weir)]
    assert times == sorted(times, reverse=True)
    assert times[0] <= datetime.now(UTC)


def test_a_version_that_went_is_an_error(versions: Versions, weir: Path) -> None:
    Sitting(versions, "one").add(weir, b"low", b"lower")
    earlier = earlier_versions(versions, weir)[0]
    versions.of(weir)[0].path.unlink()
    with pytest.raises(PostError):
        text_of(versions, earlier)
