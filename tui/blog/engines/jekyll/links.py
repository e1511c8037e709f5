"""The forms in which posts of a Jekyll site link to each other: tags, a filter, a variable."""

import re
from pathlib import Path

from tui.blog.site import POST_FOLDERS, LinkForm, Site


def _post_url(site: Site, path: Path, url: str) -> str:
    return f"{{% post_url {_after_folder(site, path)} %}}"


def _after_folder(site: Site, path: Path) -> str:
    """Return a post's name for `post_url`: its path below `_posts`, without extension."""
    parts = site.relative(path).with_suffix("").parts
    at = max((index for index, part in enumerate(parts) if part in POST_FOLDERS), default=-1)
    return "/".join(parts[at + 1 :])


def _based_post_url(site: Site, path: Path, url: str) -> str:
    return f"{{{{ site.baseurl }}}}{_post_url(site, path, url)}"


def _relative_url(site: Site, path: Path, url: str) -> str:
    return f"{{{{ '{url}' | relative_url }}}}"


def _based_address(site: Site, path: Path, url: str) -> str:
    return f"{{{{ site.baseurl }}}}{url}"


LINK_FORMS = (
    LinkForm(
        "baseurl post_url",
        re.compile(r"\{\{-?\s*site\.(?:base)?url[^}]*\}\}\{%-?\s*post_url\s"),
        _based_post_url,
    ),
    LinkForm("post_url", re.compile(r"\{%-?\s*post_url\s"), _post_url),
    LinkForm("relative_url", re.compile(r"\]\(\{\{[^}]*\|\s*relative_url\s*-?\}\}"), _relative_url),
    LinkForm("site.baseurl", re.compile(r"\]\(\{\{-?\s*site\.baseurl\s*-?\}\}/"), _based_address),
)
