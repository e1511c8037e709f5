"""What other programs wrote goes together with what the writer did, or is shown where it touches."""

import os
from pathlib import Path

import pytest

from tests.desk.screen import Screen
from tests.desk.support import WEIR, make_blog
from tui.desk.outside import Outside, is_gone, look_outside
from tui.errors import PostError
from tui.files.sittings import read_sitting

TOP, BOTTOM = "the weir", "the last one"


@pytest.fixture
def weir(tmp_path: Path) -> Path:
    return make_blog(tmp_path) / "_posts" / "2024-10-12-the-weir.md"


@pytest.fixture
def screen(weir: Path) -> Screen:
    screen = Screen(weir)
    screen.open(weir)
    return screen


def replaced(screen: Screen, old: str, new: str) -> None:
    """Type over some words."""
    before = screen.text[: screen.text.index(old)]
    row, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    screen._take(screen.writer.type((row, column), (row, column + len(old)), new))


def seen(screen: Screen) -> Outside:
    """Return what another program did."""
    found = screen.look()
    assert found is not None
    return found


def test_a_file_as_it_was_read_has_no_news_whatever_its_time(screen: Screen, weir: Path) -> None:
    assert screen.look() is None
    os.utime(weir, (0, 0))
    replaced(screen, BOTTOM, "the very last one")
    assert screen.look() is None


def test_another_text_of_the_same_size_and_time_is_news(screen: Screen, weir: Path) -> None:
    status = weir.stat()
    weir.write_text(WEIR.replace("weir", "ferr"))
    os.utime(weir, ns=(status.st_atime_ns, status.st_mtime_ns))
    found = seen(screen)
    assert not found.touching
    assert found.text() == weir.read_text()


def test_changes_that_do_not_touch_become_one_text(screen: Screen, weir: Path) -> None:
    replaced(screen, BOTTOM, "the very last one")
    weir.write_text(WEIR.replace("a heron", "two herons"))
    found = seen(screen)
    assert not found.touching
    screen.take_in(found)
    assert screen.text == WEIR.replace(BOTTOM, "the very last one").replace("a heron", "two herons")
    assert screen.look() is None
    screen.save()
    assert weir.read_text() == screen.text


def test_changes_that_touch_wait_for_a_choice(screen: Screen, weir: Path) -> None:
    replaced(screen, BOTTOM, "mine")
    weir.write_text(WEIR.replace(BOTTOM, "theirs"))
    found = seen(screen)
    assert found.touching
    with pytest.raises(ValueError, match="choices"):
        found.text()
    assert "theirs" in found.text(["theirs"])
    screen.take_in(found, ["mine"])
    assert screen.text == WEIR.replace(BOTTOM, "mine")


def test_a_key_that_both_added_at_different_places_is_a_choice(screen: Screen, weir: Path) -> None:
    head, _, rest = WEIR.partition("\n")
    replaced(screen, head, f"{head}\nslug: mine")
    end = rest.index("---\n")
    weir.write_text(f"{head}\n{rest[:end]}slug: theirs\n{rest[end:]}")
    found = seen(screen)
    assert found.touching
    assert "slug: theirs" not in found.text(["mine"])


def test_both_texts_are_kept_as_versions(screen: Screen, weir: Path) -> None:
    replaced(screen, BOTTOM, "mine")
    mine, theirs = screen.text, WEIR.replace(BOTTOM, "theirs")
    weir.write_text(theirs)
    found = seen(screen)
    screen.take_in(found, ["theirs"])
    kept = {
        screen.desk.saves.text_of(earlier): earlier.what
        for earlier in screen.desk.saves.earlier_versions(weir)
    }
    assert kept == {
        mine: "typed here, not chosen",
        theirs: "written by another program, not chosen",
    }


