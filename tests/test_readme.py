"""The README's key table is the table of commands, and what it names exists."""

import re
from pathlib import Path

from click import Context

from tui.cli.front_door import door
from tui.commands import COMMANDS, Where
from tui.settings import places, read_settings
from tui.ui.keys import chosen_keys, key_label
from tui.ui.theme import load_theme, shipped_themes

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PANES: dict[Where, str] = {
    "everywhere": "everywhere",
    "editor": "in the text",
    "sidebar": "in the sidebar",
    "page": "on the page",
}


def key_table() -> str:
    """The README's table, made from the table of commands."""
    rows = ["| key | command | id | where |", "| --- | --- | --- | --- |"]
    for command in COMMANDS:
        keys = ", ".join(key_label(key) for key in command.keys) or "—"
        rows.append(f"| {keys} | {command.title} | `{command.id}` | {PANES[command.where]} |")
    return "\n".join(rows)


def test_the_key_table_is_the_table_of_commands() -> None:
    found = re.search(r"<!-- keys -->\n(.*?)\n<!-- /keys -->", README, re.DOTALL)
    assert found, "the README has no key table"
    assert found[1] == key_table()


def test_every_command_of_the_command_line_is_named() -> None:
    context = Context(door)
    for name in door.list_commands(context):
        command = door.get_command(context, name)
        assert command is not None
        assert command.hidden or f"draftroom {name}" in README, name


def test_every_option_of_the_command_line_that_is_named_exists() -> None:
    found = re.search(r"## Without the app\n\n```\n(.*?)```", README, re.DOTALL)
    assert found
    context = Context(door)
    for name, rest in re.findall(r"(?m)^draftroom ([a-z]+)(.*)$", found[1]):
        command = door.get_command(context, name)
        assert command is not None
        known = {option for each in command.params for option in each.opts}
        assert known.issuperset(re.findall(r"--[a-z-]+", rest)), name


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", README))
    assert {"run", "test"} <= named <= targets


def test_the_examples_of_settings_and_theme_work(draftroom_home: Path) -> None:
    config, theme = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    here = places()
    here.themes.mkdir(parents=True)
    (here.config / "config.toml").write_text(config)
    (here.themes / "amber.toml").write_text(theme)
    settings = read_settings(here)
    assert "f12" in chosen_keys(settings.keys, here.config / "config.toml")["post.save"]
    assert load_theme("amber", (shipped_themes(), here.themes)).role("accent").fg == "#E0B060"


def test_the_picture_is_there() -> None:
    assert (ROOT / "docs" / "draftroom.svg").read_text().startswith("<svg")
