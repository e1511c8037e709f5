"""The address a post will have within its site, and the moment it depends on.

The one thing you would get wrong: Jekyll makes the address from the file name and the date in the
site's zone, never from the title; Pelican from the title, never from the file name.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tui.blog import dates
from tui.blog.config import flag_option, table_option, text_option
from tui.blog.defaults import with_defaults
from tui.blog.engines.hugo import FILE_NAME, first_date, name_without_date
from tui.blog.engines.profile import DATED_NAME
from tui.blog.naming import hyphenate, pelican_slug, slug_from_name
from tui.blog.ruby_dates import ruby_date
from tui.blog.site import POST_FOLDERS, Site
from tui.files.header import Header, Typed

PERMALINK_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's named permalinks (docs: "Permalinks", 4.3)."""

KEPT_BY_PRETTY = "._~!$&'()+,;=@"
"""What Jekyll's `pretty` slugs keep."""
_WORD = re.compile(r":([a-z_]+(?:\[[a-z]+\])?)")
_FILE_SLUG = re.compile(r"\{\{-?\s*page\.fileSlug\s*-?\}\}")
_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def post_moment(site: Site, path: Path, header: Header) -> datetime | None:
    """Return when a post is dated, always with a zone: by its header, else by its file name, else None.

    A date without a zone is meant in the site's (UTC when it names none); for Jekyll an unquoted
    timestamp is UTC, as YAML has it.
    """
    value = header.values.get("date")
    moment = written_date(site, path, header)
    if site.engine.plain_stamps_are_utc and moment and isinstance(value, Typed) and ":" in value:
        moment = dates.in_zone(moment, UTC)
    return None if moment is None else dates.in_zone(moment, dates.zone(site.timezone))


def written_date(site: Site, path: Path, header: Header) -> datetime | None:
    """Return the date that a post was given, as it was written: in its header, else in its file name.

    Hugo looks at the name only where its configuration says so, and then maybe before the header.
    """
    if site.engine.name == "hugo":
        found = first_date("date", path, header, site.options)
        return found.moment if found else None
    parse = ruby_date if site.engine.name == "jekyll" else dates.parse_date
    return parse(header.text("date")) or name_date(site, path)


def name_date(site: Site, path: Path) -> datetime | None:
    """Return the date that a file name begins with, None without one.

    Jekyll has it read by Ruby: 2024-02-31 is 2 March.
    """
    if site.engine.name != "jekyll":
        return dates.file_date(path)
    named = DATED_NAME.fullmatch(path.stem)
    return ruby_date("-".join(named.group(1, 2, 3))) if named else None


def post_url(site: Site, path: Path, header: Header) -> str:
    """Return the address of a post within its site, such as `/2023/03/01/morning-bread.html`.

    "" when it cannot be told: no date yet where the address has one, or a program decides. Jekyll and Hugo
    write other letters than ASCII with percent signs, Eleventy as they are. A `baseurl` is no part of it.
    Outside any site it is the path.
    """
    relative = site.relative(path)
    match site.engine.name:
        case "jekyll":
            return _jekyll(site, relative, header)
        case "hugo":
            return encoded(_hugo(site, site.root / relative, header))
        case "pelican":
            return _pelican(site, relative, header)
        case "eleventy":
            return _eleventy(relative, header)
    return relative.as_posix()


def _jekyll(site: Site, relative: Path, header: Header) -> str:
    header, path = with_defaults(site, relative, header), site.place(site.root / relative)
    style = text_option(table_option(site.options, "collections", "posts"), "permalink")
    style = style or text_option(site.options, "permalink") or "date"
    template = header.text("permalink") or PERMALINK_STYLES.get(style, style)
    named = DATED_NAME.fullmatch(path.stem)
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


def _categories(path: Path, header: Header) -> list[str]:
    """Return the folders above `_posts`, then the header's categories, as Jekyll joins them."""
    parents = path.parts[:-1]
    own = next((parents[:at] for at, name in enumerate(parents) if name in ("_posts", "_drafts")), ())
    one = header.texts("category")
    several = header.texts("categories")
    if not header.is_list("categories"):
        several = tuple(word for text in several for word in text.split())
    return [*own, *several, *one]


def _hugo(site: Site, path: Path, header: Header) -> str:
    if header.text("url"):
        return _clean(header.text("url"))
    content = site.folders.walked[0]
    place = path.relative_to(content) if path.is_relative_to(content) else Path(path.name)
    bundle = place.parent if place.stem == "index" else place.with_suffix("")
    sections = bundle.parts[:-1]
    dated = first_date("date", path, header, site.options)
    is_named = dated is not None and dated.key == FILE_NAME
    name = _hugo_name((is_named and name_without_date(bundle.name)) or bundle.name)
    own = _hugo_slug(header.text("slug"))
    slug = own or name
    section = sections[0] if sections else ""
    permalinks = table_option(site.options, "permalinks")
    template = text_option(permalinks, section) or text_option(table_option(permalinks, "page"), section)
    words = {
        "section": section,
        "sections": "/".join(sections),
        "sections[first]": section,
        "sections[last]": sections[-1] if sections else "",
        "title": _hugo_slug(header.text("title")),
        "slug": own or _hugo_slug(header.text("title")),
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
    }
    if template:
        address = expanded(template, words, post_moment(site, path, header)).lower()
    else:
        address = _clean("/".join(("", *map(_hugo_name, sections), slug, "")))
    ugly = flag_option(site.options, "uglyurls") and address.endswith("/")
    return f"{address.rstrip('/')}.html" if ugly else address


