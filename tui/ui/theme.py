"""Themes: TOML files with a palette and roles, read into styles.

No other module knows colours, and this one names none: they all come from the files. A theme must give every
role a style (its own or, with `inherits`, its parent's), and a missing role is reported when the file is
read. Terminals with sixteen colours or none get themes of their own, because rounding a theme to sixteen
colours would give three tones of paper the same colour, and make words on it unreadable.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal

from rich.style import Style

from tui.errors import ThemeError
from tui.paint.cells import ROLES

DEFAULT = "ink"
"""The theme that is used if the wanted one cannot be read."""

SIXTEEN = {True: "sixteen-dark", False: "sixteen-light"}
"""The themes for terminals of sixteen colours, by whether the wanted theme is dark."""

COLOURLESS = "colourless"
"""The theme for terminals without colours, and for writers who want none (NO_COLOR)."""

Depth = Literal["many", "sixteen", "none"]
"""How many colours a terminal has."""

_ANSI = "ansi_"
_COLOR = re.compile(
    rf"#[0-9A-Fa-f]{{6}}|{_ANSI}(?:default|(?:bright_)?(?:black|red|green|yellow|blue|magenta|cyan|white))"
)


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """The style of one role; an empty colour leaves the colour below unchanged.

    Other colours are `#RRGGBB`, or `ansi_` and a colour of the terminal's own, such as `ansi_bright_black`;
    `ansi_default` is the terminal's default colour.
    """

    fg: str = ""
    bg: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    reverse: bool | None = None
    """Whether text colour and ground are swapped; None leaves this as it is below."""

    def over(self, below: "RoleStyle") -> "RoleStyle":
        """Return this style laid over another one."""
        return RoleStyle(
            self.fg or below.fg,
            self.bg or below.bg,
            self.bold or below.bold,
            self.italic or below.italic,
            self.underline or below.underline,
            self.strike or below.strike,
            below.reverse if self.reverse is None else self.reverse,
        )


@dataclass(frozen=True)
class Theme:
    """A named set of role styles for dark or light surroundings."""

    name: str
    dark: bool
    roles: Mapping[str, RoleStyle]
    _styles: dict[tuple[str, ...], Style] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ansi(self) -> bool:
        """Whether the theme uses the terminal's own colours."""
        return self.roles["background"].bg.startswith(_ANSI)

    @property
    def has_tones(self) -> bool:
        """Whether panes and code have grounds of their own; without these, lines must separate them."""
        return self.roles["page"].bg != self.roles["code.background"].bg

    def role(self, *roles: str) -> RoleStyle:
        """Return roles laid one over the other, the last one on top."""
        style = RoleStyle()
        for role in roles:
            style = self.roles[role].over(style)
        return style

    def style(self, *roles: str) -> Style:
        """Return the terminal style of roles laid one over the other, the last one on top."""
        known = self._styles.get(roles)
        if known is None:
            look = self.role(*roles)
            known = self._styles[roles] = Style(
                color=_rich(look.fg),
                bgcolor=_rich(look.bg),
                bold=look.bold or None,
                italic=look.italic or None,
                underline=look.underline or None,
                strike=look.strike or None,
                reverse=look.reverse or None,
            )
        return known

    def faded(self, *roles: str) -> Style:
        """Return the style of roles in the `dimmed` colour, on the plain ground, without underlines."""
        key = ("dimmed", *roles)
        known = self._styles.get(key)
        if known is None:
            look = replace(self.role(*roles), fg=self.role("dimmed").fg, bg=self.role("background").bg)
            known = self._styles[key] = Style(
                color=_rich(look.fg),
                bgcolor=_rich(look.bg),
                bold=look.bold or None,
                italic=look.italic or None,
            )
        return known


def _rich(color: str) -> str | None:
    return color.removeprefix(_ANSI) or None


def shipped_themes() -> Path:
    """Return the folder of the themes that come with draftroom.

    An installed package contains it; in a checkout it is at the top.
    """
    package = Path(__file__).parents[1]
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def theme_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return theme files by name; a later folder's theme hides an earlier one's of the same name."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            found |= {path.stem: path for path in sorted(folder.glob("*.toml")) if path.is_file()}
    return found


def load_theme(name: str, folders: Iterable[Path], depth: Depth = "many") -> Theme:
    """Read a theme by name; if the terminal has few colours, return the theme for such terminals instead.

    Raises ThemeError if no theme has that name, or its file is broken.
    """
    folders = tuple(folders)
    theme = _load_named(name, folders)
    if depth == "none":
        return _load_named(COLOURLESS, folders)
    if depth == "sixteen" and not theme.ansi:
        return _load_named(SIXTEEN[theme.dark], folders)
    return theme


def _load_named(name: str, folders: Iterable[Path]) -> Theme:
    files = theme_files(folders)
    if name not in files:
        raise ThemeError(f"there is no theme named {name}", hint=f"choose one of: {', '.join(files)}")
    return _load(name, files, ())


def _load(name: str, files: Mapping[str, Path], heirs: tuple[str, ...]) -> Theme:
    path = files[name]
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        detail = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        hint = "mend the file, or choose another theme"
        raise ThemeError("the theme cannot be read", detail, hint, path) from error
    parent = table.get("inherits", "")
    base: Mapping[str, RoleStyle] = {}
    palette = _table(table, "palette", path)
    if parent:
        if not isinstance(parent, str) or parent in (name, *heirs) or parent not in files:
            raise ThemeError(f"the theme cannot inherit {parent!r}", hint="name another theme", path=path)
        base = _load(parent, files, (*heirs, name)).roles
    roles = dict(base)
    for role, spec in _table(table, "roles", path).items():
        if role not in ROLES:
            raise ThemeError(f"there is no role named {role!r}", hint="remove it", path=path)
        roles[role] = _role(role, spec, palette, path)
    missing = [role for role in ROLES if role not in roles]
    if missing:
        hint = "give them a style, or start the file with: inherits = 'ink'"
        raise ThemeError(f"the theme has no style for {', '.join(missing[:3])}", hint=hint, path=path)
    mode = table.get("mode", "dark")
    if mode not in ("dark", "light"):
        raise ThemeError(f"the mode is {mode!r}", hint="write mode = 'dark' or 'light'", path=path)
    return Theme(name, mode == "dark", {role: roles[role] for role in ROLES})


def _table(table: Mapping[str, object], key: str, path: Path) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ThemeError(f"{key} is not a table", hint=f"write [{key}] and its lines below", path=path)
    return value


def _role(role: str, spec: object, palette: Mapping[str, object], path: Path) -> RoleStyle:
    if not isinstance(spec, dict):
        raise ThemeError(f"{role} is not a table", hint=f'write "{role}" = {{ fg = "text" }}', path=path)
    known = {entry.name: entry.type for entry in fields(RoleStyle)}
    values: dict[str, str | bool] = {}
    for key, value in spec.items():
        if key not in known:
            raise ThemeError(f"{role} has the unknown key {key!r}", hint=f"use {', '.join(known)}", path=path)
        if key in ("fg", "bg"):
            color = palette.get(str(value), value)
            if not isinstance(color, str) or not _COLOR.fullmatch(color):
                hint = "name a colour of the palette, or write #RRGGBB or ansi_blue"
                raise ThemeError(f"{role} has the unknown colour {value!r}", hint=hint, path=path)
            values[key] = color
        elif isinstance(value, bool):
            values[key] = value
        else:
            raise ThemeError(f"{key} of {role} is neither true nor false", hint="write true", path=path)
    return RoleStyle(**values)  # type: ignore[arg-type]  # the keys are checked against the fields above
