"""The filter of the list: the texts of the posts are searched beside the writer, the newest filter counts."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tests.session.room import sitting
from tui.library.query import Words


async def test_the_newest_filter_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = make_blog(tmp_path) / "_posts/2024-10-12-the-weir.md"
    async with sitting(post) as room:
        asked: list[str] = []

        def holding(words: Sequence[Words]) -> frozenset[Path]:
            asked.append(" ".join(each.text for each in words))
            return frozenset({post} if asked[-1] == "weir" else ())

        monkeypatch.setattr(room.session.desk.blog, "holding", holding)
        for typed in ("w", "we", "wei", "weir"):
            room.session.browsing.search(typed)
        await room.are_done()
        assert asked == ["weir"]
        assert room.session.browsing.found == {post}
        room.session.browsing.search("ice")
        assert room.session.browsing.found == frozenset()  # at once: what was found holds no ice
