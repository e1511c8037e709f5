"""The address of a post within its site, and the moment it is dated with, by its engine's rules."""

from datetime import UTC, datetime
from pathlib import Path

from tui.blog import dates
from tui.blog.site import Site
from tui.files.header import Header, Typed


def post_moment(site: Site, path: Path, header: Header) -> datetime | None:
    """Return the moment of a post's date, always with a zone: from header or else file name, or None.

    A date without a zone is in the site's zone (UTC when the site names none); for Jekyll an unquoted
    timestamp is UTC, as in YAML.
    """
    value = header.values.get("date")
    moment = site.engine.written_date(site, path, header)
    if site.engine.plain_stamps_are_utc and moment and isinstance(value, Typed) and ":" in value:
        moment = dates.in_zone(moment, UTC)
    return None if moment is None else dates.in_zone(moment, dates.zone(site.timezone))


def post_url(site: Site, path: Path, header: Header) -> str:
    """Return the address of a post within its site, such as `/2023/03/01/morning-bread.html`.

    Returns "" when it is unknown: it contains a date and the post has none, or a program computes it. Jekyll
    and Hugo percent-encode letters that are not ASCII, Eleventy does not. A `baseurl` is not included.
    Outside a site it is the path.
    """
    return site.engine.address(site, site.relative(path), header)
