"""The front door: from arguments to the app, or to one command that prints and leaves.

Every error is one line on stderr: what went wrong, where, what to do; exit code 2. The app, its
screen library and the theme reader are imported only by the commands that need them: `draftroom words`
should not wait for a screen.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tui import __version__
from tui.blog.site import Site, find_site
from tui.desk.desk import Desk, create
from tui.desk.drafts import Draft, open_draft
from tui.desk.entries import read_blog, site_of
from tui.desk.metadata import change_header
from tui.desk.recovery import recoverable, write_back
from tui.errors import BlogError, DraftroomError
from tui.library.index import Entry
from tui.library.tags import tag_counts
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.output import as_json, print_line, print_text
from tui.prose.words import RULE
from tui.settings import Settings, check_keys, places, read_remembered, read_settings

FAILED = 2
CRASHED = 1
"""What Textual returns after an error of ours."""


def filled_tag(text: str) -> str:
    """Return an argument as a tag. Raises BadParameter when it is blank: an unset variable in a shell."""
    if not text.strip():
        raise click.BadParameter("it is empty")
    return text.strip()


def filled_path(text: str) -> Path:
    """Return an argument as a path. Raises BadParameter when it is empty, which would be this folder."""
    if not text:
        raise click.BadParameter("it is empty")
    return Path(text)


AS_JSON = click.option("--json", "json_wanted", is_flag=True, help="Print one JSON value.")
IN_FOLDER = click.argument("folder", type=filled_path, required=False)
FILES = click.argument("files", type=filled_path, nargs=-1, required=True)


class FrontDoor(click.Group):
    """A group whose first argument may be a path instead of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the app where no command is named."""
        named = args and (args[0] in self.commands or args[0] in ("--help", "--version"))
        return super().parse_args(ctx, args if named else ["open", *args])


@click.group(cls=FrontDoor, invoke_without_command=False)
@click.version_option(__version__, message="draftroom %(version)s")
def door() -> None:
    """Write blog posts in the terminal: `draftroom [PATH]` opens a blog, a folder or one post."""


@door.command("open", hidden=True)
@click.argument("path", type=filled_path, required=False)
@click.option("--welcome", is_flag=True, help="Open the welcome blog.")
def open_app(path: Path | None, welcome: bool) -> None:
    """Open the app."""
    if path is not None and not os.path.exists(path):
        hint = "check the name, or see draftroom --help"
        raise DraftroomError("there is no such command, file or folder", hint=hint, path=path)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        hint = "start it there, or see draftroom --help for commands that need none"
        raise DraftroomError("draftroom writes on a terminal, and there is none here", hint=hint)
    # the screen library takes half of the start-up time, and no other command needs it
    from tui.desk.welcome import welcome_blog
    from tui.ui.app import DraftroomApp
    from tui.ui.keys import chosen_keys

    here = places()
    settings = _settings()
    desk = Desk(here, settings)
    post = desk.visit(welcome_blog(here) if welcome else path, Path.cwd())
    app = DraftroomApp(desk, post, chosen_keys(settings.keys, here.config / "config.toml"))
    app.heed_signals()
    try:
        app.run()
    finally:
        desk.close()
    if app.return_code == CRASHED:
        print_line(
            "draftroom: this should not have happened; what you typed is offered at the next start",
            error=True,
        )
    sys.exit(app.return_code or 0)


def _settings() -> Settings:
    """Return the settings, their key ids checked. Raises SettingsError."""
    # the table of commands is needed by the app and by two commands only
    from tui.commands import BY_ID

    here = places()
    settings = read_settings(here)
    check_keys(settings.keys, BY_ID.keys(), here.config / "config.toml")
    return settings


@door.command()
@click.argument("title")
@click.option(
    "--tag", "tags", type=filled_tag, multiple=True, metavar="TAG", help="A tag; may be given again."
)
@click.option("--post", is_flag=True, help="Make a post instead of a draft.")
@click.option(
    "--in",
    "folder",
    type=filled_path,
    metavar="FOLDER",
    help="The blog; otherwise the one above this folder.",
)
def new(title: str, tags: Sequence[str], post: bool, folder: Path | None) -> None:
    """Make a new draft and print where it lies."""
    site = site_of(_blog_folder(folder))
    try:
        _, entries = read_blog(site.root, places())
    except BlogError:
        entries = []  # a first post has no others to learn from
    print_line(str(create(site, title, tags, not post, entries)))


@door.command("list")
@IN_FOLDER
@click.option(
    "--tag", "tags", type=filled_tag, multiple=True, metavar="TAG", help="Only posts with this tag."
)
@AS_JSON
def list_posts(folder: Path | None, tags: Sequence[str], json_wanted: bool) -> None:
    """List the posts, newest first."""
    site, entries = read_blog(_blog_folder(folder), places())
    entries = [entry for entry in entries if set(tags) <= set(entry.tags)]
    if json_wanted:
        as_json([_entry_value(entry, site.root) for entry in entries])
        return
    for entry in entries:
        date = entry.date[:10] or ("draft" if entry.draft else "-")
        shown = "  ".join([entry.title, *(f"#{tag}" for tag in entry.tags)])
        print_line(f"{date:<10}  {entry.words:>6}  {shown}  {_inside(entry.path, site.root)}")


@door.command()
@IN_FOLDER
@AS_JSON
def tags(folder: Path | None, json_wanted: bool) -> None:
    """List the tags with how many posts have them."""
    _, entries = read_blog(_blog_folder(folder), places())
    counts = tag_counts(entries)
    if json_wanted:
        as_json([{"tag": tag, "count": count} for tag, count in counts])
        return
    for tag, count in counts:
        print_line(f"{count:>5}  {tag}")


@door.command()
@FILES
@AS_JSON
def words(files: Sequence[Path], json_wanted: bool) -> None:
    """Count the words that readers see, without front matter, comments, addresses, code and footer."""
    counts = [(path, _draft(path).words) for path in files]
    if json_wanted:
        as_json([{"path": str(path), "words": count, "rule": RULE} for path, count in counts])
        return
    for path, count in counts:
        print_line(f"{count} {path}")
    if len(counts) > 1:
        print_line(f"{sum(count for _, count in counts)} total")


@door.command()
@FILES
@click.option("--dialect", type=click.Choice(sorted(DIALECTS)), help="Instead of the site's own.")
@AS_JSON
def html(files: Sequence[Path], dialect: str | None, json_wanted: bool) -> None:
    """Print the body as HTML, as the site's engine would publish it."""
    fragments = []
    for path in files:
        draft = _draft(path)
        page = draft.page
        if dialect is not None:
            page = Page.parse(draft.parts.body, DIALECTS[dialect], values=page.values)
        fragments.append((path, to_html(page)))
    if json_wanted:
        as_json([{"path": str(path), "html": fragment} for path, fragment in fragments])
        return
    for _, fragment in fragments:
        print_text(fragment)


