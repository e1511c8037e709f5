"""What the writer chose: read, refused with a place, remembered."""

from dataclasses import replace
from pathlib import Path

import pytest

from tui.errors import SettingsError
from tui.settings import (
    LeftOff,
    Places,
    Remembered,
    Settings,
    check_keys,
    places,
    read_remembered,
    read_settings,
    write_remembered,
)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("DRAFTROOM_HOME", str(tmp_path))
    return places()


def write_config(at: Places, text: str | bytes) -> Path:
    at.config.mkdir(parents=True)
    path = at.config / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_draftroom_home_holds_everything(at: Places, tmp_path: Path) -> None:
    assert at == Places(
        tmp_path / "config", tmp_path / "state", tmp_path / "cache", tmp_path / "config" / "themes"
    )


def test_without_draftroom_home_the_folders_are_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAFTROOM_HOME", raising=False)
    at = places()
    assert at.config.name == at.state.name == at.cache.name == "draftroom"
    assert len({at.config, at.state, at.cache}) == 3


def test_no_file_means_the_defaults(at: Places) -> None:
    assert read_settings(at) == Settings()
    assert Settings().theme == "ink"


def test_every_setting_is_read(at: Places) -> None:
    write_config(
        at,
        """
        theme = "dusk"
        text_width = 60
        spelling = false
        preview = "full"
        sidebar = false
        footer_label = ""
        footer_form = "{words} words, {writing} min"
        words_rule = "whitespace"
        idle_seconds = 90
        goal = "20 minutes a sitting"
        check_off = ["rare-twin"]
        link_attributes = '{:rel="noopener"}'
        [keys]
        "post.find" = "ctrl+k,f9"
        post.new = "f2"
        """,
    )
    assert read_settings(at) == Settings(
        "dusk",
        60,
        False,
        {"post.find": "ctrl+k,f9", "post.new": "f2"},
        "full",
        False,
        footer_label="",
        footer_form="{words} words, {writing} min",
        words_rule="whitespace",
        idle_seconds=90,
        goal="20 minutes a sitting",
        check_off=("rare-twin",),
        link_attributes='{:rel="noopener"}',
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('theme = "ink"\ntext_widht = 60', 2, "`text_width`"),
        ("\n\ntext_width = 90", 3, "from 44 to 72"),
        ("text_width = true", 1, "from 44 to 72"),
        ("spelling = 1", 1, "true or false"),
        ('preview = "left"', 1, '"off"'),
        ("theme = 3", 1, "name of a theme"),
        ('words_rule = "letters"', 1, '"whitespace"'),
        ("idle_seconds = 2", 1, "from 5 to 3600"),
        ('check_off = "rare-twin"', 1, "a list of names"),
        ("check_off = [1]", 1, "a list of names"),
        ('link_attributes = "target"', 1, "an attribute list"),
        ('goal = "a novel"', 1, "500 words a day"),
        ('footer_form = "words"', 1, "{words}"),
        ('footer_form = "{words}{writing}"', 1, "between"),
        ('footer_form = "{words} / {pages}"', 1, "{words}"),
        ('footer_label = "a\\nb"', 1, "one line"),
        ("keys = 3", 1, "a table"),
        ("[keys]\n'post.find' = 3", 2, "`post.find`"),
        ("[keys.post]\nfind = 3", 2, "`post.find`"),
        ("# quiet\n[keys", 2, "not TOML"),
        ('theme = "a"\ntheme = "b"', 2, "not TOML"),
        (b"theme = 'ink'\n# \xff", 2, "not UTF-8"),
        ("a = " + "[" * 5000, None, "nested"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    at: Places, text: str | bytes, line: int | None, words: str
) -> None:
    path = write_config(at, text)
    with pytest.raises(SettingsError) as caught:
        read_settings(at)
    assert caught.value.path == path
    assert caught.value.line == line
    assert words in str(caught.value)
    assert caught.value.hint


def test_a_settings_file_that_is_a_folder_is_named(at: Places) -> None:
    (at.config / "config.toml").mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot read the settings"):
        read_settings(at)


def test_keys_must_be_commands(at: Places) -> None:
    path = write_config(at, '[keys]\n"post.find" = "f9"\n"post.sav" = "f8"')
    keys = read_settings(at).keys
    check_keys(keys, ["post.find", "post.sav"], path)
    with pytest.raises(SettingsError, match=r"config\.toml:3.*post\.sav.*post\.save") as caught:
        check_keys(keys, ["post.find", "post.save"], path)
    assert caught.value.line == 3


def test_what_is_remembered_comes_back(at: Places) -> None:
    left_off = LeftOff((12, 40), (3, 0))
    kept = Remembered('/home/me/a "blog" 🌊\x7f\\', "/home/me/post.md", left_off, "dusk", "off", False, -8)
    write_remembered(at, kept)
    assert read_remembered(at) == kept
    write_remembered(at, replace(kept, theme="", sidebar=None))
    assert read_remembered(at) == replace(kept, theme="", sidebar=None)
    assert [path.name for path in at.state.iterdir()] == ["state.toml"]


def test_a_path_that_is_not_utf8_is_not_remembered_but_the_rest_is(at: Places) -> None:
    write_remembered(at, Remembered("/blog/\udcff", theme="dusk"))
    assert read_remembered(at) == Remembered(theme="dusk")


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"last_blog = ", b"last_blog = 3\npreview = 'up'\nsidebar = 1"]
)
def test_an_unreadable_state_file_counts_as_empty(at: Places, raw: bytes) -> None:
    at.state.mkdir()
    (at.state / "state.toml").write_bytes(raw)
    assert read_remembered(at) == Remembered()


def test_a_state_folder_that_cannot_be_made_is_named(at: Places) -> None:
    at.state.write_text("a file where the folder should be")
    with pytest.raises(SettingsError, match="cannot keep"):
        write_remembered(at, Remembered("/blog"))
    assert read_remembered(at) == Remembered()
