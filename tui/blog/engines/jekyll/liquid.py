"""The values that Liquid in a post can use: `site`, `page`, the addresses of posts, the includes.

Each value is computed only when a post uses it, so that a post which prints its own title does not cause a
thousand posts to be read.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property, cmp_to_key, partial
from pathlib import Path, PurePosixPath

from tui.blog import dates
from tui.blog.config import text_option
from tui.blog.engines.jekyll.data import read_data
from tui.blog.engines.jekyll.known import known
from tui.blog.engines.jekyll.named_files import find_beside, find_file, find_include, find_post
from tui.blog.engines.jekyll.pages import (
    collections,
    document_paths,
    document_url,
    has_output,
    has_theme,
    is_generated,
    is_published,
)
from tui.blog.engines.jekyll.plugins import plugin_tags
from tui.blog.facts import read_tags
from tui.blog.liquid_value import as_value
from tui.blog.naming import slug_from_name
from tui.blog.post_facts import PostFacts
from tui.blog.post_files import post_paths
from tui.blog.site import Site
from tui.blog.urls import post_moment
from tui.files.header import Header
from tui.files.post import Post
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Lazy, Moment, Unknown, Values
from tui.markup.page import Page

_SITE_UNKNOWN = (
    *("pages", "static_files", "html_pages", "html_files", "documents"),
    *("github", "related_posts", "version"),
)
_POST_UNKNOWN = ("content", "excerpt", "output")

_STEPS = {"next": 1, "previous": -1}

_Makers = dict[str, Callable[[], object]]
_Neighbours = Callable[[Path, int], object]
"""(a file, 1 for the next post or -1 for the previous one) → that post as a Liquid value."""


def values_for(site: Site, post: Post, header: Header | None, facts: PostFacts, dialect: Dialect) -> Values:
    """Return the Liquid values for a post; cheap, because each is computed only when it is used."""
    blog = _Blog(site)
    page = _page(site, post, header, facts, blog.neighbour)
    tags = plugin_tags(site)
    scope: Mapping[str, object] = Lazy(
        {
            "site": lambda: blog.values,
            "page": lambda: page,
            "jekyll": lambda: {"environment": "production", "version": Unknown("jekyll.version")},
        }
    )
    options = site.options
    return Values(
        scope=scope,
        programs=tags is None,
        tags=tags or frozenset(),
        themed=has_theme(site) or is_generated(site),
        zone=dates.zone(site.timezone),
        base=text_option(options, "baseurl"),
        url=text_option(options, "url"),
        include=partial(find_include, site),
        beside=partial(find_beside, site, post.path.parent),
        post_url=partial(find_post, site),
        link=partial(find_file, site),
        markdown=partial(as_html, dialect=dialect),
    )


def values_without_site(
    site: Site, post: Post, header: Header | None, facts: PostFacts, dialect: Dialect
) -> Values:
    """Return the Liquid values for a post on an engine without `site`, whose values are all unknown."""
    return Values(
        scope={
            "site": Unknown("site"),
            "jekyll": Unknown("jekyll"),
            "page": _page(site, post, header, facts, _no_neighbours),
        },
        programs=True,
        themed=True,
        beside=lambda name: Unknown(f"include_relative {name}"),
        post_url=lambda name: Unknown(f"post_url {name}"),
        link=lambda name: Unknown(f"link {name}"),
        markdown=partial(as_html, dialect=dialect),
    )


def as_html(text: str, dialect: Dialect) -> str:
    """Return markdown as HTML, for the filter `markdownify`."""
    # imported late, so that the app starts faster
    from tui.markup.html import to_html

    return to_html(Page.parse(text, dialect))


class _Blog:
    """The Liquid values of a site that all its posts share; each is computed once, when it is used."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def values(self) -> Lazy:
        """The value of `site`."""
        site = self._site
        makers: _Makers = {key: partial(as_value, value) for key, value in site.options.items()}
        makers |= {name: partial(self._documents, name) for name in collections(site)}
        is_open = plugin_tags(site) is None or has_theme(site) or is_generated(site)
        makers |= {
            "time": lambda: Moment.of(dates.now(site.timezone)),
            "posts": lambda: self._posts[0],
            "tags": lambda: _by(self._posts[0], "tags"),
            "categories": lambda: _by(self._posts[0], "categories"),
            "baseurl": lambda: text_option(site.options, "baseurl"),
            "collections": self._collections,
            "data": lambda: read_data(site, site.source, as_value, is_open),
        }
        unknown = {name: partial(Unknown, f"site.{name}") for name in _SITE_UNKNOWN if name not in makers}
        return Lazy(makers, unknown)

    @cached_property
    def _posts(self) -> tuple[list[Lazy], dict[Path, int]]:
        """The published posts, newest first, and the index of each file among them."""
        site, found = self._site, []
        for path in post_paths(site):
            read = known(site, path)
            if read is not None and read[2].public:
                moment = post_moment(site, path, read[1])
                found.append((moment.timestamp() if moment else 0.0, str(path), read))
        found.sort(key=lambda each: each[:2], reverse=True)
        pages = [_page(site, *read, self.neighbour) for _, _, read in found]
        return pages, {Path(path): index for index, (_, path, _) in enumerate(found)}

    def neighbour(self, path: Path, step: int) -> object:
        """Return the post after (or before) another; unknown when that other post is not published."""
        posts, places = self._posts
        if path not in places:
            return Unknown("page.next" if step > 0 else "page.previous")
        index = places[path] - step
        return posts[index] if 0 <= index < len(posts) else None

    def _documents(self, name: str) -> object:
        """Return the documents of a collection; an `Unknown` when their order is unknown."""
        site, found = self._site, []
        paths = document_paths(site, name)
        if paths is None:
            return Unknown(f"site.{name}")
        for path in paths:
            read = known(site, path)
            if read is None:
                return Unknown(f"site.{name}")
            post, header, facts = read
            if is_published(site, header):
                url = document_url(site, name, path, header)
                page = _page(site, post, header, replace(facts, url=url), _no_neighbours, name)
                found.append((post_moment(site, path, header), page))
        return [page for _, page in sorted(found, key=cmp_to_key(_by_date))]

    def _collections(self) -> list[Lazy]:
        """Return `site.collections`, sorted by name."""
        site = self._site
        settings = {**collections(site), "posts": {"output": True}}
        return [
            Lazy(
                {key: partial(as_value, value) for key, value in settings[name].items()}
                | {
                    "label": partial(str, name),
                    "docs": partial(self._oldest_first, name),
                    "output": partial(has_output, site, name) if name != "posts" else lambda: True,
                    "relative_directory": partial(str, f"_{name}"),
                },
                {key: partial(Unknown, f"site.collections.{name}.{key}") for key in ("directory", "files")},
            )
            for name in sorted(settings)
        ]

    def _oldest_first(self, name: str) -> object:
        return self._posts[0][::-1] if name == "posts" else self._documents(name)


