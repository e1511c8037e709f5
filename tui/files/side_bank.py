"""The side list of links, for posts without a hyperlink bank: `bank.jsonl` in the state folder.

All posts of a blog share one list, so an address that one post uses stays for the others until it is removed.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.errors import DraftroomError
from tui.files.records import append_records, read_records

NAME = "bank.jsonl"


@dataclass(frozen=True, slots=True)
class Banked:
    """One address in the side list."""

    url: str
    words: str = ""
    added: str = ""
    """When it was added, as ISO text with a zone."""

    post: str = ""
    """The path of the post that was open when it was added."""


class SideBank:
    """The side list of one blog, in a state folder; several processes may write at once."""

    def __init__(self, state: Path, blog: Path) -> None:
        self.path = state / NAME
        self._blog = str(blog)

    def read(self) -> list[Banked]:
        """Return its addresses, the newest first; records that cannot be read are skipped."""
        found: dict[str, Banked] = {}
        for record in read_records(self.path):
            match record:
                case {"blog": str(blog), "url": str(url)} if blog == self._blog:
                    found.pop(url, None)
                    if not record.get("removed"):
                        texts = (str(record.get(key) or "") for key in ("words", "added", "post"))
                        found[url] = Banked(url, *texts)
        return list(reversed(found.values()))

    def add(self, url: str, words: str, moment: datetime, post: Path | None = None) -> None:
        """Add an address durably; one that is in the list moves to the front. Raises DraftroomError."""
        added = moment.isoformat(timespec="seconds")
        self._append({"url": url, "words": words, "added": added, "post": str(post or "")})

    def remove(self, url: str) -> None:
        """Remove an address durably. Raises DraftroomError."""
        self._append({"url": url, "removed": True})

    def _append(self, record: dict[str, object]) -> None:
        try:
            append_records(self.path, [{"blog": self._blog, **record}])
        except OSError as error:
            raise DraftroomError(
                "the link is not kept",
                error.strerror or "",
                "make room in the folder that draftroom where calls state",
                self.path,
            ) from error
