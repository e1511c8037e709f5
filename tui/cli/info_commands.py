"""The commands about draftroom itself: themes, keys, where."""

import click

from tui.cli.arguments import AS_JSON, chosen_settings
from tui.errors import DraftroomError
from tui.output import print_json, print_line
from tui.settings import places


@click.command("themes")
def themes_command() -> None:
    """List the themes: those that come with draftroom, and your own."""
    # imported here: only this command and the app need themes
    from tui.ui.theme import load_theme, shipped_themes, theme_files

    folders = (shipped_themes(), places().themes)
    for name, path in sorted(theme_files(folders).items()):
        try:
            kind = "dark" if load_theme(name, folders).dark else "light"
        except DraftroomError as error:
            kind = ", ".join(part for part in (f"broken: {error.title}", error.detail) if part)
        print_line(f"{name:<12} {kind:<6} {path}")


@click.command("keys")
def keys_command() -> None:
    """List every command of the app with its keys."""
    # imported here: only this command and the app need Textual's names of keys
    from tui.commands import COMMANDS
    from tui.ui.keys import chosen_keys, key_label

    bound = chosen_keys(chosen_settings().keys, places().config / "config.toml")
    for command in COMMANDS:
        shown = ", ".join(map(key_label, bound[command.id])) or "-"
        print_line(f"{command.id:<20} {shown:<14} {command.title}")


@click.command("where")
@AS_JSON
def where_command(json_wanted: bool) -> None:
    """Print the folders that draftroom uses."""
    here = places()
    values = {"config": here.config, "state": here.state, "cache": here.cache, "themes": here.themes}
    if json_wanted:
        print_json({name: str(path) for name, path in values.items()})
        return
    for name, path in values.items():
        print_line(f"{name:<7} {path}")
