"""The writer's settings (config.toml), what the app remembers (state.toml), and the folders of both.

The two files fail differently. A mistake in config.toml is named with its key and line; an unreadable
state.toml counts as empty, because nobody wrote it by hand.
"""

import difflib
import json
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn

import platformdirs

from tui.errors import SettingsError

NAME = "draftroom"
SMALLEST_TEXT, LARGEST_TEXT = 44, 72
MOST_BYTES = 256 * 1024

Preview = Literal["off", "side", "full"]
FOOTER_LABEL_DEFAULT = "**words / writing / post-processing**"
FOOTER_FORM_DEFAULT = "{words}w / {writing}min / {postprocessing}min"
WORDS_RULES = ("published", "whitespace")
FOOTER_FORM = re.compile(r"(?:[^{}\r\n]|\{(?:words|writing|postprocessing)\}){1,150}")
LINK_ATTRIBUTES = re.compile(r"(?:learned|\{:[^{}\n]{1,200}\})?")
GOAL = re.compile(r"([1-9][0-9]{0,5}) (words?|minutes?) (?:a|per) (day|sitting)")
PREVIEWS: tuple[Preview, ...] = ("off", "side", "full")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that draftroom uses; none of them needs to exist."""

    config: Path
    state: Path
    cache: Path
    themes: Path
    """The writer's own themes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of config.toml, with the default for each that it leaves out."""

    theme: str = "ink"
    text_width: int = 68
    """Columns of the editor's text, 44 to 72."""
    spelling: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id → its keys, separated by commas."""
    preview: Preview = "side"
    sidebar: bool = True
    versions_days: int = 365
    """The number of days for which earlier versions of posts are kept."""
    versions_megabytes: int = 200
    """The most space that all versions may take; the oldest are deleted first."""
    footer_label: str = FOOTER_LABEL_DEFAULT
    """The line above the numbers under a post."""
    footer_form: str = FOOTER_FORM_DEFAULT
    """The form of the numbers under a post, with `{words}`, `{writing}` and `{postprocessing}` in it."""
    words_rule: str = "published"
    """The rule by which words are counted: a name in `tui.prose.word_count.RULES`."""
    idle_seconds: int = 60
    """A pause longer than this is not writing time."""
    images: bool = False
    """Whether an image alone in its paragraph is shown as a picture; needs the extra `images`."""
    goal: str = ""
    """A goal such as "500 words a day" or "20 minutes a sitting"; "" for none."""
    strip_comments: bool = False
    """Whether publishing takes the comments out of a post."""
    check_off: tuple[str, ...] = ()
    """Rules of the check that are turned off; names of `tui.prose.proof.rules.RULES`."""
    link_attributes: str = "learned"
    """The attribute list of new links to other hosts: "" for none, "learned" for that of the newest posts."""


@dataclass(frozen=True, slots=True)
class LeftOff:
    """The place where the writer left a post, as (row, column) of its text, both from 0."""

    cursor: tuple[int, int] = (0, 0)
    top: tuple[int, int] = (0, 0)
    """The position shown at the top left of the editor."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The state that the app keeps from one start to the next; None or "" when there is none."""

    last_blog: str = ""
    last_post: str = ""
    left_off: LeftOff | None = None
    """The place where the writer left the last post."""

    theme: str = ""
    """The theme chosen in the app; it wins over the one in config.toml."""
    preview: Preview | None = None
    sidebar: bool | None = None
    page_shift: int = 0
    """Cells by which the edge between text and page was moved to the left."""


