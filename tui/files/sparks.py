"""Sparks: thoughts that were caught before there was a post for them, each with its moment.

`sparks.jsonl` in the state folder is only appended to: a spark, then what became of it. The date is the day
where the writer was, so it is kept with its own offset.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tui.errors import DraftroomError
from tui.files.records import append_records, read_records

NAME = "sparks.jsonl"
LONGEST = 20_000
"""Characters of a spark; what is longer is a post."""


@dataclass(frozen=True, slots=True)
class Spark:
    """One thought."""

    id: str
    caught: datetime
    """With its zone."""

    text: str
    blog: str = ""
    """The root of the blog that it was caught in, "" outside any."""

    post: str = ""
    """The path of the post that was begun with it."""

    dropped: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is neither used nor dropped."""
        return not self.post and not self.dropped


class Sparks:
    """The sparks of a state folder; several processes may write at once."""

    def __init__(self, state: Path) -> None:
        self.path = state / NAME

    def read(self) -> list[Spark]:
        """Return all sparks, used and dropped ones too, the newest first; damaged lines are passed over."""
        sparks: dict[str, Spark] = {}
        for record in read_records(self.path):
            spark = _caught(record)
            known = sparks.get(str(record.get("spark")))
            if spark:
                sparks.setdefault(spark.id, spark)
            elif known and isinstance(record.get("post"), str):
                sparks[known.id] = replace(known, post=str(record["post"]), dropped=False)
            elif known and isinstance(record.get("dropped"), bool):
                sparks[known.id] = replace(known, dropped=bool(record["dropped"]))
        latest = reversed(sparks.values())
        return sorted(latest, key=lambda spark: spark.caught.timestamp(), reverse=True)

    def waiting(self) -> list[Spark]:
        """Return the sparks that wait for a post, the newest first."""
        return [spark for spark in self.read() if spark.waits]

    def catch(self, text: str, moment: datetime, blog: str = "") -> Spark:
        """Keep a thought, durably; `moment` has a zone. Raises DraftroomError."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            title = "a spark needs a few words" if not text else "this is too long for a spark"
            raise DraftroomError(title, hint="say it in a few words" if not text else "make a draft of it")
        spark = Spark(secrets.token_hex(4), moment, text, blog)
        record = {"spark": spark.id, "caught": moment.isoformat(timespec="seconds"), "text": text}
        self._append(record | {"blog": blog} if blog else record)
        return spark

    def use(self, spark: Spark, post: Path) -> None:
        """Note that a post was begun with a spark, durably. Raises DraftroomError."""
        self._append({"spark": spark.id, "post": str(post)})

    def drop(self, spark: Spark, dropped: bool = True) -> None:
        """Note that a spark is no longer wanted, or is again, durably. Raises DraftroomError."""
        self._append({"spark": spark.id, "dropped": dropped})

    def _append(self, record: Mapping[str, object]) -> None:
        try:
            append_records(self.path, [record])
        except OSError as error:
            raise DraftroomError(
                "the spark is not kept",
                error.strerror or "",
                "make room in the folder that draftroom where calls state",
                self.path,
            ) from error


def _caught(record: Mapping[str, object]) -> Spark | None:
    match record:
        case {"spark": str(name), "caught": str(caught), "text": str(text)} if text.strip():
            try:
                moment = datetime.fromisoformat(caught)
            except ValueError:
                return None
            blog = record.get("blog")
            if moment.tzinfo and 1 < moment.year < 9999:  # else it has no timestamp to sort by
                return Spark(name, moment, text, blog if isinstance(blog, str) else "")
    return None
