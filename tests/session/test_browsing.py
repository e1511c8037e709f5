"""The filter of the list: the texts of the posts are searched beside the writer, the newest filter counts."""

from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tests.session.room import sitting
from tui.library.query import Query
from tui.library.searching import NOTHING_HELD, Held


async def test_the_newest_filter_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = make_blog(tmp_path) / "_posts/2024-10-12-the-weir.md"
    async with sitting(post) as room:
        asked: list[str] = []

        def held(query: Query) -> Held:
            asked.append(" ".join(each.text for each in query.words))
            return Held(frozenset({post})) if asked[-1] == "weir" else NOTHING_HELD

        monkeypatch.setattr(room.session.desk.blog, "held", held)
        for typed in ("w", "we", "wei", "weir"):
            room.session.browsing.filter(typed)
        await room.are_done()
        assert asked == ["weir"]
        assert room.session.browsing.held == Held(frozenset({post}))
        room.session.browsing.filter("ice")
        assert room.session.browsing.held == NOTHING_HELD  # at once: what was found holds no ice