def _by_date(one: tuple[datetime | None, Lazy], other: tuple[datetime | None, Lazy]) -> int:
    """Compare two documents by date, as Jekyll does; 0 without dates, which keeps their order by path."""
    if one[0] is None or other[0] is None:
        return 0
    return (one[0] > other[0]) - (one[0] < other[0])


def _no_neighbours(path: Path, step: int) -> object:
    return Unknown("next" if step > 0 else "previous")


def _by(posts: list[Lazy], key: str) -> dict[str, list[Lazy]]:
    """Return the posts under each tag or category."""
    found: dict[str, list[Lazy]] = {}
    for post in posts:
        names = post[key]
        for name in names if isinstance(names, list) else ():
            found.setdefault(str(name), []).append(post)
    return found


def _page(
    site: Site,
    post: Post,
    header: Header | None,
    facts: PostFacts,
    neighbour: _Neighbours,
    collection: str = "posts",
) -> Lazy:
    """Return the Liquid value of a post or of a document of another collection."""
    relative, place = site.relative(post.path), partial(site.place, post.path)
    kind = "" if collection == "posts" else collection
    full = site.engine.with_defaults(site, relative, header or Header("none", {}), kind)
    makers: _Makers = {key: partial(as_value, value) for key, value in full.values.items()}
    slug = full.text("slug") or slug_from_name(relative)
    makers |= {
        "url": lambda: facts.url,
        "date": lambda: moment_of(site, post.path, header),
    }
    makers |= {
        "title": lambda: full.text("title") or facts.title,
        "path": lambda: place().as_posix(),
        "relative_path": lambda: place().as_posix(),
        "name": lambda: relative.name,
        "slug": lambda: slug,
        "ext": lambda: relative.suffix,
        "id": lambda: f"{PurePosixPath(facts.url).parent.as_posix().rstrip('/')}/{slug}",
        "collection": lambda: collection,
        "draft": lambda: facts.draft,
        "tags": lambda: list(read_tags(site, header)) if header else [],
        "categories": lambda: _categories(place(), header),
    }
    unseen: _Makers = {name: partial(Unknown, f"page.{name}") for name in _POST_UNKNOWN}
    unseen |= {name: partial(neighbour, site.root / relative, step) for name, step in _STEPS.items()}
    return Lazy(makers, {key: maker for key, maker in unseen.items() if key not in makers})


def _categories(place: Path, header: Header | None) -> list[str]:
    """Return the folders above `_posts` and the header's categories (Jekyll 4.3)."""
    parts = place.parts[:-1]
    folders = parts[: parts.index("_posts")] if "_posts" in parts else ()
    several = header.texts("categories") if header else ()
    if header and not header.is_list("categories"):
        several = tuple(word for text in several for word in text.split())
    return list(dict.fromkeys((*folders, *several, *(header.texts("category") if header else ()))))


def moment_of(site: Site, path: Path, header: Header | None) -> Moment | None:
    """Return the moment of a post's date, in the site's zone; None without a date."""
    moment = post_moment(site, path, header) if header else None
    return None if moment is None else Moment.of(moment.astimezone(dates.zone(site.timezone)))
