"""The command that opens the app, for arguments that have to be looked at first."""

from pathlib import Path

import click

from tui.cli.arguments import filled_path
from tui.cli.start import open_app


@click.command("open", hidden=True)
@click.argument("path", type=filled_path, required=False)
@click.option("--welcome", is_flag=True, help="Open the welcome blog.")
def open_command(path: Path | None, welcome: bool) -> None:
    """Open the app."""
    open_app(path, welcome)
