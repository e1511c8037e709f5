"""The posts of a blog, kept true to the folder."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.library.rows import entry
from tui.blog.visibility import Visibility
from tui.library.entry import Entry
from tui.library.index import BATCH, Index


class Blog:
    """A folder of posts that counts how often they are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.described: list[str] = []
        root.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text)
        return path

    def paths(self) -> Iterator[Path]:
        return self.root.glob("*.md")

    def read(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
        return ((path, self.describe(path)) for path in paths)

    def describe(self, path: Path) -> Entry:
        self.described.append(path.name)
        text = path.read_text()
        return Entry(path, text, "2023-01-01", ("river",), len(text.split()), False)


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path / "blog")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "made" / "cache"


def titles(cache: Path, blog: Blog) -> list[str]:
    with closing(Index.open(cache, blog.root)) as index:
        return [each.title for each in index.entries()]


def test_only_changed_posts_are_read_again(blog: Blog, cache: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        blog.write(name, name[0])
    with closing(Index.open(cache, blog.root)) as index:
        assert index.entries() == []
        assert index.refresh(blog.paths(), blog.read) is True
        assert sorted(blog.described) == ["a.md", "b.md", "c.md"]
        assert index.refresh(blog.paths(), blog.read) is False
        blog.described.clear()
        blog.write("b.md", "b and more")
        (blog.root / "c.md").unlink()
        blog.write("d.md", "d")
        assert index.refresh(blog.paths(), blog.read) is True
        assert sorted(blog.described) == ["b.md", "d.md"]
        assert [each.title for each in index.entries()] == ["a", "b and more", "d"]


def test_what_is_kept_comes_back_whole(blog: Blog, cache: Path) -> None:
    path = blog.write("a.md", "a")
    day = datetime(2027, 1, 3, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    seen = Visibility("scheduled", day, "it waits")
    kept = Entry(path, 'the "weir" 🌊 \udcff', "2023-03-01", ("a", "b c"), 7, True, seen, "line 3 is broken")
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), lambda paths: ((path, kept) for path in paths))
    with closing(Index.open(cache, blog.root)) as index:
        assert index.entries() == [kept]
        assert index.refresh(blog.paths(), blog.read) is False
    assert blog.described == []


def test_a_file_name_need_not_be_utf8(blog: Blog, cache: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(blog.root) + b"/caf\xe9.md"))
    path.write_text("a")
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh([path], blog.read)
    with closing(Index.open(cache, blog.root)) as index:
        assert [each.path for each in index.entries()] == [path]


def test_each_blog_has_a_file_of_its_own(tmp_path: Path, cache: Path) -> None:
    for name in ("one", "two"):
        blog = Blog(tmp_path / name)
        blog.write("a.md", name)
        with closing(Index.open(cache, blog.root)) as index:
            index.refresh(blog.paths(), blog.read)
            assert [each.title for each in index.entries()] == [name]
    assert len(list(cache.iterdir())) == 2


def break_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def break_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("ALTER TABLE posts RENAME TO notes")


def break_row(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE posts SET entry = '[1, 2]'")


def break_bytes(file: Path) -> None:
    file.write_bytes(b"this is no database, but long enough to look like one. " * 100)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize(
    "damage", [break_version, break_table, break_row, break_bytes, cut_short, Path.unlink]
)
def test_a_broken_index_is_made_again(blog: Blog, cache: Path, damage: object) -> None:
    assert callable(damage)
    blog.write("a.md", "a")
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), blog.read)
    damage(next(cache.iterdir()))
    with closing(Index.open(cache, blog.root)) as index:
        assert index.entries() == []
        assert index.refresh(blog.paths(), blog.read) is True
    assert titles(cache, blog) == ["a"]


