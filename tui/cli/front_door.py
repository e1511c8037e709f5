"""The entry of the command line: the table of its commands, and what a wrong argument prints.

The module of a command is imported when that command runs, so that `draftroom words` does not wait for the
imports of publishing, and the app for neither.
"""

import sys
from importlib import import_module

import click

from tui import __version__
from tui.cli.failing import INTERRUPTED, errors_told, fail

COMMANDS = {
    "open": "open_command",
    "new": "blog_commands",
    "list": "blog_commands",
    "search": "search_command",
    "tags": "tags_commands",
    "stats": "blog_commands",
    "spark": "blog_commands",
    "words": "post_commands",
    "html": "post_commands",
    "meta": "post_commands",
    "check": "post_commands",
    "recover": "recover_command",
    "publish": "publish_commands",
    "unpublish": "publish_commands",
    "themes": "info_commands",
    "keys": "info_commands",
    "where": "info_commands",
}
"""Command → the module in this folder that defines `NAME_command`."""


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
        """Parse the arguments; when the first one is no command, they are those of `open`."""
        named = args and (args[0] in COMMANDS or args[0] in ("--help", "--version"))
        return super().parse_args(ctx, args if named else ["open", *args])


@click.group(cls=FrontDoor, invoke_without_command=False)
@click.version_option(__version__, message="draftroom %(version)s")
def door() -> None:
    """Write blog posts in the terminal: `draftroom [PATH]` opens a blog, a folder or one post."""


def main() -> None:
    """Run the command line; an error that a person can cause is one line on stderr and exit code 2."""
    with errors_told():
        try:
            door.main(prog_name="draftroom", standalone_mode=False)
        except click.ClickException as error:
            fail(f"{_message(error)}; see draftroom --help")
        except click.Abort:
            sys.exit(INTERRUPTED)


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):  # the messages of click 8.1 and 8.5 differ
        near = " or ".join(sorted(error.possibilities or ()))
        return f"there is no option {error.option_name}" + (f", but {near}" if near else "")
    return error.format_message().rstrip(".")
