"""Addresses on Jekyll 4.3: permalink styles and templates, with a post's name, date and categories.

Addresses contain the file's name, never the title.
"""

from pathlib import Path

from tui.blog import dates
from tui.blog.config import table_option, text_option
from tui.blog.engines.jekyll.defaults import with_defaults
from tui.blog.naming import hyphenate, slug_from_name
from tui.blog.permalinks import encoded, expanded
from tui.blog.site import POST_FOLDERS, Site
from tui.blog.urls import post_moment
from tui.files.header import Header

PERMALINK_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's named permalinks (docs: "Permalinks", 4.3)."""

KEPT_BY_PRETTY = "._~!$&'()+,;=@"
"""The characters that Jekyll's `pretty` slugs keep besides letters, marks and digits."""


def address(site: Site, relative: Path, header: Header) -> str:
    """Return the address of a post: made from its file's name and the date in the site's zone."""
    header, path = with_defaults(site, relative, header, ""), site.place(site.root / relative)
    style = text_option(table_option(site.options, "collections", "posts"), "permalink")
    style = style or text_option(site.options, "permalink") or "date"
    template = header.text("permalink") or PERMALINK_STYLES.get(style, style)
    named = dates.DATED_NAME.fullmatch(path.stem)
    slug = header.text("slug") or (named[4] if named and named[4] is not None else slug_from_name(path))
    categories = _categories(path, header)
    words = {
        "categories": "/".join(dict.fromkeys(each.lower() for each in categories)),
        "slugified_categories": "/".join(dict.fromkeys(hyphenate(each).lower() for each in categories)),
        "title": hyphenate(slug, KEPT_BY_PRETTY),
        "slug": hyphenate(slug).lower(),
        "name": hyphenate(path.stem).lower(),
        "path": "/".join(part for part in path.with_suffix("").parts if part not in POST_FOLDERS),
        "collection": "posts",
        "output_ext": ".html",
    }
    moment = post_moment(site, relative, header)
    written = {name: encoded(word) for name, word in words.items()}
    return expanded(template, written, moment and moment.astimezone(dates.zone(site.timezone)))


def categories(site: Site, relative: Path, header: Header) -> tuple[str, ...]:
    """Return the categories of a post at a path within the site, each once."""
    found = _categories(site.place(site.root / relative), with_defaults(site, relative, header, ""))
    return tuple(dict.fromkeys(found))


def _categories(path: Path, header: Header) -> list[str]:
    """Return the folders above `_posts`, then the header's categories, as Jekyll joins them."""
    parents = path.parts[:-1]
    own = next((parents[:at] for at, name in enumerate(parents) if name in ("_posts", "_drafts")), ())
    one = header.texts("category")
    several = header.texts("categories")
    if not header.is_list("categories"):
        several = tuple(word for text in several for word in text.split())
    return [*own, *several, *one]