@pytest.mark.parametrize(("ours", "theirs"), [("\r\n", "\n"), ("\n", "\r\n")])
def test_a_program_that_rewrote_all_line_ends_touches_nothing(weir: Path, ours: str, theirs: str) -> None:
    weir.write_bytes(WEIR.replace("\n", ours).encode())
    screen = Screen(weir)
    screen.open(weir)
    replaced(screen, BOTTOM, "the very last one")
    weir.write_bytes(WEIR.replace("a heron", "two herons").replace("\n", theirs).encode())
    found = seen(screen)
    assert not found.touching
    expected = WEIR.replace(BOTTOM, "the very last one").replace("a heron", "two herons")
    assert found.text() == expected.replace("\n", theirs)


def test_what_was_taken_in_is_journalled_and_undone(screen: Screen, weir: Path) -> None:
    replaced(screen, BOTTOM, "mine")
    mine = screen.text
    weir.write_text(WEIR.replace("a heron", "two herons"))
    found = seen(screen)
    screen.take_in(found)
    sitting = read_sitting(screen.journal())
    assert sitting is not None
    assert (sitting.past.text, sitting.unsaved) == (screen.text, True)
    screen.undo()
    assert screen.text == mine


def test_a_clean_post_takes_the_new_text_and_is_clean(screen: Screen, weir: Path) -> None:
    weir.write_text(f"{WEIR}more\n")
    found = seen(screen)
    screen.take_in(found)
    assert screen.text == f"{WEIR}more\n"
    assert screen.desk.drafts.unsaved() == []
    sitting = read_sitting(screen.journal())
    assert sitting is not None
    assert not sitting.unsaved


def test_the_same_change_on_both_sides_needs_nothing(screen: Screen, weir: Path) -> None:
    replaced(screen, BOTTOM, "the very last one")
    weir.write_text(screen.text)
    found = seen(screen)
    screen.take_in(found)
    assert screen.desk.drafts.unsaved() == []
    assert screen.text == weir.read_text()


def test_headers_that_would_not_be_one_are_a_choice(weir: Path) -> None:
    toml = '+++\ntitle = "the weir"\nlayout = "post"\ntags = []\n+++\n\nlow.\n'
    weir.write_text(toml)
    screen = Screen(weir)
    screen.open(weir)
    screen.type('mood = "calm"\n', (1, 0))
    weir.write_text(toml.replace("tags = []\n", 'tags = []\nmood = "wild"\n'))
    found = seen(screen)
    assert found.touching
    assert found.text(["theirs"]) == weir.read_text()
    assert found.text(["mine"]) == screen.text


def test_a_file_that_is_gone_is_said_and_kept_as_nothing(screen: Screen, weir: Path) -> None:
    weir.unlink()
    found = seen(screen)
    assert (found.theirs, found.touching) == (None, False)
    screen.desk.accept_outside_change(found)
    assert screen.desk.saves.earlier_versions(weir) == []


def test_a_renamed_folder_is_gone(screen: Screen, weir: Path) -> None:
    weir.parent.rename(weir.parent.with_name("moved"))
    found = seen(screen)
    assert found.theirs is None
    weir.parent.write_text("a file where the folder was")
    assert is_gone(weir)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0", b"\xff\xfe\0a"])
def test_what_is_no_post_is_an_error(screen: Screen, weir: Path, raw: bytes) -> None:
    weir.write_bytes(raw)
    assert screen.desk.draft is not None
    with pytest.raises(PostError):
        look_outside(screen.desk.draft)


def test_a_folder_in_its_place_is_an_error_not_a_loss(screen: Screen, weir: Path) -> None:
    weir.unlink()
    weir.mkdir()
    with pytest.raises(PostError):
        screen.look()


def test_half_a_character_stops_no_merge(screen: Screen, weir: Path) -> None:
    screen.type("\ud83c")
    weir.write_text(WEIR.replace(BOTTOM, "theirs"))
    found = seen(screen)
    screen.take_in(found)
    assert screen.text == "\ud83c" + weir.read_text()
