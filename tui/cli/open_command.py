"""The command that opens the app when its arguments hold an option, such as `--welcome`."""

from pathlib import Path

import click

from tui.cli.arguments import nonempty_path
from tui.cli.start import open_app


@click.command("open", hidden=True)
@click.argument("path", type=nonempty_path, required=False)
@click.option("--welcome", is_flag=True, help="Open the welcome blog.")
def open_command(path: Path | None, welcome: bool) -> None:
    """Open the app."""
    open_app(path, welcome)
