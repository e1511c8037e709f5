"""Changes that other programs made to the file of a draft, and the merge of both texts.

Nothing here changes a file or a draft: a worker compares, and the screen decides. A file is changed when its
digest differs; its time does not count.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.compare.merge import Agreed, Choice, Conflict, Piece, merge, resolved
from tui.desk.drafts import Draft
from tui.errors import HeaderError, PostError
from tui.files.header import read_header
from tui.files.post import Post, digest_on_disk, read_post, split

_LONE_FEED = re.compile(r"(?<!\r)\n")
_KEY = re.compile(r"^([\w-]+)[ \t]*[:=]", re.MULTILINE)


@dataclass(frozen=True)
class Outside:
    """A file that another program changed since it was read."""

    draft: Draft
    """The draft that the file was compared with."""

    theirs: Post | None
    """The file as it is now; None when it was deleted or moved."""

    pieces: tuple[Piece, ...] = ()

    @property
    def touching(self) -> bool:
        """Whether both sides changed the same place, so that the writer must choose."""
        return any(isinstance(piece, Conflict) for piece in self.pieces)

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """Return the merged text. Raises ValueError without a choice for each conflict."""
        return resolved(self.pieces, choices)


def look_outside(draft: Draft) -> Outside | None:
    """Compare a draft with its file; return None when the file is as it was read.

    Takes seconds for long texts that differ much. Raises PostError when the file cannot be read as a post.
    """
    digest = digest_on_disk(draft.path)
    if digest == draft.post.digest:
        return None
    if digest is None and is_gone(draft.path):
        return Outside(draft, None)
    theirs = read_post(draft.path)
    if not draft.unsaved or theirs.text == draft.text:
        return Outside(draft, theirs, (Agreed(theirs.text),))
    pieces = merge(*_same_line_ends(draft.post.text, draft.text, theirs.text))
    if _breaks_the_header(pieces, draft, theirs):
        pieces = (Conflict(draft.post.text, draft.text, theirs.text),)
    return Outside(draft, theirs, pieces)


def _same_line_ends(base: str, mine: str, theirs: str) -> tuple[str, str, str]:
    """Return three texts; when another program changed all line ends of the last, the others get them too."""
    if "\r\n" in base and "\n" in theirs and "\r\n" not in theirs:
        return base.replace("\r\n", "\n"), mine.replace("\r\n", "\n"), theirs
    if "\r\n" not in base and "\r\n" in theirs and not _LONE_FEED.search(theirs):
        return _LONE_FEED.sub("\r\n", base), _LONE_FEED.sub("\r\n", mine), theirs
    return base, mine, theirs


def is_gone(path: Path) -> bool:
    """Whether a file no longer exists; False when the disk cannot say."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _breaks_the_header(pieces: Sequence[Piece], draft: Draft, theirs: Post) -> bool:
    """Whether merging the headers made one that cannot be read, or one with a key that both sides added."""
    if not all(isinstance(piece, Agreed) for piece in pieces):
        return False
    merged = resolved(pieces, ())
    if _repeated_keys(merged) - _repeated_keys(draft.text) - _repeated_keys(theirs.text):
        return True
    readable = draft.header is not None and _is_readable(theirs.text, theirs.path)
    return readable and not _is_readable(merged, theirs.path)


def _repeated_keys(text: str) -> set[str]:
    """Return the keys that a header has more than once; an engine would silently use the last of them."""
    keys = Counter(_KEY.findall(split(text).header))
    return {key for key, times in keys.items() if times > 1}


def _is_readable(text: str, path: Path) -> bool:
    try:
        read_header(split(text), path)
    except (HeaderError, PostError):
        return False
    return True
