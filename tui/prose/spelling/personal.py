"""The writer's own words: a text file with one word a line, which a person can edit and keep in git.

The file may hold comments and bytes that are not UTF-8. Adding a word keeps them, and replaces the file in
one step.
"""

import os
import stat
import tempfile
from pathlib import Path

from tui.errors import SaveError, SettingsError

_ENCODING = {"encoding": "utf-8", "errors": "surrogateescape"}


def read_words(path: Path) -> frozenset[str]:
    """Return the words of a file; none when there is no such file.

    Lines that begin with # are comments. Raises SettingsError when the file cannot be read.
    """
    return frozenset(line for line in _lines(path) if not line.startswith("#"))


def add_word(path: Path, word: str) -> frozenset[str]:
    """Add a word to a file and return all its words; comments stay, above the sorted words.

    The file and its folder are made when missing; a symbolic link stays a link. Raises ValueError when `word`
    is empty, a comment or more than one word, SettingsError when the file cannot be read, SaveError when it
    cannot be written.
    """
    if word.startswith("#") or word.split() != [word]:
        raise ValueError(f"{word!r} is not one word")
    lines = _lines(path)
    words = {line for line in lines if not line.startswith("#")}
    if word in words:
        return frozenset(words)
    words.add(word)
    comments = [line for line in lines if line.startswith("#")]
    _write(path, "".join(f"{line}\n" for line in (*comments, *sorted(words))))
    return frozenset(words)


def _lines(path: Path) -> list[str]:
    """Return the lines that are not blank, without the white space around them."""
    try:
        text = path.read_bytes().decode(**_ENCODING)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(
            "your words cannot be read", detail=error.strerror or "", hint="check the file", path=path
        ) from error
    return [line.strip() for line in text.removeprefix("\ufeff").split("\n") if line.strip()]


def _write(path: Path, text: str) -> None:
    """Replace a file in one step: write a temporary file beside it, then rename it."""
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(text.encode(**_ENCODING))
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise SaveError(
            "your word could not be kept",
            detail=error.strerror or "",
            hint="check that the folder can be written",
            path=path,
        ) from error
