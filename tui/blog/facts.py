"""The facts that lists show of a post: title, date, tags, whether it is a draft, whether readers see it.

Jekyll publishes a post even when its header cannot be read, so such a post counts as public there unless it
lies in the drafts folder.
"""

from datetime import datetime
from pathlib import Path

from tui.blog import dates
from tui.blog.naming import title_from_name
from tui.blog.post_facts import PostFacts
from tui.blog.site import POST_FOLDERS, Site, TagSplit
from tui.blog.urls import post_moment, post_url
from tui.blog.visibility import PUBLIC, Visibility
from tui.files.header import Header, Typed
from tui.files.post import Post

MOST_LISTS = 2
"""How deep lists may be nested for their texts to be tags."""


def read_facts(site: Site, post: Post, header: Header | None, now: datetime | None = None) -> PostFacts:
    """Return the facts of a post in its site; `header` is None when it cannot be read.

    `now` (with a zone) decides whether a scheduled post is public; it defaults to the current time.
    """
    path = post.path
    named = title_from_name(path, site.engine.titles_names)
    if header is None:
        return _facts_without_header(site, path, named)
    relative = site.relative(path)
    full = site.engine.with_defaults(site, relative, header, "")
    moment = post_moment(site, path, header)
    written = site.engine.written_date(site, path, header)
    clock = now or dates.now(site.timezone)
    return PostFacts(
        title=" ".join(full.text("title").split()) or named,
        date=dates.format_date(written) if written else "",
        tags=read_tags(site, header),
        categories=site.engine.categories(site, relative, header),
        draft=site.engine.is_draft(relative, header),
        visibility=visibility_of(site, relative, header, moment, clock),
        url=post_url(site, path, header),
        problem=site.engine.problem(relative, header),
    )


def visibility_of(
    site: Site, relative: Path, header: Header, moment: datetime | None, now: datetime
) -> Visibility:
    """Return whether readers see a post at a path within the site; never when it breaks the build."""
    problem = site.engine.problem(relative, header)
    full = site.engine.with_defaults(site, relative, header, "")
    found = site.engine.visibility(relative, full, moment, now, site.options)
    return Visibility("unpublished", reason=problem) if problem and found.public else found


def read_tags(site: Site, header: Header) -> tuple[str, ...]:
    """Return the tags that the site's engine reads from a header, in order and without repeats."""
    key = next((key for key in site.engine.tag_keys if header.texts(key)), "tags")
    tags = _flat(header.values.get(key))
    if isinstance(header.values.get("tags"), Typed) and not site.engine.tags_by_number:
        return ()
    if not header.is_list(key) and key == "tags":
        tags = tuple(tag for text in tags for tag in _split(text, site.engine.tag_split))
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _flat(value: object, depth: int = 0) -> tuple[str, ...]:
    """Return the texts of a value, including those in nested lists."""
    if isinstance(value, list) and depth < MOST_LISTS:
        return tuple(text for item in value for text in _flat(item, depth + 1))
    return (str(value),) if isinstance(value, str) and value else ()


def _split(text: str, how: TagSplit) -> list[str]:
    if how == "one":
        return [text]
    return text.split(",") if how == "comma" or (how == "either" and "," in text) else text.split()


def _facts_without_header(site: Site, path: Path, title: str) -> PostFacts:
    """Return the facts that a post's name and place tell when its header cannot be read."""
    drafted = POST_FOLDERS[1] in site.relative(path).parts[:-1]
    written = site.engine.name_date(path)
    if drafted:
        visibility = Visibility("draft", reason="it lies among the drafts")
    elif site.engine.publishes_broken:
        visibility = PUBLIC
    else:
        visibility = Visibility("unpublished", reason="its header cannot be read")
    return PostFacts(
        title=title,
        date=dates.format_date(written) if written else "",
        tags=(),
        draft=drafted,
        visibility=visibility,
        url="",
    )
