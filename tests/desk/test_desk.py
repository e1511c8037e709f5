"""The desk: which blog is opened, which posts lie on it, and what is saved."""

import errno
import os
from pathlib import Path

import pytest

from tests.desk.support import BROKEN, POSTS, SILT, WEIR, make_blog, stop_the_clock
from tui.blog.recognition import find_site
from tui.desk.desk import Desk
from tui.desk.drafts import tags_edit
from tui.desk.skeletons import create
from tui.edits import apply, difference
from tui.errors import BlogError, ChangedOutside, HeaderError, PostError, SaveError
from tui.files.post import read_post
from tui.library.entry import Entry
from tui.settings import Settings, places


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return make_blog(tmp_path)


@pytest.fixture
def weir(blog: Path) -> Path:
    return blog / "_posts" / "2024-10-12-the-weir.md"


def desk_at(target: Path | None, here: Path = Path("/")) -> Desk:
    return Desk.at(target, here, places(), Settings())


def read(desk: Desk) -> list[Entry]:
    desk.reading().run(lambda done, of: None)
    return list(desk.blog.entries())


def write(desk: Desk, old: str, new: str) -> None:
    """Change some words of the post in front, as the editor would."""
    assert desk.draft is not None
    text = desk.draft.text.replace(old, new)
    edit = difference(desk.draft.text, text)
    assert edit is not None
    desk.edited([edit], lambda: text)


def test_a_file_is_opened_in_its_blog(blog: Path, weir: Path, tmp_path: Path) -> None:
    desk = desk_at(weir, tmp_path)
    assert (desk.named, desk.site.root, desk.site.title) == (weir, blog, "a river blog")


def test_a_folder_is_opened_as_a_blog(blog: Path, tmp_path: Path) -> None:
    desk = desk_at(blog / "_posts", tmp_path)
    assert (desk.named, desk.site.root) == (None, blog)


def test_with_nothing_named_the_blog_above_comes_first(blog: Path, tmp_path: Path) -> None:
    desk_at(make_blog(tmp_path, name="other"))
    assert desk_at(None, blog / "_drafts").site.root == blog


def test_then_the_last_blog(blog: Path, tmp_path: Path) -> None:
    desk_at(blog)
    (tmp_path / "elsewhere").mkdir()
    assert desk_at(None, tmp_path / "elsewhere").site.root == blog


def test_then_the_welcome_blog_which_is_never_the_last_one(blog: Path, tmp_path: Path) -> None:
    assert desk_at(None, tmp_path).site.root == places().state / "welcome"
    assert desk_at(None, tmp_path).remembered.last_blog == ""
    desk_at(blog)
    blog.rename(tmp_path / "moved")
    assert desk_at(None, tmp_path).site.root == places().state / "welcome"


@pytest.mark.parametrize("name", ["gone.md", "x" * 5000, "a\0b.md"])
def test_a_target_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(PostError):
        desk_at(tmp_path / name)


def test_a_post_has_one_path_however_it_is_named(blog: Path, weir: Path, tmp_path: Path) -> None:
    (tmp_path / "side").mkdir()
    roundabout = tmp_path / "side" / ".." / "blog" / "_drafts" / ".." / "_posts" / weir.name
    assert desk_at(roundabout, blog).named == weir


def test_the_first_post_is_the_last_one_opened_in_this_blog(blog: Path, weir: Path, tmp_path: Path) -> None:
    silt = blog / "_posts" / "2023-07-07-a-jar-of-silt.md"
    desk = desk_at(blog)
    assert desk.first_post() == weir, "its name has the newest date: no index is read yet"
    read(desk)
    assert desk.first_post() == weir
    desk.open(silt)
    assert desk_at(blog).first_post() == silt
    assert desk_at(make_blog(tmp_path, name="other")).first_post() != silt


def test_a_blog_without_posts_has_no_first_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert desk_at(tmp_path / "empty").first_post() is None


def test_the_library_lists_the_newest_first_after_undated_drafts(blog: Path) -> None:
    desk = desk_at(blog)
    assert [entry.title for entry in read(desk)] == ["the ferry is late", "the weir", "a jar of silt"]
    assert desk.blog.tags() == ["river", "kitchen", "mornings"]
    assert desk.reading().run(lambda done, of: None) is False


