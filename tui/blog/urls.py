"""The address a post will have within its site, and the moment it depends on: by its engine's rules."""

from datetime import UTC, datetime
from pathlib import Path

from tui.blog import dates
from tui.blog.site import Site
from tui.files.header import Header, Typed


def post_moment(site: Site, path: Path, header: Header) -> datetime | None:
    """Return when a post is dated, always with a zone: by its header, else by its file name, else None.

    A date without a zone is meant in the site's (UTC when it names none); for Jekyll an unquoted
    timestamp is UTC, as YAML has it.
    """
    value = header.values.get("date")
    moment = site.engine.written_date(site, path, header)
    if site.engine.plain_stamps_are_utc and moment and isinstance(value, Typed) and ":" in value:
        moment = dates.in_zone(moment, UTC)
    return None if moment is None else dates.in_zone(moment, dates.zone(site.timezone))


def post_url(site: Site, path: Path, header: Header) -> str:
    """Return the address of a post within its site, such as `/2023/03/01/morning-bread.html`.

    "" when it cannot be told: no date yet where the address has one, or a program decides. Jekyll and Hugo
    write other letters than ASCII with percent signs, Eleventy as they are. A `baseurl` is no part of it.
    Outside any site it is the path.
    """
    return site.engine.address(site, site.relative(path), header)
