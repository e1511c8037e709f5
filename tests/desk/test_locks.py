"""Locks: a post is written by one draftroom, which gives it free when it has nothing unsaved in it."""

import os
from pathlib import Path

import pytest

from tests.desk.screen import Screen
from tests.desk.support import make_blog
from tui.desk.locks import Locks
from tui.errors import SaveError
from tui.files.lock import Taken


@pytest.fixture
def ours(tmp_path: Path) -> Locks:
    return Locks(tmp_path / "state")


@pytest.fixture
def theirs(tmp_path: Path) -> Locks:
    return Locks(tmp_path / "state")


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


def test_a_post_is_taken_once(ours: Locks, theirs: Locks, post: Path) -> None:
    assert not ours.are_ours(post)
    ours.take(post)
    ours.take(post)
    theirs.try_take(post)
    assert (ours.are_ours(post), theirs.are_ours(post)) == (True, False)
    with pytest.raises(Taken):
        theirs.take(post)


def test_who_is_taken_over_has_it_no_more_until_it_is_free(ours: Locks, theirs: Locks, post: Path) -> None:
    ours.take(post)
    theirs.take(post, over=True)
    assert (ours.are_ours(post), theirs.are_ours(post)) == (False, True)
    ours.try_take(post)
    assert not ours.are_ours(post)
    theirs.keep_only(())
    ours.try_take(post)
    assert ours.are_ours(post)


def test_all_others_are_given_free(ours: Locks, theirs: Locks, post: Path) -> None:
    other = post.with_name("kitchen.md")
    ours.take(post)
    ours.take(other)
    ours.keep_only({other})
    theirs.take(post)
    assert (ours.are_ours(post), ours.are_ours(other), theirs.are_ours(post)) == (False, True, True)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="descriptors are counted in /proc")
def test_a_post_that_goes_to_and_fro_costs_no_descriptors(ours: Locks, theirs: Locks, post: Path) -> None:
    ours.take(post)
    theirs.take(post, over=True)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(10):
        ours.take(post, over=True)
        theirs.take(post, over=True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_desk_keeps_the_post_in_front_and_what_is_unsaved(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    weir, ferry, silt = sorted(blog.rglob("*.md"))
    first, second = Screen(blog), Screen(blog)
    first.open(weir)
    first.type("unsaved ")
    first.open(ferry)
    first.open(silt)
    held = [path for path in (weir, ferry, silt) if first.desk.locks.are_ours(path)]
    assert held == [weir, silt]
    second.open(weir)
    assert not second.desk.locks.are_ours(weir)
    first.open(weir)
    first.save()
    first.open(ferry)
    second.open(weir)
    assert second.desk.locks.are_ours(weir)
    first.desk.close()
    second.desk.close()


def test_who_lost_a_post_saves_nothing(tmp_path: Path) -> None:
    weir = make_blog(tmp_path) / "_posts" / "2024-10-12-the-weir.md"
    first, second = Screen(weir), Screen(weir)
    first.open(weir)
    first.type("mine ")
    second.desk.locks.take(weir, over=True)
    with pytest.raises(SaveError, match="another draftroom"):
        first.save()
    second.desk.close()
    first.save()
    assert weir.read_text().startswith("mine ")
    first.desk.close()