def test_an_opened_post_is_in_front_and_saved(weir: Path) -> None:
    desk = desk_at(weir)
    draft = desk.open(weir)
    assert desk.draft is draft
    assert (draft.text, draft.unsaved, desk.drafts.unsaved()) == (WEIR, False, [])
    assert desk.saves.job(draft) is None


def test_what_was_written_is_saved_and_listed(weir: Path) -> None:
    desk = desk_at(weir)
    read(desk)
    desk.open(weir)
    write(desk, "the last one", "the very last one")
    assert desk.draft is not None
    assert desk.drafts.unsaved() == [desk.draft]
    job = desk.saves.job(desk.draft)
    assert job is not None
    desk.saved(job.run().post)
    assert weir.read_text() == WEIR.replace("the last one", "the very last one")
    assert desk.drafts.unsaved() == []
    assert next(entry.words for entry in desk.blog.entries() if entry.path == weir) == desk.draft.words
    assert desk.saves.job(desk.draft) is None


def test_what_is_typed_while_it_is_saved_stays_unsaved(weir: Path) -> None:
    desk = desk_at(weir)
    desk.open(weir)
    write(desk, "the last one", "the very last one")
    assert desk.draft is not None
    job = desk.saves.job(desk.draft)
    assert job is not None
    post = job.run().post
    write(desk, "a heron", "two herons")
    desk.saved(post)
    assert desk.drafts.unsaved() == [desk.draft]
    job = desk.saves.job(desk.draft)
    assert job is not None
    job.run()
    assert "two herons" in weir.read_text()


def test_unsaved_text_waits_while_another_post_is_in_front(blog: Path, weir: Path) -> None:
    desk = desk_at(weir)
    desk.open(weir)
    write(desk, "the last one", "the very last one")
    desk.open(blog / "_drafts" / "the-ferry-is-late.md")
    assert "very last" in desk.drafts.look_at(weir).text
    assert "very last" in desk.open(weir).text
    assert [draft.path for draft in desk.drafts.unsaved()] == [weir]


def test_a_saved_post_is_looked_at_as_it_is_on_disk(blog: Path, weir: Path) -> None:
    desk = desk_at(weir)
    desk.open(weir)
    desk.open(blog / "_drafts" / "the-ferry-is-late.md")
    weir.write_text(SILT)
    assert desk.drafts.look_at(weir).text == SILT
    assert desk.open(weir).text == SILT


def test_a_changed_post_is_not_overwritten_and_one_that_is_gone_only_when_asked(
    weir: Path,
) -> None:
    desk = desk_at(weir)
    desk.open(weir)
    write(desk, "the last one", "the very last one")
    weir.write_text(SILT)
    assert desk.draft is not None
    job = desk.saves.job(desk.draft)
    assert job is not None
    with pytest.raises(ChangedOutside):
        job.run()
    assert weir.read_text() == SILT
    with pytest.raises(ChangedOutside):
        desk.saves.recreate_job(desk.draft).run()
    weir.unlink()
    desk.saves.recreate_job(desk.draft).run()
    assert "very last" in weir.read_text()


def test_a_page_that_is_no_post_joins_no_list_when_it_is_saved(blog: Path) -> None:
    page = blog / "about.md"
    page.write_text("who we are\n")
    desk = desk_at(page)
    read(desk)
    desk.saved(desk.open(page).post)
    assert page not in [entry.path for entry in desk.blog.entries()]


def test_the_tags_of_the_post_in_front_are_changed_by_an_edit(weir: Path) -> None:
    desk = desk_at(weir)
    draft = desk.open(weir)
    edit = tags_edit(draft, ["river", "herons"], desk.site)
    assert edit is not None
    assert apply(draft.text, edit) == WEIR.replace("- mornings\n", "- herons\n")
    assert tags_edit(draft, ["river", "mornings"], desk.site) is None


@pytest.mark.parametrize(
    ("header", "tags"), [("tag: river\ntags: [low]", []), ("tags: low water", ["low water"])]
)
def test_tags_that_the_site_would_not_read_are_refused(blog: Path, header: str, tags: list[str]) -> None:
    path = blog / "_posts" / "2024-01-01-x.md"
    path.write_text(f"---\n{header}\n---\n")
    desk = desk_at(path)
    draft = desk.open(path)
    with pytest.raises(HeaderError):
        tags_edit(draft, tags, desk.site)


