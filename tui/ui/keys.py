"""Keys: makes bindings from the command table and the writer's settings, and labels for people to read.

Textual's own keymap accepts unknown ids, nonsense keys and clashes without an error, so all of that is
checked here before any binding is made.
"""

from collections.abc import Mapping
from pathlib import Path

from textual.binding import Binding, BindingType
from textual.keys import Keys

from tui.commands import COMMANDS, RESERVED_KEYS, Command, Where
from tui.errors import SettingsError
from tui.ui.textual_internals.key_names import key_of

_NAMES = {
    "enter": "enter",
    "escape": "esc",
    "slash": "/",
    "space": "space",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
}
_NEVER = {
    "ctrl+i": "it arrives as tab",
    "ctrl+m": "it arrives as enter",
    "ctrl+h": "it arrives as backspace",
    "ctrl+left_square_bracket": "it arrives as escape",
    "alt+b": "it arrives as ctrl+left",
    "alt+f": "it arrives as ctrl+right",
    **{f"alt+{digit}": "terminals type another sign instead" for digit in range(10)},
}
_KNOWN = {key.value for key in Keys} | {key_of(chr(code)) for code in range(33, 127)}
_MODIFIERS = {"ctrl", "alt", "shift"}


def key_label(key: str) -> str:
    """Return a key as the status line and help show it: `ctrl+s` is `^S`, `shift+f3` is `Shift+F3`."""
    *modifiers, name = key.split("+")
    shown = _NAMES.get(name, name.upper() if modifiers or name.startswith("f") else name)
    if modifiers == ["ctrl"]:
        return f"^{shown}"
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def chosen_keys(changes: Mapping[str, str], path: Path) -> dict[str, tuple[str, ...]]:
    """Return the keys of every command after the writer's changes (command id to keys, separated by commas).

    Raises SettingsError for a key that does not exist, that terminals send as another key, or that two
    commands of one pane would share.
    """
    keys = {command.id: command.keys for command in COMMANDS}
    for command_id, wanted in changes.items():
        keys[command_id] = tuple(key.strip().lower() for key in wanted.split(",") if key.strip())
        for key in keys[command_id]:
            _check_key(command_id, key, path)
    owners: dict[tuple[str, Where], Command] = {}
    for command in COMMANDS:
        for key in keys[command.id]:
            panes: tuple[Where, ...] = (command.where,)
            if command.where == "everywhere":
                panes = ("everywhere", "editor", "sidebar", "page")
            for pane in panes:
                other = owners.setdefault((key, pane), command)
                if other is not command:
                    raise SettingsError(
                        f"{key} is bound to both {other.id} and {command.id}",
                        hint=f"give one of them another key under [keys], or none: {command.id} = ''",
                        path=path,
                    )
    return keys


def _check_key(command_id: str, key: str, path: Path) -> None:
    if key in _NEVER:
        reason = f"{command_id} cannot have the key {key}: {_NEVER[key]}"
        raise SettingsError(reason, hint="choose another key", path=path)
    *modifiers, name = key.split("+")
    if not set(modifiers) <= _MODIFIERS or name not in _KNOWN:
        hint = "write keys like ctrl+s, alt+left, shift+f3 or slash"
        raise SettingsError(f"{command_id} has the unknown key {key}", hint=hint, path=path)


def command_keys(keys: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the keys that run a command while the text has the keyboard; `keys` holds all commands' keys."""
    ids = [command.id for command in COMMANDS if command.where in ("everywhere", "editor")]
    return frozenset((*RESERVED_KEYS, *(key for command_id in ids for key in keys[command_id])))


def bindings(*where: Where) -> list[BindingType]:
    """Return the bindings of the commands of some panes, each with its command's id.

    A command that works everywhere has priority over what a widget does with the same key.
    """
    made: list[BindingType] = [
        Binding(
            ",".join(command.keys),
            command.action if command.where == "sidebar" else f"screen.do('{command.id}')",
            command.label,
            show=False,
            priority=command.where == "everywhere",
            id=command.id,
        )
        for command in COMMANDS
        if command.where in where and command.keys
    ]
    if "everywhere" in where:
        made += [Binding(key, "screen.reserved", show=False, priority=True) for key in RESERVED_KEYS]
    return made