@door.command()
@click.argument("file", type=filled_path)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Give a key a value.")
@click.option("--tag", "added", type=filled_tag, multiple=True, metavar="TAG", help="Add a tag.")
@click.option("--untag", "removed", type=filled_tag, multiple=True, metavar="TAG", help="Remove a tag.")
@AS_JSON
def meta(
    file: Path, changes: Sequence[str], added: Sequence[str], removed: Sequence[str], json_wanted: bool
) -> None:
    """Show a post's metadata, or change it; only the lines concerned are touched."""
    draft = _draft(file)
    if draft.problem is not None:
        raise draft.problem
    if changes or added or removed:
        draft = change_header(draft, _site(file), changes, added, removed)
    values = _meta_values(file, draft)
    if json_wanted:
        as_json(values)
    elif not (changes or added or removed):
        for key, value in values.items():
            shown = ", ".join(value) if isinstance(value, (list, tuple)) else str(value)
            shown = {"True": "yes", "False": "no"}.get(shown, shown)
            print_line(f"{key:<7} {shown}")


@door.command()
@click.argument("file", type=filled_path, required=False)
@click.option("--write", is_flag=True, help="Put the text into FILE; what it holds now is kept as a version.")
@AS_JSON
def recover(file: Path | None, write: bool, json_wanted: bool) -> None:
    """List the texts that were never saved; with FILE, print the newest of it."""
    if file is None:
        if write:
            raise click.UsageError("--write needs a FILE")
        _list_recoverable(json_wanted)
        return
    path = Path(os.path.abspath(file))
    found = recoverable(places(), path)
    if not found and recoverable(places(), path, live=True):
        raise DraftroomError("this post is open in a draftroom", hint="save it there", path=file)
    if not found:
        hint = "see what there is with: draftroom recover"
        raise DraftroomError("nothing of this post is unsaved", hint=hint, path=file)
    if not write:
        print_text(found[0].text)
        return
    write_back(found[0], places(), _settings())
    print_line(f"{file}: written; what it held before is among its earlier versions")


