"""How a blog's posts link to each other, learned from the newest ones.

The one thing you would get wrong: a path is right only as long as the site lies where it lies, so a blog
that lets its engine find the post (`post_url`, `ref`, `{filename}`) gets links of that kind.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from tui.blog.config import text_option
from tui.blog.site import POST_FOLDERS, Site
from tui.desk.drafts import open_draft
from tui.errors import BlogError

OwnForm = Literal[
    "path", "post_url", "baseurl post_url", "relative_url", "site.baseurl", "ref", "relref", "filename"
]
"""A Jekyll tag, the same behind the base address, a filter, a variable, Hugo's shortcodes, Pelican's mark."""

_FORMS: tuple[tuple[str, OwnForm, re.Pattern[str]], ...] = (
    ("jekyll", "baseurl post_url", re.compile(r"\{\{-?\s*site\.(?:base)?url[^}]*\}\}\{%-?\s*post_url\s")),
    ("jekyll", "post_url", re.compile(r"\{%-?\s*post_url\s")),
    ("jekyll", "relative_url", re.compile(r"\]\(\{\{[^}]*\|\s*relative_url\s*-?\}\}")),
    ("jekyll", "site.baseurl", re.compile(r"\]\(\{\{-?\s*site\.baseurl\s*-?\}\}/")),
    ("hugo", "relref", re.compile(r"\{\{[<%]\s*relref\s")),
    ("hugo", "ref", re.compile(r"\{\{[<%]\s*ref\s")),
    ("pelican", "filename", re.compile(r"\]\(\{filename\}")),
)


def learned_form(site: Site, bodies: Iterable[str]) -> OwnForm:
    """Return how the newest posts link to others: as the first of them that does, else by path."""
    forms = [(form, pattern) for engine, form, pattern in _FORMS if engine == site.engine.name]
    for body in bodies:
        for form, pattern in forms:
            if pattern.search(body):
                return form
    return "path"


def own_target(site: Site, path: Path, form: OwnForm) -> str:
    """Return what leads to a post of the blog, as it stands between a link's parentheses.

    Raises BlogError when the post has no address yet, PostError when it cannot be read.
    """
    facts = open_draft(path, site).facts
    if not facts.url or (facts.draft and form != "path"):
        raise BlogError("this post has no address yet", hint="publish it first", path=path)
    match form:
        case "post_url":
            return f"{{% post_url {_after_folder(site, path)} %}}"
        case "baseurl post_url":
            return f"{{{{ site.baseurl }}}}{{% post_url {_after_folder(site, path)} %}}"
        case "relative_url":
            return f"{{{{ '{facts.url}' | relative_url }}}}"
        case "site.baseurl":
            return f"{{{{ site.baseurl }}}}{facts.url}"
        case "ref" | "relref":
            return f'{{{{< {form} "/{_in_content(site, path)}" >}}}}'
        case "filename":
            return f"{{filename}}/{_in_content(site, path)}"
    base = text_option(site.options, "baseurl").strip("/") if site.engine.name == "jekyll" else ""
    return f"/{base}{facts.url}" if base else facts.url


def _after_folder(site: Site, path: Path) -> str:
    """Return a post's name for `post_url`: its path behind `_posts`, without extension."""
    parts = site.relative(path).with_suffix("").parts
    at = max((index for index, part in enumerate(parts) if part in POST_FOLDERS), default=-1)
    return "/".join(parts[at + 1 :])


def _in_content(site: Site, path: Path) -> str:
    root = site.folders.walked[0]
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return inside.as_posix()
