"""Sparks on the screen: a thought kept without leaving the post, and a post begun from one.

The one thing you would get wrong: a spark is used only once its post is there.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.desk.sparks import age_in_words, aged, note, title_of
from tui.errors import DraftroomError
from tui.files.sparks import Spark, Sparks
from tui.ui.dialogs.listing import Listing, Row
from tui.ui.dialogs.question import Question
from tui.ui.dialogs.spark import SparkScreen
from tui.ui.report import show_error, tell
from tui.ui.screens.hinting import HintingScreen

DROP = ("d", "drop it")
KEEP = ("k", "keep it")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a post begins with."""

    sparks: Sparks
    spark: Spark

    @property
    def title(self) -> str:
        """The title to propose."""
        return title_of(self.spark)

    @property
    def text(self) -> str:
        """What the post begins with."""
        return f"{note(self.spark)}\n\n"

    def begun(self, path: Path) -> None:
        """Note that the post is there. Raises DraftroomError."""
        self.sparks.use(self.spark, path)


async def list_sparks(screen: HintingScreen) -> Beginning | None:
    """List the thoughts that wait; returns what a post shall begin with."""
    sparks = Sparks(screen.desk.places.state)
    waiting = await asyncio.to_thread(sparks.waiting)
    if not waiting:
        tell(screen.app, "no sparks wait; keep one with: Ctrl+P, > spark")
        return None

    async def act(_letter: str, value: object) -> Sequence[Row]:
        if isinstance(value, Spark):
            about = (value.text, f"kept {value.caught:%Y-%m-%d}")
            question = Question(screen.colours, "drop this spark", about, (DROP, KEEP))
            if await screen.app.push_screen_wait(question) == DROP[0]:
                try:
                    sparks.drop(value)
                except DraftroomError as error:
                    show_error(screen.app, error)
        return rows_of(await asyncio.to_thread(sparks.waiting))

    listing = Listing(screen.colours, "sparks", rows_of(waiting), "begin a post", (DROP,), act)
    picked = await screen.app.push_screen_wait(listing)
    return Beginning(sparks, picked) if isinstance(picked, Spark) else None


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


async def catch_spark(screen: HintingScreen) -> None:
    """Keep a thought, and go on writing."""
    site = screen.desk.site
    text = await screen.app.push_screen_wait(SparkScreen(screen.colours))
    if text:
        blog = "" if site.engine.name == "plain" else str(site.root)
        try:
            Sparks(screen.desk.places.state).catch(text, datetime.now().astimezone(), blog)
        except DraftroomError as error:
            show_error(screen.app, error)
            return
        tell(screen.app, "kept; it waits under: Ctrl+P, > spark")
