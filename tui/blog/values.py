"""What Liquid in a post may see of its site: `site`, `page`, the addresses of posts, the includes.

The one thing you would get wrong: nothing is read before a post asks for it. A blog of a thousand posts
must not be read because one of them prints its own title.
"""

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path, PurePosixPath

from tui.blog import dates
from tui.blog.config import MOST_BYTES, inside, text_option
from tui.blog.engines.plain import PLAIN
from tui.blog.facts import PostFacts, read_facts, read_tags
from tui.blog.naming import slug_from_name
from tui.blog.site import EXTENSIONS, Site, opens_with_header, post_paths
from tui.blog.urls import post_moment
from tui.errors import DraftroomError
from tui.files.header import Header, Typed, read_header
from tui.files.post import Post, read_post
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Lazy, Moment, Unknown, Values
from tui.markup.page import Page

_SITE_UNKNOWN = (
    *("data", "pages", "static_files", "html_pages", "html_files", "documents", "collections"),
    *("github", "related_posts", "version"),
)
_POST_UNKNOWN = ("content", "excerpt", "output", "next", "previous")
_DEEPEST = 20

_Makers = dict[str, Callable[[], object]]


def values_for(site: Site, post: Post, header: Header | None, facts: PostFacts, dialect: Dialect) -> Values:
    """Return what a post may see; cheap, because all of it is looked up only when the body asks."""
    page = _page(site, post, header, facts)
    markdown = partial(_as_html, dialect=dialect)
    if site.engine.name == "eleventy":
        own = {key: _value(value) for key, value in (header.values if header else {}).items()}
        return Values("eleventy", {**own, "page": page}, open=True, programs=True, markdown=markdown)
    if site.engine is PLAIN:
        return _alone(page, markdown)
    scope: Mapping[str, object] = Lazy(
        {
            "site": cache(partial(_site, site)),
            "page": lambda: page,
            "jekyll": lambda: {"environment": "production", "version": Unknown("jekyll.version")},
        }
    )
    options = site.options
    return Values(
        scope=scope,
        programs=os.path.isdir(site.root / "_plugins"),
        themed=bool(text_option(options, "theme") or text_option(options, "remote_theme")),
        zone=dates.zone(site.timezone),
        base=text_option(options, "baseurl"),
        url=text_option(options, "url"),
        include=partial(_include, site),
        post_url=partial(_post_url, site),
        link=partial(_link, site),
        markdown=markdown,
    )


def _alone(page: Lazy, markdown: Callable[[str], str]) -> Values:
    """Return what a post without a site may see: of the site, nothing is known."""
    return Values(
        scope={"site": Unknown("site"), "jekyll": Unknown("jekyll"), "page": page},
        programs=True,
        themed=True,
        post_url=lambda name: Unknown(f"post_url {name}"),
        link=lambda name: Unknown(f"link {name}"),
        markdown=markdown,
    )


def _as_html(text: str, dialect: Dialect) -> str:
    # only one filter needs it, and the app's first frame does not wait for it
    from tui.markup.html import to_html

    return to_html(Page.parse(text, dialect))


def _site(site: Site) -> Lazy:
    makers: _Makers = {key: partial(_value, value) for key, value in site.options.items()}
    posts = cache(partial(_posts, site))
    makers |= {
        "time": lambda: Moment.of(dates.now(site.timezone)),
        "posts": posts,
        "tags": lambda: _by(posts(), "tags"),
        "categories": lambda: _by(posts(), "categories"),
        "baseurl": lambda: text_option(site.options, "baseurl"),
    }
    collections = site.options.get("collections")
    names = (*_SITE_UNKNOWN, *(map(str, collections) if isinstance(collections, dict | list) else ()))
    return Lazy(makers, {name: Unknown(f"site.{name}") for name in names if name not in makers})


def _posts(site: Site) -> list[Lazy]:
    """Return the posts that are published, newest first."""
    found = []
    for path in post_paths(site):
        known = _known(site.root, path, _stamp(path), _Sites(site))
        if known is not None and known[2].public:
            post, header, facts = known
            moment = post_moment(site, path, header) if header else None
            found.append((moment.timestamp() if moment else 0.0, _page(site, post, header, facts)))
    return [page for _, page in sorted(found, key=lambda pair: pair[0], reverse=True)]


