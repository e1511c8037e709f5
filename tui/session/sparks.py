"""Sparks: thoughts that are kept while writing, and later become posts.

A spark leaves the list only after its post was made.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tui.desk.sparks import age_in_words, aged, note, title_of
from tui.errors import DraftroomError
from tui.files.sparks import Spark
from tui.files.sparks import Sparks as SparkFile
from tui.session.asking import Listing, Question, Row, SparkLine
from tui.session.new_posts import NewPosts, Start
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Say

DROP = ("d", "drop it")
KEEP = ("k", "keep it")


class Sparks:
    """Keeps sparks, lists them, and begins posts from them."""

    def __init__(self, post: OpenPost, new_posts: NewPosts, ask: Ask, say: Say) -> None:
        self._site = post.desk.site
        self._file = SparkFile(post.desk.places.state)
        self._new_posts = new_posts
        self._ask = ask
        self._say = say

    async def catch(self) -> None:
        """Ask for a thought, and keep it as a spark."""
        text = await self._ask.now(SparkLine())
        if not text:
            return
        blog = str(self._site.root) if self._site.engine.is_site else ""
        try:
            self._file.catch(text, datetime.now().astimezone(), blog)
        except DraftroomError as error:
            self._say.error(error)
            return
        self._say.tell("kept; it waits under: Ctrl+P, > spark")

    async def list(self) -> None:
        """List the sparks; begin a post from the one that is picked."""
        waiting = await asyncio.to_thread(self._file.waiting)
        if not waiting:
            self._say.tell("no sparks wait; keep one with: Ctrl+P, > spark")
            return
        picked = await self._ask.now(Listing("sparks", rows_of(waiting), "begin a post", (DROP,), self._drop))
        if isinstance(picked, Spark):
            await self._new_posts.make(self._start(picked))

    def _start(self, spark: Spark) -> Start:
        def made(path: Path) -> None:
            self._file.use(spark, path)

        return Start(title_of(spark), f"{note(spark)}\n\n", made)

    async def _drop(self, _letter: str, value: object) -> Sequence[Row]:
        """Ask whether to drop a spark, drop it if so, and return the remaining rows."""
        if isinstance(value, Spark):
            about = (value.text, f"kept {value.caught:%Y-%m-%d}")
            if await self._ask.now(Question("drop this spark", about, (DROP, KEEP))) == DROP[0]:
                try:
                    self._file.drop(value)
                except DraftroomError as error:
                    self._say.error(error)
        return rows_of(await asyncio.to_thread(self._file.waiting))


def rows_of(sparks: Sequence[Spark]) -> list[Row]:
    """Return sparks as rows, with their ages."""
    return [
        Row(
            " ".join(each.spark.text.split()),
            each.spark,
            age_in_words(each.days),
            about=tuple(each.spark.text.split("\n")),
        )
        for each in aged(sparks, datetime.now().astimezone())
    ]
