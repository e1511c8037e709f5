"""The default header values of a Jekyll site: `defaults` in its `_config.yml`.

When several entries apply to a post, the one with the longest path wins, wherever it stands in the list. The
post's own header wins over all of them.
"""

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from tui.blog.config import Options, table_option, text_option
from tui.blog.site import Site
from tui.files.header import Header, Typed


def with_defaults(site: Site, path: Path, header: Header, kind: str) -> Header:
    """Return the header of a post, at a path within the site, with the site's defaults added.

    `kind` is compared with the `type` of a scope; "" means `posts` or `drafts`, by the path.
    Documentation: "Front Matter Defaults"; checked with Jekyll 4.3.1.
    """
    listed = site.options.get("defaults")
    if not isinstance(listed, list):
        return header
    place, home = site.place(site.root / path), text_option(site.options, "collections_dir").strip("/")
    applying = [entry for entry in listed if isinstance(entry, dict) and _applies(entry, place, kind, home)]
    values: dict[str, object] = {}
    for entry in sorted(applying, key=_weight):
        values |= {str(key): _as_header_value(value) for key, value in table_option(entry, "values").items()}
    return Header(header.kind, values | dict(header.values)) if values else header


def _applies(entry: Options, path: Path, kind: str, home: str) -> bool:
    """Tell whether an entry applies to a path; `home` is the collections folder, which paths leave out."""
    scope = table_option(entry, "scope")
    kind = kind or ("drafts" if "_drafts" in path.parts else "posts")
    if text_option(scope, "type") not in ("", kind):
        return False
    place = text_option(scope, "path").strip("/").removeprefix(f"{home}/" if home else "")
    if "*" in place:
        return fnmatchcase(path.as_posix(), place) or fnmatchcase(path.as_posix(), f"{place}/*")
    return not place or path.is_relative_to(place)


def _weight(entry: Options) -> tuple[int, bool]:
    scope = table_option(entry, "scope")
    return len(text_option(scope, "path").strip("/")), "type" in scope


def _as_header_value(value: object) -> object:
    """Return a value of the configuration as in a header: as text with its kind."""
    match value:
        case bool():
            return Typed(str(value).lower(), "bool")
        case int():
            return Typed(str(value), "int")
        case float():
            return Typed(str(value), "float")
        case date():
            return Typed(value.isoformat(), "timestamp")
        case list():
            return [_as_header_value(item) for item in value]
        case Mapping():
            return {str(key): _as_header_value(item) for key, item in value.items()}
    return value
