"""Sparks (ideas noted for later): their ages, and the text that a post made from one begins with.

A spark is put into the draft as a comment at its top. It is a note to the writer, so it must not count as
words, and readers must not see it. As a comment it is visible while writing, the check reports it before
publishing, and stripping comments removes it.
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
        """The age in words: "today", "1 day", "47 days"."""
        return age_in_words(self.days)


def aged(sparks: Iterable[Spark], now: datetime) -> list[Aged]:
    """Return sparks with their ages in calendar days, in the time zone of `now`."""
    return [Aged(spark, max(0, (now.date() - _day(spark, now)).days)) for spark in sparks]


def age_in_words(days: int) -> str:
    """Return an age in words: "today", "1 day", "47 days"."""
    if not days:
        return "today"
    return "1 day" if days == 1 else f"{days} days"


def note(spark: Spark) -> str:
    """Return the comment that a draft made from a spark begins with: the note and its date.

    Two hyphens, which would end the comment, become a dash, and Liquid tags are made harmless.
    """
    text = re.sub(r"-{2,}", "–", spark.text.strip())
    text = re.sub(r"\{(?=[{%])", "{ ", text)
    text = re.sub(r"\r\n?|\n(?:[ \t]*\n)+", "\n", text)  # a blank row would end the comment for goldmark
    if text.endswith("-"):
        text += " "
    return f"<!-- spark, {spark.caught:%Y-%m-%d}: {text} -->"


def title_of(spark: Spark) -> str:
    """Return a title to propose: the first row of the spark up to its first dash or punctuation."""
    row = spark.text.strip().split("\n")[0]
    return re.split(r"\s+[-–—]+\s+|[:;!?.]\s", row)[0].strip()


def follow(state: Path, old: Path, new: Path) -> None:
    """Update the sparks that a moved post was made from.

    When that cannot be saved, the spark keeps the post's old path, which is harmless.
    """
    sparks = Sparks(state)
    for spark in sparks.read() if old != new else ():
        if spark.post == str(old):
            with suppress(DraftroomError):
                sparks.use(spark, new)


def _day(spark: Spark, now: datetime) -> date:
    return spark.caught.astimezone(now.tzinfo).date() if now.tzinfo else spark.caught.date()
