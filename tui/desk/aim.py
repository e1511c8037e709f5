"""Where the app starts: the folder of the blog to open, and the post in it when one is named."""

import os
from collections.abc import Iterable
from pathlib import Path

from tui.blog.dates import file_date
from tui.blog.recognition import find_site
from tui.desk.welcome import welcome_blog
from tui.files.post import read_post
from tui.settings import Places, Remembered


def aim(target: Path | None, here: Path, places: Places, remembered: Remembered) -> tuple[Path, Path | None]:
    """Return a folder of the blog to open, and the post to open or None.

    A target that is a file names that post in its blog, and a folder names its blog. Without a target it is
    the blog that `here` lies in, else the blog opened last, else the welcome blog. Raises DraftroomError
    when the target is neither a folder nor a post.
    """
    if target is not None:
        target = Path(os.path.abspath(target))  # the index has absolute paths, too
        if os.path.isdir(target):
            return target, None
        read_post(target)
        return target, target
    if find_site(here).engine.is_site:
        return here, None
    last = Path(remembered.last_blog) if remembered.last_blog else None
    if last is not None and os.path.isdir(last):
        return last, None
    return welcome_blog(places), None


def newest(paths: Iterable[Path]) -> Path | None:
    """Return the post whose file name has the latest date, else the file changed last; None without any.

    It is for a blog that has no index yet.
    """
    return max(paths, key=_age, default=None)


def _age(path: Path) -> tuple[str, float]:
    date = file_date(path)
    try:
        changed = path.stat().st_mtime
    except OSError:  # the file was removed meanwhile
        changed = 0.0
    return f"{date:%Y-%m-%d}" if date else "", changed
