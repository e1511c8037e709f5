"""A folder of markdown files with no site around it: every one is a post.

The one thing you would get wrong: the folder may be somebody's home, or the whole disk. Those are not
walked, only looked into (`tui.blog.site.post_paths`).
"""

from datetime import datetime
from pathlib import Path

from tui.blog.config import Configuration, Options
from tui.blog.engines.profile import Engine, Folders
from tui.blog.visibility import PUBLIC, Visibility
from tui.files.header import Header
from tui.markup.dialect import DIALECTS, Dialect


def _recognises(folder: Path) -> bool:
    return True


def _configure(root: Path) -> Configuration:
    return Configuration()


def _folders(root: Path, options: Options) -> Folders:
    return Folders((root,), root, root)


def _is_post(path: Path) -> bool:
    return True


def _is_draft(path: Path, header: Header) -> bool:
    return header.flag("draft") is True or header.flag("published") is False


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    if header.flag("draft") is True:
        return Visibility("draft", reason="its header says draft: true")
    if header.flag("published") is False:
        return Visibility("unpublished", reason="its header says published: false")
    return PUBLIC


def _dialect(options: Options) -> Dialect:
    return DIALECTS["gfm"]


PLAIN = Engine(
    name="plain",
    dialect=_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    publishes_broken=True,
    tag_split="either",
    draft_marks=(("draft", "true"),),
    hiding=(("draft", "true", ""), ("published", "false", "")),
)
