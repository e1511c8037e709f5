import os
from pathlib import Path

import pytest

from tui.errors import SaveError, SettingsError
from tui.prose.spelling.personal import add_word, read_words


def test_no_file_holds_no_words(tmp_path: Path) -> None:
    assert read_words(tmp_path / "words.txt") == frozenset()


def test_a_word_is_added_in_order_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "words.txt"
    assert add_word(path, "weir") == {"weir"}
    assert add_word(path, "élan") == {"weir", "élan"}
    assert add_word(path, "anna") == {"anna", "weir", "élan"}
    assert path.read_text(encoding="utf-8") == "anna\nweir\nélan\n"
    assert read_words(path) == {"anna", "weir", "élan"}


def test_comments_stay_above_the_words(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(b"\xef\xbb\xbf# rivers\r\nweir\r\n\r\n  tarn \n# people\nanna")
    assert read_words(path) == {"weir", "tarn", "anna"}
    add_word(path, "beck")
    assert path.read_text(encoding="utf-8") == "# rivers\n# people\nanna\nbeck\ntarn\nweir\n"


def test_bytes_that_are_not_utf8_stay(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(b"caf\xe9\n")
    add_word(path, "weir")
    assert path.read_bytes() == b"caf\xe9\nweir\n"


def test_a_word_that_is_there_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("weir\nanna", encoding="utf-8")
    assert add_word(path, "anna") == {"weir", "anna"}
    assert path.read_text(encoding="utf-8") == "weir\nanna"


def test_mode_and_link_are_kept_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.txt"
    target.write_text("weir\n", encoding="utf-8")
    target.chmod(0o640)
    path = tmp_path / "words.txt"
    path.symlink_to(target)
    add_word(path, "anna")
    assert path.is_symlink()
    assert target.read_text(encoding="utf-8") == "anna\nweir\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["dotfiles.txt", "words.txt"]


@pytest.mark.parametrize("word", ["", " ", "two words", "#tag", "line\nfeed", " anna"])
def test_what_is_not_one_word_is_refused(word: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not one word"):
        add_word(tmp_path / "words.txt", word)
    assert os.listdir(tmp_path) == []


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as unreadable:
        read_words(tmp_path)
    assert unreadable.value.path == tmp_path
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "words.txt"
    with pytest.raises((SaveError, SettingsError)) as unwritable:
        add_word(path, "anna")
    assert unwritable.value.path == path


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.txt"
    path.write_text("weir\n", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="No space left"):
        add_word(path, "anna")
    assert path.read_text(encoding="utf-8") == "weir\n"
    assert os.listdir(tmp_path) == ["words.txt"]
