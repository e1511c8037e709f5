"""What a start means: which folder's blog, and which post of it, if one is named."""

import os
from collections.abc import Iterable
from pathlib import Path

from tui.blog.dates import file_date
from tui.blog.recognition import find_site
from tui.desk.welcome import welcome_blog
from tui.files.post import read_post
from tui.settings import Places, Remembered


def aim(target: Path | None, here: Path, places: Places, kept: Remembered) -> tuple[Path, Path | None]:
    """Return a folder of the blog that is meant, and the post that is named.

    A file: that post, in its blog. A folder: that blog. Nothing: the blog above `here`, else the last one,
    else the welcome blog. Raises DraftroomError when the target is neither.
    """
    if target is not None:
        target = Path(os.path.abspath(target))  # one path for one post, as the index has it
        if os.path.isdir(target):
            return target, None
        read_post(target)
        return target, target
    if find_site(here).engine.is_site:
        return here, None
    last = Path(kept.last_blog) if kept.last_blog else None
    if last is not None and os.path.isdir(last):
        return last, None
    return welcome_blog(places), None


def newest(paths: Iterable[Path]) -> Path | None:
    """Return the post whose name has the latest date, else the one changed last; None where there is none.

    For a blog of which no index is there yet.
    """
    return max(paths, key=_age, default=None)


def _age(path: Path) -> tuple[str, float]:
    date = file_date(path)
    try:
        changed = path.stat().st_mtime
    except OSError:  # gone since
        changed = 0.0
    return f"{date:%Y-%m-%d}" if date else "", changed
