"""Hugo: posts under `content/`, each folder of it a section.

The one thing you would get wrong: configuration keys are case-insensitive (`baseURL`, `baseurl`);
`configure` returns them in lower case. `_index.md` is a section's own page, not a post.
"""

import re
from datetime import datetime
from pathlib import Path

from tui.blog import dates
from tui.blog.config import Configuration, Options, flag_option, inside, read_configuration, text_option
from tui.blog.engines.profile import Engine, Folders, first_file, first_folder, is_past
from tui.files.header import Header

CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
OLD_CONFIGS = ("config.toml", "config.yaml", "config.yml", "config.json")
"""Hugo's names before 0.110; Zola has a config.toml too, with `base_url`."""

SECTIONS = ("posts", "post", "blog", "articles")

_BASE_URL = re.compile(rb"(?im)^[ \t]*[\"']?baseurl[\"']?[ \t]*[:=]")


def _config(folder: Path) -> Path | None:
    for place in (folder, folder / "config" / "_default"):
        found = first_file(place, CONFIGS)
        if found is not None:
            return found
    for place in (folder, folder / "config" / "_default"):
        found = first_file(place, OLD_CONFIGS)
        if found is not None and _names_base_url(found):
            return found
    return None


def _names_base_url(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _BASE_URL.search(file.read(65536)) is not None
    except OSError:
        return False


def _recognises(folder: Path) -> bool:
    return _config(folder) is not None


def _configure(root: Path) -> Configuration:
    path = _config(root)
    if path is None:
        return Configuration()
    found = read_configuration(path)
    return Configuration({key.lower(): value for key, value in found.options.items()}, found.problem)


def _folders(root: Path, options: Options) -> Folders:
    content = inside(root, text_option(options, "contentdir"), "content")
    section = first_folder(content, SECTIONS) or content / SECTIONS[0]
    return Folders((content,), section, section)


def _is_post(path: Path) -> bool:
    return not path.name.startswith("_index.")


def _is_draft(path: Path, header: Header) -> bool:
    return header.flag("draft") is True


def _is_public(path: Path, header: Header, moment: datetime | None, now: datetime, options: Options) -> bool:
    """No draft, nothing that is still to come (`publishDate` before `date`), nothing that has expired."""
    zone = dates.zone(text_option(options, "timezone"))
    planned = dates.parse_date(header.text("publishDate"))
    expiry = dates.parse_date(header.text("expiryDate"))
    begins = moment if planned is None else dates.in_zone(planned, zone)
    return (
        (header.flag("draft") is not True or flag_option(options, "builddrafts"))
        and (is_past(begins, now) or flag_option(options, "buildfuture"))
        and (expiry is None or dates.in_zone(expiry, zone) > now or flag_option(options, "buildexpired"))
    )


HUGO = Engine(
    name="hugo",
    dialect="hugo",
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    is_public=_is_public,
    publishes_broken=False,
    tag_split="one",
    draft_marks=(("draft", "true"),),
)