class _Sites:
    """A site as an argument that two calls may share: it is the same while its settings are."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sites) and self.site == other.site

    def __hash__(self) -> int:
        return hash(self.site.root)


@lru_cache(maxsize=2048)
def _known(
    root: Path, path: Path, stamp: tuple[int, int], sites: _Sites
) -> tuple[Post, Header | None, PostFacts] | None:
    """Return a post of the site, None when it cannot be read; read once for each state of its file."""
    try:
        post = read_post(path)
        header = read_header(post.parts, path)
    except DraftroomError:
        return None
    return post, header, read_facts(sites.site, post, header)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = os.stat(path)
    except OSError:
        return (0, 0)
    return state.st_mtime_ns, state.st_size


def _by(posts: list[Lazy], key: str) -> dict[str, list[Lazy]]:
    """Return the posts under each tag or category."""
    found: dict[str, list[Lazy]] = {}
    for post in posts:
        names = post[key]
        for name in names if isinstance(names, list) else ():
            found.setdefault(str(name), []).append(post)
    return found


def _page(site: Site, post: Post, header: Header | None, facts: PostFacts) -> Lazy:
    """Return a post as a template sees it."""
    relative = site.relative(post.path)
    makers: _Makers = {}
    for key, value in (header.values if header else {}).items():
        makers[key] = partial(_value, value)
    slug = (header.text("slug") if header else "") or slug_from_name(relative)
    makers |= {
        "url": lambda: facts.url,
        "date": lambda: _moment(site, post.path, header),
        "inputPath": lambda: f"./{relative.as_posix()}",
        "fileSlug": lambda: slug_from_name(relative),
    }
    if site.engine.name == "eleventy":
        return Lazy({key: makers[key] for key in ("url", "date", "inputPath", "fileSlug")})
    makers |= {
        "title": lambda: facts.title,
        "path": relative.as_posix,
        "relative_path": relative.as_posix,
        "name": lambda: relative.name,
        "slug": lambda: slug,
        "ext": lambda: relative.suffix,
        "id": lambda: facts.url.removesuffix(".html"),
        "collection": lambda: "posts",
        "draft": lambda: facts.draft,
        "tags": lambda: list(read_tags(site, header)) if header else [],
        "categories": lambda: _categories(relative, header),
    }
    for key in ("inputPath", "fileSlug"):
        del makers[key]
    return Lazy(makers, {name: Unknown(f"page.{name}") for name in _POST_UNKNOWN if name not in makers})


def _categories(relative: Path, header: Header | None) -> list[str]:
    """Return the folders above `_posts` and the header's categories (Jekyll 4.3)."""
    parts = relative.parts[:-1]
    folders = parts[: parts.index("_posts")] if "_posts" in parts else ()
    several = header.texts("categories") if header else ()
    if header and not header.is_list("categories"):
        several = tuple(word for text in several for word in text.split())
    return list(dict.fromkeys((*folders, *several, *(header.texts("category") if header else ()))))


def _moment(site: Site, path: Path, header: Header | None) -> Moment | None:
    moment = post_moment(site, path, header) if header else None
    return None if moment is None else Moment.of(moment.astimezone(dates.zone(site.timezone)))


def _value(value: object, depth: int = 0) -> object:
    """Return a value of a header or a configuration as Liquid has it: booleans, numbers, dates, tables."""
    if depth > _DEEPEST:
        return None
    match value:
        case Typed():
            return _typed(value)
        case None | str() | bool() | int() | float():
            return value
        case datetime():
            return Moment.of(dates.in_zone(value, dates.zone("")))
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _value(each, depth + 1) for key, each in value.items()}
        case list() | tuple() | set():
            return [_value(each, depth + 1) for each in value]
    return str(value)


def _typed(value: Typed) -> object:
    text = value.replace("_", "")
    try:
        match value.kind:
            case "bool":
                return value.lower() in ("true", "yes", "on")
            case "int":
                return int(text, 0 if text.startswith("0x") else 10)
            case "float":
                return float(text)
    except ValueError:
        return str(value)
    moment = dates.parse_date(value)
    return str(value) if moment is None else Moment.of(dates.in_zone(moment, dates.zone("")))


def _include(site: Site, name: str) -> str | None:
    """Return the text of an include, None when there is none within `_includes`."""
    try:
        folder = inside(site.root, text_option(site.options, "includes_dir"), "_includes").resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            return None
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        return None


def _post_url(site: Site, name: str) -> str | None:
    """Return the address of the post with a name such as `2023-03-01-morning-bread`, folders before it."""
    wanted = PurePosixPath(name)
    for suffix in sorted(EXTENSIONS):  # most posts lie there, and nothing has to be walked then
        path = site.folders.posts / f"{wanted.name}{suffix}"
        if path.parent / f"{name}{suffix}" == path and os.path.isfile(path):
            return _url(site, path)
    for path in post_paths(site):
        relative = PurePosixPath(site.relative(path).as_posix())
        if relative.stem == wanted.name and "_posts" in relative.parts:
            folders = [part for part in relative.parts[:-1] if part != "_posts"]
            if folders[len(folders) - len(wanted.parts[:-1]) :] == list(wanted.parts[:-1]):
                return _url(site, path)
    return None


def _link(site: Site, name: str) -> str | None:
    """Return the address of a file of the site; a page's, which its layout may change, is unknown."""
    try:
        path = (site.root / name).resolve()
        if not path.is_relative_to(site.root.resolve()) or not os.path.isfile(path):
            return None
    except (OSError, ValueError):
        return None
    if "_posts" in PurePosixPath(name).parts:
        return _url(site, site.root / name)
    return Unknown(f"link {name}") if opens_with_header(path) else f"/{name}"


def _url(site: Site, path: Path) -> str | None:
    known = _known(site.root, path, _stamp(path), _Sites(site))
    return known[2].url or Unknown(f"post_url {path.stem}") if known else None