def _list_recoverable(json_wanted: bool) -> None:
    found = recoverable(places(), None)
    if json_wanted:
        as_json(
            [
                {"path": str(one.post), "time": one.sitting.last.isoformat(), "state": one.state}
                for one in found
            ]
        )
        return
    for one in found:
        print_line(f"{one.sitting.last.astimezone():%Y-%m-%d %H:%M}  {one.state:<7}  {one.post}")


@door.command()
def themes() -> None:
    """List the themes, those shipped and your own."""
    # only this command and the app need to know what a theme is
    from tui.ui.theme import load_theme, shipped_themes, theme_files

    folders = (shipped_themes(), places().themes)
    for name, path in sorted(theme_files(folders).items()):
        try:
            kind = "dark" if load_theme(name, folders).dark else "light"
        except DraftroomError as error:
            kind = ", ".join(part for part in (f"broken: {error.title}", error.detail) if part)
        print_line(f"{name:<12} {kind:<6} {path}")


@door.command()
def keys() -> None:
    """List every command of the app with its keys."""
    # only this command and the app need the screen library's names of keys
    from tui.commands import COMMANDS
    from tui.ui.keys import chosen_keys, key_label

    bound = chosen_keys(_settings().keys, places().config / "config.toml")
    for command in COMMANDS:
        shown = ", ".join(map(key_label, bound[command.id])) or "-"
        print_line(f"{command.id:<20} {shown:<14} {command.title}")


@door.command()
@AS_JSON
def where(json_wanted: bool) -> None:
    """Print the folders that draftroom uses."""
    here = places()
    values = {"config": here.config, "state": here.state, "cache": here.cache, "themes": here.themes}
    if json_wanted:
        as_json({name: str(path) for name, path in values.items()})
        return
    for name, path in values.items():
        print_line(f"{name:<7} {path}")


def _draft(path: Path) -> Draft:
    return open_draft(path, _site(path))


def _site(path: Path) -> Site:
    return find_site(path.absolute().parent)


def _blog_folder(folder: Path | None) -> Path:
    """Return the folder named, else the one we are in if it is in a blog, else the last blog."""
    if folder is not None:
        return folder
    here = Path.cwd()
    last = read_remembered(places()).last_blog
    if find_site(here).engine.name == "plain" and os.path.isdir(last):
        return Path(last)
    return here


def _inside(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _entry_value(entry: Entry, root: Path) -> dict[str, object]:
    return {
        "path": _inside(entry.path, root),
        "title": entry.title,
        "date": entry.date,
        "tags": entry.tags,
        "words": entry.words,
        "draft": entry.draft,
        "public": entry.public,
    }


def _meta_values(file: Path, draft: Draft) -> dict[str, object]:
    facts = draft.facts
    values = {
        "path": str(file),
        "engine": _site(file).engine.name,
        "title": facts.title,
        "date": facts.date,
        "tags": facts.tags,
        "public": facts.public,
        "url": facts.url,
        "header": draft.parts.kind,
    }
    return values | {"problem": facts.problem} if facts.problem else values


def main() -> None:
    """Run the command line; every error that a person can cause is one line and exit code 2."""
    try:
        door.main(prog_name="draftroom", standalone_mode=False)
    except click.ClickException as error:
        _fail(f"{error.format_message().rstrip('.')}; see draftroom --help")
    except DraftroomError as error:
        _fail(str(error))
    except OSError as error:  # a disk that is full, a current folder that is gone
        _fail(f"the system says: {error.strerror or error}; check the disk, and the folder you are in")
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _fail(message: str) -> None:
    print_line(f"draftroom: {message}", error=True)
    sys.exit(FAILED)