def places() -> Places:
    """Return the folders for this user, or those under the environment's DRAFTROOM_HOME."""
    home = os.environ.get("DRAFTROOM_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        config, state, cache = root / "config", root / "state", root / "cache"
    else:
        config = platformdirs.user_config_path(NAME, appauthor=False)
        state = platformdirs.user_state_path(NAME, appauthor=False)
        cache = platformdirs.user_cache_path(NAME, appauthor=False)
    return Places(config, state, cache, config / "themes")


def read_settings(places: Places) -> Settings:
    """Return the settings of config.toml; the defaults when there is no such file.

    Raises SettingsError for an unknown key or a value that is not allowed; it names the file, key and line.
    """
    path = places.config / "config.toml"
    text = _settings_text(path)
    values = _parse(text, path)
    for key, value in values.items():
        if key not in _RULES:
            raise _unknown(key, _RULES, "there is no setting", text, path)
        rule = _RULES[key]
        if not rule.allows(value):
            _refuse(key, f"must be {rule.description}", text, path)
    if "keys" in values:
        values["keys"] = _keys(values["keys"], "", text, path)
    if isinstance(off := values.get("check_off"), list):
        values["check_off"] = tuple(off)
    return Settings(**values)  # type: ignore[arg-type]  # _RULES has checked each key and its value


def check_keys(keys: Mapping[str, str], known_ids: Collection[str], path: Path) -> None:
    """Check that each key in `keys` is the id of a command; `path` is the settings file.

    Raises SettingsError, which names the command with the most similar id.
    """
    for command in keys:
        if command not in known_ids:
            raise _unknown(command, known_ids, "there is no command", _settings_text(path), path)


def read_remembered(places: Places) -> Remembered:
    """Return what the app remembers; nothing when the file is missing or cannot be read."""
    try:
        values = tomllib.loads((places.state / "state.toml").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Remembered()
    preview, sidebar, shift = values.get("preview"), values.get("sidebar"), values.get("page_shift")
    return Remembered(
        last_blog=_text_or_empty(values.get("last_blog")),
        last_post=_text_or_empty(values.get("last_post")),
        left_off=_left_off(values),
        theme=_text_or_empty(values.get("theme")),
        preview=preview if preview in PREVIEWS else None,
        sidebar=sidebar if isinstance(sidebar, bool) else None,
        page_shift=shift if type(shift) is int else 0,
    )


def write_remembered(places: Places, remembered: Remembered) -> None:
    """Write what the app remembers for the next start; the file is replaced in one step.

    A path that is not UTF-8 is left out. Raises SettingsError when the state folder cannot be written.
    """
    values = {
        "last_blog": remembered.last_blog,
        "last_post": remembered.last_post,
        "cursor": remembered.left_off and remembered.left_off.cursor,
        "top": remembered.left_off and remembered.left_off.top,
        "theme": remembered.theme,
        "preview": remembered.preview or "",
        "sidebar": remembered.sidebar,
        "page_shift": remembered.page_shift or None,
    }
    lines = [f"{key} = {_as_toml(value)}\n" for key, value in values.items() if value not in ("", None)]
    text = "".join(line for line in lines if _is_utf8(line))
    try:
        places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".state-", dir=places.state)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(temporary, places.state / "state.toml")
        except OSError:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise SettingsError(
            "cannot keep the state of the app",
            detail=error.strerror or str(error),
            hint="make the folder writable, or set DRAFTROOM_HOME to a folder that is",
            path=places.state,
        ) from error


@dataclass(frozen=True, slots=True)
class _Rule:
    allows: Callable[[object], bool]
    description: str
    """The allowed values, in words that follow "must be"."""


def _whole_number(least: int, most: int) -> _Rule:
    # type() instead of isinstance, because True is an int too
    return _Rule(
        lambda value: type(value) is int and least <= value <= most, f"a whole number from {least} to {most}"
    )


_SWITCH = _Rule(lambda value: isinstance(value, bool), "true or false")
_RULES = {
    "theme": _Rule(lambda value: isinstance(value, str) and bool(value), "the name of a theme, in quotes"),
    "text_width": _whole_number(SMALLEST_TEXT, LARGEST_TEXT),
    "spelling": _SWITCH,
    "images": _SWITCH,
    "keys": _Rule(lambda value: isinstance(value, dict), "a table, [keys]"),
    "preview": _Rule(lambda value: value in PREVIEWS, 'one of "off", "side" and "full"'),
    "sidebar": _SWITCH,
    "versions_days": _whole_number(1, 36500),
    "versions_megabytes": _whole_number(1, 1_000_000),
    "footer_label": _Rule(
        lambda value: isinstance(value, str) and len(value) <= 150 and not re.search(r"[\r\n]", value),
        "one line of text, in quotes",
    ),
    "footer_form": _Rule(
        lambda value: isinstance(value, str) and _is_form(value),
        "one line with {words}, {writing} or {postprocessing} in it, each once, with other text between them",
    ),
    "words_rule": _Rule(lambda value: value in WORDS_RULES, 'one of "published" and "whitespace"'),
    "idle_seconds": _whole_number(5, 3600),
    "strip_comments": _SWITCH,
    "check_off": _Rule(
        lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
        'a list of names of rules, such as ["repeated-word"]',
    ),
    "link_attributes": _Rule(
        lambda value: isinstance(value, str) and bool(LINK_ATTRIBUTES.fullmatch(value)),
        '"learned", "", or an attribute list such as \'{:target="_blank"}\'',
    ),
    "goal": _Rule(
        lambda value: isinstance(value, str) and (not value or GOAL.fullmatch(value) is not None),
        'such as "500 words a day" or "20 minutes a sitting"',
    ),
}


def _is_form(form: str) -> bool:
    fields = re.findall(r"\{\w+\}", form)
    is_apart = "}{" not in form.replace(" ", "")
    return bool(FOOTER_FORM.fullmatch(form) and fields and len(set(fields)) == len(fields) and is_apart)


def _keys(table: object, group: str, text: str, path: Path) -> dict[str, str]:
    """Return command id → keys; TOML reads an unquoted `post.find = …` as nested tables."""
    if isinstance(table, str):
        return {group: table}
    if not isinstance(table, dict):
        _refuse(group, "must be its keys in one string, separated by commas", text, path)
    prefix = f"{group}." if group else ""
    return {
        command: keys
        for name, value in table.items()
        for command, keys in _keys(value, f"{prefix}{name}", text, path).items()
    }


def _settings_text(path: Path) -> str:
    """Return the text of the settings file, "" when there is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise SettingsError("the settings file is too long", path=path, hint="keep it under 256 KB")
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(
            "cannot read the settings",
            detail=error.strerror or str(error),
            hint="make the file readable, or move it away",
            path=path,
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            "the settings are not UTF-8", hint="save the file as UTF-8", path=path, line=line
        ) from error


def _parse(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsError(
            "the settings are nested too deep", hint="write plain `key = value` lines", path=path
        ) from error
    except ValueError as error:
        message = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        last_line = text.rstrip().count("\n") + 1
        raise SettingsError(
            "the settings are not TOML",
            detail=message[: place.start()] if place else message,
            hint='write `key = value` lines, with text in "quotes"',
            path=path,
            line=int(place[1] or last_line) if place else None,
        ) from error


def _unknown(key: str, known: Collection[str], title: str, text: str, path: Path) -> SettingsError:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(sorted(known))}"
    return SettingsError(f"{title} `{key}`", hint=hint, path=path, line=_line_of(key, text))


def _refuse(key: str, what: str, text: str, path: Path) -> NoReturn:
    raise SettingsError(
        f"`{key}` {what}", hint=f"change `{key}`, or remove it", path=path, line=_line_of(key, text)
    )


def _line_of(key: str, text: str) -> int | None:
    """Return the line (from 1) that sets a key or opens its table; tomllib does not report lines."""
    for name in (key, key.rpartition(".")[2]):
        found = re.search(
            rf"(?m)^[ \t]*(?:\[+[ \t]*|[\w-]+[ \t]*\.[ \t]*)?[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]", text
        )
        if found:
            return text.count("\n", 0, found.start()) + 1
    return None


def _left_off(values: Mapping[str, object]) -> LeftOff | None:
    match values:
        case {"cursor": [int(row), int(column)], "top": [int(first), int(start)]}:
            if min(row, column, first, start) >= 0:
                return LeftOff((row, column), (first, start))
    return None


def _text_or_empty(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_toml(value: object) -> str:
    """Return a string, number, boolean or list as TOML: it is written as in JSON, but DEL must be escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
