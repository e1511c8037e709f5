"""The text of a new post, from a template: a file in the blog, or one learned from its newest posts.

Templates are `.draftroom/templates/*.md`; `post.md` is used unless another is named. The placeholders are in
`tui.blog.header_lines.PLACEHOLDER`.

Placeholders are replaced in one pass, so a title that contains `$date$` keeps it.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.blog.dates import format_for_header
from tui.blog.header_lines import Values, fill_header, one_line
from tui.blog.manner import learn
from tui.blog.naming import slugify
from tui.blog.private import PRIVATE
from tui.blog.site import Site
from tui.errors import BlogError
from tui.files.post import Kind, Parts, read_post, split

FOLDER = Path(PRIVATE, "templates")
"""The folder of a blog's templates, relative to its root."""

USUAL = "post"
"""The template that is used unless another is named."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template in the style of a blog's newest posts, and the reasons, a sentence each."""

    text: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewText:
    """The text of a new post, and the row, from 0, to write on."""

    text: str
    row: int


def template_paths(site: Site) -> dict[str, Path]:
    """Return a blog's own templates by name, in the order of their names."""
    folder = site.root / FOLDER
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return {}
    return {Path(name).stem: folder / name for name in names if name.endswith(".md") and name[0] != "."}


def template_for(site: Site, wanted: str = "") -> str:
    """Return the name of the template for a new post, without asking: the wanted one, else the only one.

    Returns "" when `USUAL` exists, which is then used, or when there are no templates and one is learned.
    Raises BlogError when there are several and none is `USUAL`.
    """
    names = list(template_paths(site))
    if wanted or not names or USUAL in names:
        return wanted
    if len(names) == 1:
        return names[0]
    hint = f"choose one with --template NAME, or name one {FOLDER}/{USUAL}.md"
    raise BlogError("there are several templates", ", ".join(names), hint, site.root)


def propose(site: Site, examples: Sequence[Parts]) -> Proposal:
    """Return a template learned from a blog's newest posts, the newest first."""
    manner = learn(site.engine, examples)
    return Proposal(manner.template, manner.why)


def new_text(
    site: Site,
    title: str,
    tags: Sequence[str],
    moment: datetime,
    examples: Sequence[Parts],
    draft: bool,
    template: str = "",
    text: str = "",
) -> NewText:
    """Return the text of a new post, ready to be typed into.

    `examples` are the blog's newest posts, the newest first: the date gets their format, and when the blog
    has no template, one is learned from them. A draft is marked in the header when its folder does not mark
    it. `text` is what the post begins with, such as a spark.

    Raises BlogError when there is no template of that name, PostError when it cannot be read.
    """
    manner = learn(site.engine, examples)
    source = _read(site, template)
    if source is None:
        source = manner.template
    clean = tuple(tag for tag in map(one_line, tags) if tag)
    values = Values(
        one_line(title),
        format_for_header(moment, manner.date_like),
        clean,
        slugify(title, site.engine),
        text.lstrip("\r\n"),
    )
    parts = split(source)
    header = fill_header(parts.kind, parts.header, values)
    if draft:
        header += _marks(site, parts.kind, header)
    head = parts.prefix + header + parts.closing
    return _with_body(head, parts.body, values)


def _read(site: Site, name: str) -> str | None:
    """Return a template's text; None when none is named and the blog has no usual one."""
    paths = template_paths(site)
    path = paths.get(name or USUAL)
    if path is not None:
        return read_post(path).text
    if name:
        known = ", ".join(paths) or "none yet"
        hint = f"put it into {FOLDER}/{name}.md"
        raise BlogError("there is no such template", f"{name}; there are {known}", hint, site.root)
    return None


def _with_body(head: str, body: str, values: Values) -> NewText:
    before, mark, after = body.partition("$text$")
    if not mark:
        space = len(body) - len(body.lstrip())
        before, after = body[:space], body[space:]
        after = f"\n\n{after}" if values.text and after else after
    start = head + values.put_into(before) + values.text
    return NewText(start + values.put_into(after), start.count("\n"))


def _marks(site: Site, kind: Kind, header: str) -> str:
    """Return the lines that mark a draft, without those whose key the template sets itself."""
    ending = "\r\n" if header.endswith("\r\n") else "\n"
    lines = ""
    for key, value in site.engine.draft_marks:
        own = any(row.lower().startswith(key.lower()) for row in header.split("\n"))
        if not own and kind in ("yaml", "toml", "pelican"):
            lines += f"{key}{' = ' if kind == 'toml' else ': '}{value}{ending}"
    return lines