def test_without_a_folder_for_it_the_index_lives_in_memory(blog: Blog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blog.write("a.md", "a")
    with closing(Index.open(tmp_path / "file" / "cache", blog.root)) as index:
        index.refresh(blog.paths(), blog.read)
        assert [each.title for each in index.entries()] == ["a"]


def test_a_folder_in_the_place_of_the_file_does_no_harm(blog: Blog, cache: Path) -> None:
    blog.write("a.md", "a")
    with closing(Index.open(cache, blog.root)):
        file = next(cache.iterdir())
    file.unlink()
    file.mkdir()
    with closing(Index.open(cache, blog.root)) as index:
        assert index.refresh(blog.paths(), blog.read) is True
        assert len(index.entries()) == 1
    assert file.is_dir()


def test_when_the_file_is_locked_the_rows_in_memory_go_on(
    blog: Blog, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write("a.md", "a")
    monkeypatch.setattr("tui.library.index.PATIENCE", 0.01)
    with (
        closing(Index.open(cache, blog.root)) as index,
        closing(sqlite3.connect(next(cache.iterdir()))) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        assert index.refresh(blog.paths(), blog.read) is True
        assert [each.title for each in index.entries()] == ["a"]
        other.rollback()
    assert titles(cache, blog) == []


def test_what_a_stopped_run_has_done_is_kept(
    blog: Blog, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.index.PAUSE", 600)

    class StopError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert (done, of) == (BATCH, BATCH + 1)
        raise StopError

    for number in range(BATCH + 1):
        blog.write(f"{number}.md", str(number))
    with closing(Index.open(cache, blog.root)) as index, pytest.raises(StopError):
        index.refresh(blog.paths(), blog.read, stop)
    assert len(titles(cache, blog)) == BATCH


def test_progress_is_told_by_the_batch(blog: Blog, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.library.index.PAUSE", 600)
    for number in range(BATCH + 1):
        blog.write(f"{number}.md", str(number))
    told: list[tuple[int, int]] = []
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), blog.read, lambda done, of: told.append((done, of)))
    assert told == [(BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]


def test_what_takes_long_is_kept_as_it_comes_the_smallest_first(
    blog: Blog, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.index.PAUSE", 0)
    for name in ("ccc", "a", "bb"):
        blog.write(f"{name}.md", name)
    kept: list[list[str]] = []
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), blog.read, lambda done, of: kept.append(titles(cache, blog)))
    assert kept == [["a"], ["a", "bb"], ["a", "bb", "ccc"]]


def test_what_was_read_before_an_error_is_kept(blog: Blog, cache: Path) -> None:
    def read(paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
        yield from blog.read(list(paths)[:2])
        raise PermissionError

    for name in ("a", "bb", "ccc"):
        blog.write(f"{name}.md", name)
    with closing(Index.open(cache, blog.root)) as index, pytest.raises(PermissionError):
        index.refresh(blog.paths(), read)
    assert titles(cache, blog) == ["a", "bb"]


def test_a_post_may_be_read_again_though_its_file_is_the_same(blog: Blog, cache: Path) -> None:
    path = blog.write("a.md", "a")
    blog.write("b.md", "b")
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), blog.read)
        blog.described.clear()
        assert index.refresh(blog.paths(), blog.read, again=[path, blog.root / "gone.md"]) is False
        assert blog.described == ["a.md"]
        renamed = replace(entry("public now"), path=path)
        assert index.refresh(blog.paths(), lambda paths: [(path, renamed)], again=[path]) is True
    assert titles(cache, blog) == ["b", "public now"]


def test_a_file_that_goes_away_is_left_for_the_next_time(blog: Blog, cache: Path) -> None:
    gone = blog.write("a.md", "a")
    blog.write("b.md", "b")

    def read(paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
        gone.unlink()
        return blog.read(path for path in paths if path.exists())

    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(sorted(blog.paths()), read)
        assert [each.title for each in index.entries()] == ["b"]


def test_a_saved_post_is_put_at_once(blog: Blog, cache: Path) -> None:
    path = blog.write("a.md", "a")
    with closing(Index.open(cache, blog.root)) as index:
        index.refresh(blog.paths(), blog.read)
        blog.write("a.md", "a, saved")
        blog.described.clear()
        index.put(replace(entry("a, saved"), path=path), "")
        assert index.refresh(blog.paths(), blog.read) is False
    assert titles(cache, blog) == ["a, saved"]


def test_a_post_put_while_it_is_being_read_wins(blog: Blog, cache: Path) -> None:
    path = blog.write("a.md", "a")
    with closing(Index.open(cache, blog.root)) as index:

        def read(paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
            yield from blog.read(paths)
            blog.write("a.md", "newer")
            index.put(replace(entry("newer"), path=path), "")

        index.refresh([path], read)
        assert [each.title for each in index.entries()] == ["newer"]


def test_other_threads_may_use_the_index(blog: Blog, cache: Path) -> None:
    for number in range(50):
        blog.write(f"{number}.md", str(number))
    with closing(Index.open(cache, blog.root)) as index:
        seen: list[int] = []
        worker = threading.Thread(target=lambda: index.refresh(blog.paths(), blog.read))
        worker.start()
        while worker.is_alive():
            seen.append(len(index.entries()))
        worker.join()
        assert set(seen) <= {0, 50}
    assert len(titles(cache, blog)) == 50


def test_the_newest_posts_come_first_and_undated_drafts_before_them(blog: Blog, cache: Path) -> None:
    rows = [
        entry("older", "2022-05-01"),
        entry("b same day", "2023-05-01"),
        entry("A same day", "2023-05-01"),
        entry("that evening", "2023-05-01T21:00:00+02:00"),
        entry("undated"),
        entry("z idea", "", draft=True),
        entry("an idea", "", draft=True),
        entry("dated draft", "2022-12-01", draft=True),
    ]
    rows[4] = replace(rows[4], date="")
    with closing(Index.open(cache, blog.root)) as index:
        for row in rows:
            index.put(row, "")
        assert [each.title for each in index.entries()] == [
            "an idea",
            "z idea",
            "that evening",
            "A same day",
            "b same day",
            "dated draft",
            "older",
            "undated",
        ]


def test_the_file_is_open_only_while_rows_go_in_or_out(
    blog: Blog, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, made = sqlite3.connect, list[sqlite3.Connection]()

    def connect_and_note(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **options))
        return made[-1]

    monkeypatch.setattr("sqlite3.connect", connect_and_note)
    blog.write("a.md", "a")
    index = Index.open(cache, blog.root)
    index.refresh(blog.paths(), blog.read)
    index.put(entry("b"), "")
    break_row(next(cache.iterdir()))
    assert Index.open(cache, blog.root).entries() == []
    for connection in made:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_file_that_goes_while_the_index_is_used_does_no_harm(blog: Blog, cache: Path) -> None:
    index = Index.open(cache, blog.root)
    next(cache.iterdir()).unlink()
    cache.rmdir()
    blog.write("a.md", "a")
    assert index.refresh(blog.paths(), blog.read) is True
    assert [each.title for each in index.entries()] == ["a"]