def _hugo_name(text: str) -> str:
    """Return a name as Hugo puts it into an address: lower case, spaces as hyphens, `& ? !` and such gone."""
    return re.sub(r"[^\w.#+~-]", "", re.sub(r"\s", "-", text.lower()))


def _hugo_slug(text: str) -> str:
    """Return a title or a slug as Hugo puts it into an address: a name with single hyphens."""
    return re.sub("-+", "-", _hugo_name(text))


def _pelican(site: Site, path: Path, header: Header) -> str:
    by_name = text_option(site.options, "SLUGIFY_SOURCE") == "basename"
    source = "" if by_name else header.text("title")
    slug = header.text("slug") or pelican_slug(source or slug_from_name(path))
    draft = site.engine.is_draft(path, header)
    default = "drafts/{slug}.html" if draft else "{slug}.html"
    template = text_option(site.options, "DRAFT_URL" if draft else "ARTICLE_URL") or default
    moment = post_moment(site, path, header)
    fields = {"slug": slug, "category": pelican_slug(header.text("category")), "lang": header.text("lang")}

    def value(field: re.Match[str]) -> str:
        if field[1] == "date" and moment:
            return _DATE_CODE.sub(lambda code: _DATE_CODES[code[0]](moment), field[2] or "")
        return fields.get(field[1]) or field[0]

    address = _FIELD.sub(value, template)
    return "" if _FIELD.search(address) else _clean(f"/{address}")


def _eleventy(path: Path, header: Header) -> str:
    if "permalink" in header.values:
        permalink = header.text("permalink")
        permalink = _FILE_SLUG.sub(lambda _: _eleventy_slug(path), permalink)
        literal = header.flag("permalink") is None and "{" not in permalink
        return _clean(f"/{permalink}").removesuffix("index.html") if permalink and literal else ""
    inputs = path.parts[:1] if path.parts[0] in ("src", "content") else ()
    place = path.relative_to(Path(*inputs)).with_suffix("")
    parts = place.parts[:-1] if place.name == "index" else place.parts
    return _clean("/".join(("", *parts, "")))


def _eleventy_slug(path: Path) -> str:
    """Return what Eleventy calls a file's slug: its name, or its folder's, without a date."""
    named = path.parent.name if path.stem == "index" else path.stem
    return slug_from_name(Path(f"{named}.md"))


_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half characters that stand for no byte of a name."""


def encoded(address: str) -> str:
    """Return an address with percent signs for all that a browser would write so, as bytes of its name."""
    whole = _HALVES.sub("\ufffd", address)
    return quote(whole, safe="/?[]@!$&'()*+,;=:~", errors="surrogateescape")


_DATE_CODES: Mapping[str, Callable[[datetime], str]] = {
    "%Y": lambda moment: f"{moment.year:04}",
    "%m": lambda moment: f"{moment.month:02}",
    "%d": lambda moment: f"{moment.day:02}",
    "%H": lambda moment: f"{moment.hour:02}",
    "%b": lambda moment: moment.strftime("%b"),
    "%B": lambda moment: moment.strftime("%B"),
    "%j": lambda moment: moment.strftime("%j"),
}
_DATE_CODE = re.compile("|".join(_DATE_CODES))

_DATE_WORDS: Mapping[str, Callable[[datetime], str]] = {
    "year": _DATE_CODES["%Y"],
    "month": _DATE_CODES["%m"],
    "day": _DATE_CODES["%d"],
    "hour": _DATE_CODES["%H"],
    "minute": lambda moment: f"{moment.minute:02}",
    "second": lambda moment: f"{moment.second:02}",
    "i_day": lambda moment: str(moment.day),
    "i_month": lambda moment: str(moment.month),
    "short_month": _DATE_CODES["%b"],
    "long_month": _DATE_CODES["%B"],
    "monthname": _DATE_CODES["%B"],
    "short_year": lambda moment: f"{moment.year % 100:02}",
    "y_day": _DATE_CODES["%j"],
    "yearday": lambda moment: str(moment.timetuple().tm_yday),
    "week": lambda moment: f"{moment.isocalendar().week:02}",
    "w_year": lambda moment: str(moment.isocalendar().year),
    "w_day": lambda moment: str(moment.isoweekday()),
    "short_day": lambda moment: moment.strftime("%a"),
    "long_day": lambda moment: moment.strftime("%A"),
    "weekday": lambda moment: str(moment.isoweekday() % 7),
    "weekdayname": lambda moment: moment.strftime("%A"),
}


def expanded(template: str, words: Mapping[str, str], moment: datetime | None) -> str:
    """Return a permalink template with its words filled in, "" when it asks for a date there is not."""

    def value(found: re.Match[str]) -> str:
        # Jekyll also reads ":year_" as ":year" and an underscore.
        for name, rest in ((found[1], ""), (found[1].removesuffix("_"), "_")):
            if name in words:
                return words[name] + rest
            if name in _DATE_WORDS and moment:
                return _DATE_WORDS[name](moment) + rest
        return found[0]

    if moment is None and any(name in _DATE_WORDS for name in _WORD.findall(template)):
        return ""
    return _clean(_WORD.sub(value, template))


def _clean(address: str) -> str:
    return re.sub("/+", "/", f"/{address}")
