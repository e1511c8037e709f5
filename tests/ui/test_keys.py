"""Keys: shown as a person reads them, changed by settings, never silently wrong."""

from pathlib import Path

import pytest

from tui.commands import BY_ID, COMMANDS, RESERVED_KEYS
from tui.errors import SettingsError
from tui.ui.keys import chosen_keys, key_label

CONFIG = Path("config.toml")


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("ctrl+s", "^S"),
        ("f1", "F1"),
        ("shift+f3", "Shift+F3"),
        ("alt+left", "Alt+Left"),
        ("slash", "/"),
        ("space", "space"),
        ("x", "x"),
    ],
)
def test_labels(key: str, label: str) -> None:
    assert key_label(key) == label


def test_the_table_has_no_clash_and_no_key_that_never_arrives() -> None:
    chosen_keys({command.id: ", ".join(command.keys) for command in COMMANDS}, CONFIG)


def test_ids_are_unique_and_reserved_keys_are_free() -> None:
    assert len(BY_ID) == len(COMMANDS)
    taken = {key for command in COMMANDS for key in command.keys}
    assert not taken & set(RESERVED_KEYS)


def test_settings_change_a_commands_keys() -> None:
    keys = chosen_keys({"view.focus": "f12, ctrl+e", "post.tags": ""}, CONFIG)
    assert keys["view.focus"] == ("f12", "ctrl+e")
    assert keys["post.tags"] == ()
    assert keys["post.save"] == ("ctrl+s",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"view.focus": "ctrl+s"}, "ctrl+s is bound to both post.save and view.focus"),
        ({"list.sort": "f2"}, "f2 is bound to both view.sidebar and list.sort"),
        ({"view.focus": "ctrl+i"}, "it arrives as tab"),
        ({"view.focus": "alt+f"}, "it arrives as ctrl+right"),
        ({"view.focus": "ctlr+s"}, "unknown key ctlr+s"),
        ({"view.focus": "hyper+x"}, "unknown key hyper+x"),
    ],
)
def test_a_key_that_cannot_work_is_named(changes: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words.replace("+", r"\+")):
        chosen_keys(changes, CONFIG)


def test_the_same_key_may_do_different_things_in_different_panes() -> None:
    assert chosen_keys({"edit.code": "x"}, CONFIG)["edit.code"] == ("x",)
