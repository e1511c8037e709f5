"""The front door: the command line's name, its commands, and the one line that says what went wrong.

A command's module is imported when the command is asked for: `draftroom words` should not wait for what
publishing takes, and the app for neither.
"""

import sys
from importlib import import_module

import click

from tui import __version__
from tui.cli.failing import INTERRUPTED, errors_told, fail

COMMANDS = {
    "open": "opening",
    "new": "blog",
    "list": "blog",
    "tags": "blog",
    "stats": "blog",
    "spark": "blog",
    "words": "posts",
    "html": "posts",
    "meta": "posts",
    "check": "posts",
    "recover": "recovering",
    "publish": "publishing",
    "unpublish": "publishing",
    "themes": "tables",
    "keys": "tables",
    "where": "tables",
}
"""Command → the module of this folder in which it is `NAME_command`."""


class FrontDoor(click.Group):
    """A group whose first argument may be a path instead of a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"tui.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the app where no command is named."""
        named = args and (args[0] in COMMANDS or args[0] in ("--help", "--version"))
        return super().parse_args(ctx, args if named else ["open", *args])


@click.group(cls=FrontDoor, invoke_without_command=False)
@click.version_option(__version__, message="draftroom %(version)s")
def door() -> None:
    """Write blog posts in the terminal: `draftroom [PATH]` opens a blog, a folder or one post."""


def main() -> None:
    """Run the command line; every error that a person can cause is one line and exit code 2."""
    with errors_told():
        try:
            door.main(prog_name="draftroom", standalone_mode=False)
        except click.ClickException as error:
            fail(f"{_said(error)}; see draftroom --help")
        except click.Abort:
            sys.exit(INTERRUPTED)


def _said(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):  # click 8.1 and 8.5 say it in different words
        near = " or ".join(sorted(error.possibilities or ()))
        return f"there is no option {error.option_name}" + (f", but {near}" if near else "")
    return error.format_message().rstrip(".")