def test_a_header_that_cannot_be_read_gets_no_tags(blog: Path) -> None:
    path = blog / "_posts" / "2024-01-01-x.md"
    path.write_text(BROKEN)
    desk = desk_at(path)
    draft = desk.open(path)
    with pytest.raises(HeaderError):
        tags_edit(draft, ["river"], desk.site)


def test_a_new_post_is_made_in_the_blogs_manner_and_listed(blog: Path) -> None:
    desk = desk_at(blog)
    read(desk)
    assert desk.blog.name_for("the first frost", True) == blog / "_drafts" / "the-first-frost.md"
    path, row = desk.blog.create("the first frost", ["river"], True)
    assert row == path.read_text().count("\n")
    assert path == blog / "_drafts" / "the-first-frost.md"
    assert path.read_text().startswith("---\nlayout: post\ntitle: 'the first frost'\ndate: '2")
    made = next(entry for entry in desk.blog.entries() if entry.path == path)
    assert (made.title, made.tags, made.draft, made.public) == ("the first frost", ("river",), True, False)
    assert desk.blog.create("the first frost", [], True)[0].name == "the-first-frost-2.md"


@pytest.mark.parametrize("title", ["", " \t", "\x1b\x07", "\u200b\u202e"])
def test_a_title_that_nobody_can_see_is_none(blog: Path, title: str) -> None:
    with pytest.raises(BlogError):
        create(find_site(blog), title, [], True, [])
    assert sorted(path.name for path in (blog / "_drafts").iterdir()) == ["the-ferry-is-late.md"]


def test_posts_that_cannot_be_read_teach_a_new_one_nothing(blog: Path) -> None:
    (blog / "_posts" / "2025-01-01-picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    desk = desk_at(blog)
    entries = read(desk)
    (blog / "_posts" / "2024-10-12-the-weir.md").unlink()
    made, _ = create(desk.site, "frost", ["low water"], True, entries)
    assert made.read_text().startswith("---\nlayout: post\ntitle: 'frost'\ndate: '2")
    assert made.read_text().endswith("tags: [low water]\n---\n\n")


def test_a_post_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {name: text for name, text in POSTS.items() if "_drafts" not in name})
    (blog / "_drafts").write_text("a file where a folder should be")
    with pytest.raises(SaveError):
        desk_at(blog).blog.create("frost", [], True)


def test_a_state_folder_that_cannot_be_written_stops_nothing(
    blog: Path, weir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    monkeypatch.setenv("DRAFTROOM_HOME", str(tmp_path / "home"))
    desk = desk_at(blog)
    assert len(read(desk)) == 3
    assert desk.open(weir).text == WEIR
    with pytest.raises(BlogError):
        desk_at(None, tmp_path)


def test_a_full_disk_keeps_the_text(weir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_at(weir)
    desk.open(weir)
    write(desk, "the last one", "the very last one")

    def full(descriptor: int, raw: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert desk.draft is not None
    job = desk.saves.job(desk.draft)
    assert job is not None
    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        with pytest.raises(SaveError, match="No space left"):
            job.run()
    assert read_post(weir).text == WEIR
    assert desk.drafts.unsaved() == [desk.draft]


def test_the_post_in_front_is_public_once_its_date_has_come_though_nothing_is_typed(
    weir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    desk = desk_at(weir)
    assert desk.by_clock() is None, "no post is in front"
    desk.open(weir)
    write(desk, "the last one", "the very last one")
    assert desk.by_clock() is None
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
    after = desk.by_clock()
    assert after is not None
    assert (after.facts.public, after.unsaved, after is desk.draft) == (True, True, True)
    assert desk.by_clock() is None, "it is told once"


def test_a_page_that_settles_while_a_date_comes_leaves_the_post_public(
    weir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    desk = desk_at(weir)
    desk.open(weir)
    write(desk, "the last one.\n", "the [last one].\n\n[last one]: /low\n")
    waiting = desk.drafts.to_finish()
    assert waiting is not None
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
    assert desk.by_clock() is not None
    after = desk.finished(waiting.finish())
    assert after is not None
    assert (after.facts.public, after.page.finished) == (True, True)


def test_a_desk_that_finds_no_blog_leaves_what_was_remembered(blog: Path, tmp_path: Path) -> None:
    desk_at(blog)
    with pytest.raises(PostError):
        desk_at(tmp_path / "gone.md")
    assert desk_at(None, tmp_path).remembered.last_blog == str(blog)
