"""Sparks on the desk: the list with their ages, and the text that a post begun with one starts from.

A spark goes into the draft as a comment at its top. It is a note to the writer, so it must not be counted,
nor seen by readers when it is forgotten. As a comment it stands where the writing begins, the check reports
it before publishing, and stripping comments takes it out.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tui.errors import DraftroomError
from tui.files.sparks import Spark, Sparks


@dataclass(frozen=True, slots=True)
class Aged:
    """A spark and how old it is."""

    spark: Spark
    days: int

    @property
    def age(self) -> str:
        """In words: "today", "1 day", "47 days"."""
        return age_in_words(self.days)


def aged(sparks: Iterable[Spark], now: datetime) -> list[Aged]:
    """Return sparks with their ages, in whole days of the calendar where the writer is now."""
    return [Aged(spark, max(0, (now.date() - _day(spark, now)).days)) for spark in sparks]


def age_in_words(days: int) -> str:
    """Return an age: "today", "1 day", "47 days"."""
    if not days:
        return "today"
    return "1 day" if days == 1 else f"{days} days"


def note(spark: Spark) -> str:
    """Return what a draft begun with a spark starts with: a comment with the note and its day.

    Two hyphens, which would break the comment, become a dash, and no Liquid of it runs.
    """
    text = re.sub(r"-{2,}", "–", spark.text.strip())
    text = re.sub(r"\{(?=[{%])", "{ ", text)
    text = re.sub(r"\r\n?|\n(?:[ \t]*\n)+", "\n", text)  # a blank row would end the comment for goldmark
    if text.endswith("-"):
        text += " "
    return f"<!-- spark, {spark.caught:%Y-%m-%d}: {text} -->"


def title_of(spark: Spark) -> str:
    """Return a title to propose: the spark's first row, up to where it explains itself."""
    row = spark.text.strip().split("\n")[0]
    return re.split(r"\s+[-–—]+\s+|[:;!?.]\s", row)[0].strip()


def follow(state: Path, old: Path, new: Path) -> None:
    """Note that a post which was begun with a spark lies elsewhere now.

    Where that cannot be kept, the spark leads to where the post was, and nothing is lost.
    """
    sparks = Sparks(state)
    for spark in sparks.read() if old != new else ():
        if spark.post == str(old):
            with suppress(DraftroomError):
                sparks.use(spark, new)


def _day(spark: Spark, now: datetime) -> date:
    return spark.caught.astimezone(now.tzinfo).date() if now.tzinfo else spark.caught.date()
