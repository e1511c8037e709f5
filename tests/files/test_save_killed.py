"""A save that is killed at any moment: old bytes or new ones are there, whole, and what is left is swept."""

import os
import time
from pathlib import Path

import pytest

from tests.files.faults import NEW, OLD, SHAPES, make
from tests.files.inside import Outcome, outcomes, run
from tui.files.saving import STALE, save_post, sweep


@pytest.mark.parametrize("shape", SHAPES)
def test_a_save_killed_before_any_call_leaves_the_text_whole(shape: str, tmp_path: Path) -> None:
    seen = outcomes(run("killed_at_each_call", str(tmp_path), shape))
    assert len(seen) > 15
    for outcome in seen:
        if outcome.state == "damaged":  # in the middle of overwriting a file with two names
            assert (shape, outcome.copies, len(outcome.left)) == ("hard link", 1, 1), outcome
        else:
            assert outcome.state in (("nothing", "new") if shape == "new" else ("old", "new")), outcome
            assert len(outcome.left) == outcome.copies, outcome
    states = {outcome.state for outcome in seen}
    assert {"nothing" if shape == "new" else "old", "new"} <= states
    assert ("damaged" in states) == (shape == "hard link")


def killed_at_random(folder: Path, shape: str, rounds: int) -> list[Outcome]:
    seen = outcomes(run("killed_at_random", str(folder), shape, str(rounds)))
    assert len(seen) == rounds
    return seen


def damaged(seen: list[Outcome]) -> list[Outcome]:
    return [outcome for outcome in seen if outcome.state == "damaged"]


@pytest.mark.parametrize("rounds", [25, pytest.param(1000, marks=pytest.mark.soak)])
def test_kills_damage_no_post(rounds: int, tmp_path: Path) -> None:
    seen = killed_at_random(tmp_path, "plain", rounds)
    assert damaged(seen) == []
    assert not any(outcome.copies for outcome in seen)
    # a round that was killed while it wrote has left its temporary file
    assert rounds < 1000 or sum(bool(outcome.left) for outcome in seen) > 50


@pytest.mark.parametrize("rounds", [10, pytest.param(300, marks=pytest.mark.soak)])
def test_kills_leave_a_copy_of_a_post_with_two_names(rounds: int, tmp_path: Path) -> None:
    seen = killed_at_random(tmp_path, "hard link", rounds)
    assert [outcome for outcome in damaged(seen) if not outcome.copies] == []
    assert rounds < 300 or damaged(seen)


TEMPORARY, COPY = ".river.md.0123abcd.tmp~", "river.md.0123abcd.saved"
YOUNG, OF_AGE, FROM_THE_FUTURE = 0, STALE + 5, -3600


def left(folder: Path, name: str, raw: bytes, age: float) -> Path:
    path = folder / name
    path.write_bytes(raw)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


@pytest.mark.parametrize(
    ("age", "stays"),
    [(YOUNG, True), (STALE - 30, True), (FROM_THE_FUTURE, True), (OF_AGE, False), (1e9, False)],
)
def test_a_temporary_file_goes_when_no_save_can_still_use_it(age: float, stays: bool, tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    temporary = left(tmp_path, TEMPORARY, NEW[:100], age)
    assert sweep(place.path) == ()
    assert (temporary.exists(), place.state()) == (stays, "old")


@pytest.mark.parametrize(
    ("raw", "age", "stays", "told"),
    [
        (NEW, YOUNG, True, True),
        (NEW, OF_AGE, True, True),
        (NEW, 1e9, True, True),
        (OLD, YOUNG, True, False),
        (OLD, OF_AGE, False, False),
    ],
)
def test_a_copy_goes_only_when_the_post_holds_the_same(
    raw: bytes, age: float, stays: bool, told: bool, tmp_path: Path
) -> None:
    place = make(tmp_path, "plain")
    copy = left(tmp_path, COPY, raw, age)
    assert sweep(place.path) == ((copy,) if told else ())
    assert (copy.exists(), place.state()) == (stays, "old")


def test_a_copy_of_a_post_that_is_gone_is_told(tmp_path: Path) -> None:
    copy = left(tmp_path, COPY, OLD, 1e9)
    assert sweep(tmp_path / "river.md") == (copy,)
    assert copy.exists()


@pytest.mark.parametrize(
    "name",
    [
        "river.md",
        ".river.md.0123abcd.tmp",
        ".river.md.0123ABCD.tmp~",
        ".river.md.0123abc.tmp~",
        ".river.md.0123abcde.tmp~",
        "river.md.0123abcd.tmp~",
        "..river.md.0123abcd.tmp~",
        ".riverXmd.0123abcd.tmp~",
        ".other.md.0123abcd.tmp~",
        ".river.md.0123abcd.tmp~\n",
        "other.md.0123abcd.saved",
        "river.md~",
    ],
)
def test_no_other_file_is_touched_or_told_of(name: str, tmp_path: Path) -> None:
    make(tmp_path, "plain")
    other = left(tmp_path, name, OLD, 1e9)
    assert sweep(tmp_path / "river.md") == ()
    assert other.read_bytes() == OLD


def test_only_files_are_swept(tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    (tmp_path / TEMPORARY).mkdir()
    (tmp_path / COPY).symlink_to("river.md")
    (tmp_path / ".river.md.00000000.tmp~").symlink_to("river.md")
    assert sweep(place.path) == ()
    assert len(place.left()) == 3


def test_what_lies_beside_the_file_behind_a_link_is_swept(tmp_path: Path) -> None:
    place = make(tmp_path, "link")
    temporary = left(place.real.parent, ".water.md.0123abcd.tmp~", NEW, OF_AGE)
    copy = left(place.real.parent, "water.md.0123abcd.saved", NEW, OF_AGE)
    assert sweep(place.path) == (copy,)
    assert (temporary.exists(), copy.exists()) == (False, True)


def test_the_second_name_of_a_new_post_goes_at_once(tmp_path: Path) -> None:
    place = make(tmp_path, "plain")
    os.link(place.path, tmp_path / TEMPORARY)
    assert sweep(place.path) == ()
    assert (place.left(), place.path.stat().st_nlink) == ([], 1)


def test_names_that_are_patterns_or_too_long_are_swept(tmp_path: Path) -> None:
    for name in ("[a-z]*(1).md", "é" * 120 + ".md", os.fsdecode(b"r\xe9ver.md")):
        path = tmp_path / name
        save_post(path, OLD, None)
        start = os.fsdecode(os.fsencode(name)[:200].decode(errors="ignore"))
        temporary = left(tmp_path, f".{start}.0123abcd.tmp~", NEW, OF_AGE)
        assert sweep(path) == ()
        assert not temporary.exists()


@pytest.mark.parametrize("folder", ["gone", "file"])
def test_a_sweep_where_nothing_can_be_read_is_quiet(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert sweep(tmp_path / folder / "river.md") == ()
