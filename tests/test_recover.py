"""`draftroom recover`: texts that were never saved, without the app."""

import json
from pathlib import Path

import pytest

from tests.commandline import run
from tui.edits import Edit, Step
from tui.files.journal import Journal, decide
from tui.files.lock import take
from tui.files.post import digest_of
from tui.files.versions import Versions
from tui.settings import places

TEXT = "---\ntitle: low water\n---\n\nthe river was low.\r\nand th\udce9re was silt."
TYPED = TEXT.replace("low.", "low today.")


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "low-water.md"
    path.write_bytes(TEXT.encode("utf-8", "surrogateescape"))
    return path


@pytest.fixture
def journal(post: Path) -> Path:
    """A journal that a crash left: one word was typed and never saved."""
    folder = places().state / "journals"
    folder.mkdir(parents=True)
    kept = Journal.start(folder, post, TEXT, digest_of(post.read_bytes()))
    kept.append(Step("typed", (Edit((4, 17), (4, 17), " today", ""),)))
    kept.close()
    return kept.path


def test_nothing_is_listed_where_nothing_is_unsaved(post: Path) -> None:
    assert run("recover").printed() == ""
    assert "nothing of this post is unsaved" in run("recover", str(post)).refused()


@pytest.mark.usefixtures("journal")
def test_it_lists_what_was_never_saved(post: Path) -> None:
    listed = run("recover").printed()
    assert listed.endswith(f"unsaved  {post}\n")
    (only,) = json.loads(run("recover", "--json").printed())
    assert (only["path"], only["state"]) == (str(post), "unsaved")


@pytest.mark.usefixtures("journal")
def test_it_prints_the_text_byte_for_byte_and_leaves_the_file(post: Path) -> None:
    before = post.read_bytes()
    assert run("recover", str(post)).printed() == TYPED
    assert post.read_bytes() == before


@pytest.mark.usefixtures("journal")
def test_it_writes_the_text_and_keeps_what_the_file_held(post: Path) -> None:
    before = post.read_bytes()
    assert "earlier versions" in run("recover", str(post), "--write").printed()
    assert post.read_bytes() == TYPED.encode("utf-8", "surrogateescape")
    assert run("recover").printed() == ""
    versions = Versions(places().state, 365, 200)
    assert [versions.read(version) for version in versions.of(post)] == [before]


@pytest.mark.usefixtures("journal")
def test_what_another_program_wrote_elsewhere_since_then_stays(post: Path) -> None:
    post.write_bytes(post.read_bytes().replace(b"low water", b"high water"))
    run("recover", str(post), "--write").printed()
    assert post.read_bytes() == TYPED.replace("low water", "high water").encode("utf-8", "surrogateescape")


@pytest.mark.usefixtures("journal")
def test_where_both_changed_the_same_place_nothing_is_written(post: Path) -> None:
    post.write_text("something else by now")
    assert "the same places" in run("recover", str(post), "--write").refused()
    assert post.read_text() == "something else by now"


@pytest.mark.usefixtures("journal")
def test_a_file_that_is_gone_is_there_again(post: Path) -> None:
    post.unlink()
    assert run("recover", str(post), "--write").printed() == f"{post}: written; there was no such file\n"
    assert post.read_bytes() == TYPED.encode("utf-8", "surrogateescape")


@pytest.mark.usefixtures("journal")
def test_json_is_one_value_whatever_is_asked(post: Path) -> None:
    found = json.loads(run("recover", str(post), "--json").printed())
    (listed,) = json.loads(run("recover", "--json").printed())
    assert found == listed | {"text": TYPED}
    written = json.loads(run("recover", str(post), "--write", "--json").printed())
    assert written == listed | {"state": "restored", "version": True}
    assert post.read_bytes() == TYPED.encode("utf-8", "surrogateescape")


@pytest.mark.usefixtures("journal")
def test_json_says_that_there_is_no_version_of_a_file_that_was_gone(post: Path) -> None:
    post.unlink()
    assert json.loads(run("recover", str(post), "--write", "--json").printed())["version"] is False


def test_what_was_dropped_is_still_there(post: Path, journal: Path) -> None:
    decide(journal, "dropped")
    assert "dropped" in run("recover").printed()
    assert run("recover", str(post)).printed() == TYPED


@pytest.mark.usefixtures("journal")
def test_a_post_that_a_draftroom_writes_now_is_left_alone(post: Path) -> None:
    lock = take(places().state, post)
    assert "take it over, or only read it" in run("recover", str(post), "--write").refused()
    lock.release()
    assert post.read_bytes() == TEXT.encode("utf-8", "surrogateescape")


@pytest.mark.usefixtures("journal")
def test_what_is_no_post_any_more_is_not_overwritten(post: Path) -> None:
    post.write_bytes(b"\x89PNG\r\n" + bytes(64))
    assert "binary" in run("recover", str(post), "--write").refused()


def test_writing_needs_a_file() -> None:
    assert "--write needs a FILE" in run("recover", "--write").refused()
