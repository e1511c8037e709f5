"""A folder of markdown files that is no site: every file is a post.

The folder may be the home folder or the root of the disk. Of these only the top level is read
(`tui.blog.post_files`).
"""

import re
from datetime import datetime
from pathlib import Path

from tui.blog.config import Configuration, Options
from tui.blog.engines.jekyll.kramdown import jekyll_dialect
from tui.blog.engines.jekyll.liquid import values_without_site
from tui.blog.site import Engine, Folders, Site
from tui.blog.visibility import PUBLIC, Visibility
from tui.files.header import Header
from tui.markup.dialect import DIALECTS, Dialect

_ATTRIBUTE_LIST = re.compile(r"\{::?[ \t]*[.#]?[A-Za-z][\w-]+[^{}\n]*\}")


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


def _own_dialect(options: Options, header: Header | None, body: str) -> Dialect | None:
    """Return Jekyll's dialect for a post with a `layout` or an attribute list, else None."""
    layout = header.text("layout") if header is not None else ""
    return jekyll_dialect(options) if layout or _ATTRIBUTE_LIST.search(body) else None


def _address(site: Site, path: Path, header: Header) -> str:
    return path.as_posix()


PLAIN = Engine(
    name="plain",
    dialect=_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=_address,
    values=values_without_site,
    publishes_broken=True,
    own_dialect=_own_dialect,
    tag_split="either",
    draft_marks=(("draft", "true"),),
    hiding=(("draft", "true", ""), ("published", "false", "")),
    is_site=False,
)
