"""Sparks: thoughts that the writer noted for later posts, each with its time.

`sparks.jsonl` in the state folder is only appended to: first the spark, later whether it was used or dropped.
The time has the offset of the place where it was noted, so that its date is the writer's own day.
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
"""Characters that a spark may have; a longer text is a post."""


@dataclass(frozen=True, slots=True)
class Spark:
    """One thought."""

    id: str
    caught: datetime
    """When it was noted, with a zone."""

    text: str
    blog: str = ""
    """The root of the blog in which it was noted; "" outside of any blog."""

    post: str = ""
    """The path of the post that was begun with it; "" while there is none."""

    dropped: bool = False

    @property
    def waits(self) -> bool:
        """Whether it still waits for a post: it is neither used nor dropped."""
        return not self.post and not self.dropped


class Sparks:
    """The sparks of a state folder; several processes may write at once."""

    def __init__(self, state: Path) -> None:
        self.path = state / NAME

    def read(self) -> list[Spark]:
        """Return all sparks, used and dropped ones too, the newest first; damaged lines are skipped."""
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
        """Store a thought durably and return it as a spark; `moment` has a zone. Raises DraftroomError."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            title = "a spark needs a few words" if not text else "this is too long for a spark"
            raise DraftroomError(title, hint="say it in a few words" if not text else "make a draft of it")
        spark = Spark(secrets.token_hex(4), moment, text, blog)
        record = {"spark": spark.id, "caught": moment.isoformat(timespec="seconds"), "text": text}
        self._append(record | {"blog": blog} if blog else record)
        return spark

    def use(self, spark: Spark, post: Path) -> None:
        """Record durably that a post was begun with a spark. Raises DraftroomError."""
        self._append({"spark": spark.id, "post": str(post)})

    def drop(self, spark: Spark, dropped: bool = True) -> None:
        """Record durably that a spark is dropped, or no longer is. Raises DraftroomError."""
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
