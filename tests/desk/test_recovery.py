"""What was never saved is offered until the writer decides, and undo goes on where it was."""

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.screen import Screen
from tests.desk.support import WEIR, make_blog
from tests.files.steps import undone
from tui.desk.recovery import find_unsaved, journal_folders
from tui.errors import JournalError, PostError
from tui.files.journal import journals
from tui.settings import places


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return make_blog(tmp_path)


@pytest.fixture
def weir(blog: Path) -> Path:
    return blog / "_posts" / "2024-10-12-the-weir.md"


def crashed(post: Path, *words: str) -> None:
    """Type into a post and be gone."""
    screen = Screen(post)
    screen.open(post)
    for word in words:
        screen.type(word)
    screen.desk.close()


def started(post: Path) -> Screen:
    screen = Screen(post)
    screen.open(post)
    return screen


def texts(screen: Screen) -> list[str]:
    return [found.text for found in screen.desk.find_unsaved()]


def test_what_was_typed_is_offered_with_what_the_file_has(weir: Path) -> None:
    crashed(weir, "one ", "two ")
    screen = started(weir)
    (found,) = screen.desk.find_unsaved()
    assert (found.post, found.text, found.disk) == (weir, f"two one {WEIR}", WEIR)
    assert abs(found.sitting.last - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_was_restored_can_be_undone_and_is_offered_until_it_is_saved(weir: Path) -> None:
    crashed(weir, "one ", "two ")
    screen = started(weir)
    screen.restore(screen.desk.find_unsaved()[0])
    assert screen.text == f"two one {WEIR}"
    screen.undo()
    assert screen.text == f"one {WEIR}"
    screen.desk.close()
    screen = started(weir)
    (found,) = screen.desk.find_unsaved()
    screen.restore(found)
    screen.save()
    assert weir.read_text() == f"one {WEIR}"
    screen.desk.close()
    weir.write_text("something else\n")
    assert texts(started(weir)) == []


def test_what_was_declined_is_kept_thirty_days(weir: Path) -> None:
    crashed(weir, "one ")
    screen = started(weir)
    screen.desk.safety.dismiss(screen.desk.find_unsaved()[0])
    assert texts(screen) == []
    folder = places().state / "journals"
    (left,) = journals([folder])
    assert [found.state for found in find_unsaved([folder], dropped=True)] == ["dropped"]
    for days, there in ((29, True), (31, False)):
        then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(left, (then, then))
        screen.desk.find_unsaved()
        assert left.exists() == there


def test_what_is_kept_for_later_is_offered_again_however_old(weir: Path) -> None:
    crashed(weir, "one ")
    (left,) = journals([places().state / "journals"])
    os.utime(left, (0, 0))
    for _ in range(2):
        screen = started(weir)
        assert texts(screen) == [f"one {WEIR}"]
        screen.desk.close()


KILLED = """
import os
from pathlib import Path
from tests.desk.screen import Screen
from tui.desk import safety as room
import sys
post = Path(sys.argv[1])
screen = Screen(post)
room.decide = lambda journal, fate: os.kill(os.getpid(), 9)
screen.restore(screen.desk.find_unsaved()[0])
"""


def test_a_crash_while_restoring_loses_nothing(weir: Path) -> None:
    """Row 22: killed between the new journal and the note in the old one."""
    crashed(weir, "one ", "two ")
    done = subprocess.run([sys.executable, "-c", KILLED, str(weir)], check=False)
    assert done.returncode == -9
    screen = started(weir)
    assert set(texts(screen)) == {f"two one {WEIR}"}
    screen.restore(screen.desk.find_unsaved()[0])
    screen.undo()
    assert screen.text == f"one {WEIR}"


def test_text_is_restored_also_where_no_journal_can_be_written(
    weir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(weir, "one ")
    screen = started(weir)
    (found,) = screen.desk.find_unsaved()

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        screen.restore(found)
        with pytest.raises(JournalError):
            screen.desk.safety.dismiss(found)
    assert screen.text == f"one {WEIR}"
    assert texts(screen) == [f"one {WEIR}"]


def test_the_text_of_a_file_that_is_gone_is_restored(weir: Path) -> None:
    crashed(weir, "one ")
    weir.unlink()
    screen = Screen(weir.parent)
    (found,) = screen.desk.find_unsaved()
    assert found.disk is None
    screen.restore(found)
    assert screen.desk.draft is not None
    screen.desk.saves.recreate_job(screen.desk.draft).run()
    assert weir.read_text() == f"one {WEIR}"


def test_what_another_program_wrote_since_the_crash_is_seen(weir: Path) -> None:
    crashed(weir, "one ")
    theirs = WEIR.replace("the last one", "the last two")
    weir.write_text(theirs)
    screen = Screen(weir.parent)
    (found,) = screen.desk.find_unsaved()
    screen.restore(found)
    outside = screen.look()
    assert outside is not None
    assert not outside.touching
    screen.take_in(outside)
    assert screen.text == f"one {theirs}"


def test_the_base_of_restored_text_is_known_after_a_second_crash(weir: Path) -> None:
    crashed(weir, "one ")
    weir.write_text(WEIR.replace("the last one", "the last two"))
    screen = Screen(weir.parent)
    screen.restore(screen.desk.find_unsaved()[0])
    screen.desk.close()
    again = Screen(weir.parent)
    (found,) = again.desk.find_unsaved()
    assert found.file.text == WEIR


def test_a_file_that_is_no_post_any_more_is_not_restored_over(weir: Path) -> None:
    crashed(weir, "one ")
    weir.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    screen = Screen(weir.parent)
    (found,) = screen.desk.find_unsaved()
    screen.restore(found)
    assert screen.text == f"one {WEIR}"
    with pytest.raises(PostError):
        screen.look()
    assert weir.read_bytes().startswith(b"\x89PNG")


def test_what_is_being_written_now_is_not_offered(weir: Path) -> None:
    first = started(weir)
    first.type("one ")
    second = Screen(weir)
    assert texts(second) == []
    left = second.desk.safety.unsaved_elsewhere(weir)
    assert left is not None
    assert left.text == f"one {WEIR}"
    assert first.desk.safety.unsaved_elsewhere(weir) is None
    first.desk.close()
    assert texts(second) == [f"one {WEIR}"]


def test_what_the_file_has_is_not_offered(weir: Path) -> None:
    crashed(weir, "one ")
    weir.write_text(f"one {WEIR}")
    assert texts(started(weir)) == []


def test_a_post_is_one_through_whichever_link(weir: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(weir)
    (tmp_path / "linked").symlink_to(weir.parent)
    crashed(link, "one ")
    for name in (weir, link, tmp_path / "linked" / weir.name):
        folders = journal_folders(places().state, (name,))
        assert [found.text for found in find_unsaved(folders, name)] == [f"one {WEIR}"]
    screen = started(link)
    screen.restore(screen.desk.find_unsaved()[0])
    screen.save()
    screen.desk.close()
    assert link.is_symlink()
    assert undone(started(weir).desk.safety.past(weir, f"one {WEIR}")) == [f"one {WEIR}", WEIR]


def test_a_journal_beside_a_post_is_found_before_the_folder_was_read(weir: Path) -> None:
    """Row 27: where nothing can be written, no index is kept either."""
    state = places().state
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text("a file where a folder should be")
    crashed(weir, "one ")
    assert [path.parent for path in journals([weir.parent])] == [weir.parent]
    screen = Screen(weir.parent)
    assert screen.desk.blog.entries() == ()
    assert texts(screen) == [f"one {WEIR}"]


def test_a_clock_that_jumps_back_between_sittings_mixes_nothing_up(weir: Path) -> None:
    """Row 26."""
    crashed(weir, "one ")
    (first,) = journals([places().state / "journals"])
    moment = first.name.split(".")[2].split("-")[0]
    first.rename(first.with_name(first.name.replace(moment, "20991231T235959000000")))
    os.utime(weir, (0, 0))
    screen = started(weir)
    screen.restore(screen.desk.find_unsaved()[0])
    screen.type("two ")
    assert undone(screen.past()) == [f"two one {WEIR}", f"one {WEIR}", WEIR]
    screen.desk.close()
    assert texts(started(weir)) == [f"two one {WEIR}"]
