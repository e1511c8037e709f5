"""One file's text and place changed together: wholly, or not at all."""

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.files.acting import AFTER, BEFORE, found, killed_at, make_act, resumed
from tests.files.faults import Fault, watched
from tui.errors import ChangedOutside, PostGone, SaveError
from tui.files.acts import acts, perform, prune, resume, undo

PLACES = pytest.mark.parametrize("same_place", [False, True], ids=["moved", "in place"])


@PLACES
def test_an_act_changes_text_and_place_and_is_undone_to_the_byte(same_place: bool, tmp_path: Path) -> None:
    act = make_act(tmp_path, same_place)
    act.old.chmod(0o640)
    done = perform(act)
    assert (found(act), done.state) == ("after", "done")
    assert stat.S_IMODE(act.new.stat().st_mode) == 0o640
    undo(tmp_path / "state", done)
    assert found(act) == "before"
    assert stat.S_IMODE(act.old.stat().st_mode) == 0o640
    assert [each.kind for each in acts(tmp_path / "state")] == ["undo"]


def test_an_act_is_written_down_for_its_writer_alone(tmp_path: Path) -> None:
    act = perform(make_act(tmp_path))
    assert stat.S_IMODE(act.file.stat().st_mode) == 0o600
    assert acts(tmp_path / "state") == [act]
    assert (act.before, act.after) == (BEFORE, AFTER)


def test_a_file_at_the_new_place_is_never_overwritten(tmp_path: Path) -> None:
    act = make_act(tmp_path)
    act.new.parent.mkdir()
    act.new.write_bytes(b"another")
    with pytest.raises(ChangedOutside, match="where this one would go"):
        perform(act)
    assert (act.old.read_bytes(), act.new.read_bytes()) == (BEFORE, b"another")
    assert acts(tmp_path / "state") == []


def test_a_post_that_changed_or_went_is_not_moved(tmp_path: Path) -> None:
    act = make_act(tmp_path)
    act.old.write_bytes(b"changed")
    with pytest.raises(ChangedOutside):
        perform(act)
    act.old.unlink()
    with pytest.raises(PostGone):
        perform(act)
    assert not act.new.exists()


def test_a_name_that_no_file_can_have_is_refused_and_forgotten(tmp_path: Path) -> None:
    act = make_act(tmp_path)
    act = replace(act, new=act.new.with_name("weir" * 99 + ".md"))
    with pytest.raises(SaveError, match="cannot lie there"):
        perform(act)
    assert found(make_act(tmp_path)) == "before"
    assert acts(tmp_path / "state") == []


def test_a_link_is_not_moved(tmp_path: Path) -> None:
    act = make_act(tmp_path)
    act.old.rename(tmp_path / "real.md")
    act.old.symlink_to(tmp_path / "real.md")
    with pytest.raises(SaveError, match="link"):
        perform(act)
    assert act.old.is_symlink()


def test_undo_refuses_what_was_changed_since(tmp_path: Path) -> None:
    act = perform(make_act(tmp_path))
    act.new.write_bytes(AFTER + b"more")
    with pytest.raises(ChangedOutside):
        undo(tmp_path / "state", act)
    assert not act.old.exists()
    act.new.write_bytes(AFTER)
    act.old.write_bytes(b"a new draft of that name")
    with pytest.raises(ChangedOutside):
        undo(tmp_path / "state", act)
    assert act.old.read_bytes() == b"a new draft of that name"


def test_a_state_folder_that_cannot_be_written_stops_it_before_the_first_change(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file")
    act = make_act(tmp_path)
    with pytest.raises(SaveError):
        perform(act)
    assert found(act) == "before"


@PLACES
@pytest.mark.parametrize("broken", [False, True], ids=["once", "from then on"])
def test_a_disk_that_fails_at_any_call_leaves_one_or_the_other(
    same_place: bool, broken: bool, tmp_path: Path
) -> None:
    states = set()
    for nth in range(1, 500):
        root = tmp_path / str(nth)
        act = make_act(root, same_place)
        fault = Fault(nth, errno.EIO, broken)
        refused = False
        try:
            with watched(fault):
                perform(act)
        except SaveError:
            refused = True
        if not broken and refused:
            assert found(act) == "before", (nth, fault.name)
        resumed(root)
        assert found(act) in ("before", "after"), (nth, fault.name)
        assert refused or found(act) == "after", (nth, fault.name)
        states.add(found(act))
        if not fault.name:
            break
    else:
        pytest.fail("it made no end of calls")
    assert nth > 30
    assert states == {"before", "after"}


@PLACES
def test_a_process_that_is_killed_at_any_call_leaves_one_or_the_other(
    same_place: bool, tmp_path: Path
) -> None:
    """Each 7th call here, all of them in the soak."""
    _killed(tmp_path, same_place, 7)


@pytest.mark.soak
@PLACES
def test_a_process_that_is_killed_at_each_call(same_place: bool, tmp_path: Path) -> None:
    _killed(tmp_path, same_place, 1)


def _killed(folder: Path, same_place: bool, step: int) -> None:
    states = set()
    for nth in range(1, 500, step):
        root = folder / str(nth)
        if not killed_at(root, nth, same_place):
            break
        act = make_known(root, same_place)
        resumed(root)
        assert found(act) in ("before", "after"), nth
        states.add(found(act))
        assert not [*root.rglob(".*.md.*.tmp~")], nth
        left = [path for path in root.rglob("*.act") if path.is_file()]
        assert len(left) == (found(act) == "after" and bool(acts(root / "state"))), nth
    assert "before" in states


def make_known(root: Path, same_place: bool) -> Any:
    """Return the act of a folder without making its files again."""
    kept = {path: path.read_bytes() for path in root.rglob("*.md")}
    act = make_act(root, same_place)
    act.old.unlink()
    for path, raw in kept.items():
        path.write_bytes(raw)
    return act


def test_killed_between_the_two_files_it_goes_on_to_the_end(tmp_path: Path) -> None:
    act = make_act(tmp_path)

    class Killed(BaseException):
        pass

    def kill(name: str, arguments: tuple[Any, ...]) -> None:
        if name == "unlink" and arguments[0] == act.old:
            raise Killed

    with pytest.raises(Killed), watched(kill):
        perform(act)
    assert found(act) == "both"
    (begun,) = acts(tmp_path / "state")
    assert resume(begun) == "after"
    assert found(act) == "after"
    assert [each.state for each in acts(tmp_path / "state")] == ["done"]


def test_what_others_changed_since_is_left_alone(tmp_path: Path) -> None:
    act = make_act(tmp_path)
    act.new.parent.mkdir()
    act.new.write_bytes(AFTER)
    act.old.write_bytes(b"typed on")
    assert resume(act) == "unclear"
    assert (act.old.read_bytes(), act.new.read_bytes()) == (b"typed on", AFTER)


def test_acts_that_are_none_of_ours_are_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    for number, text in enumerate(("", "[]", "{}", '{"draftroom": 1}', "[" * 5000, "\xff")):
        (folder / f"{number}.act").write_text(text, "latin-1")
    (folder / "link.act").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe.act")
    assert acts(tmp_path) == []


def test_old_acts_are_forgotten_but_not_those_that_are_begun(tmp_path: Path) -> None:
    done = perform(make_act(tmp_path))
    prune(tmp_path / "state", done.time)
    assert acts(tmp_path / "state") == [done]
    prune(tmp_path / "state", done.time.replace(year=2100))
    assert acts(tmp_path / "state") == []
