"""The full text of a blog's posts: a table in the index's file that SQLite searches (FTS5).

Case and accents do not matter, and an apostrophe within a word does not count: `its` finds `it’s`, and
`cafe` finds `café`. The table holds each post's text as it is written, without its header. Its rows have the
numbers of the rows in `posts`.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui.errors import PostError
from tui.files.post import read_post
from tui.library.query import Words

TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS texts
USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2")"""

APOSTROPHE = re.compile(r"(?<=\w)['’ʼ‘](?=\w)")
"""An apostrophe within a word, which searching leaves out."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def folded(text: str) -> str:
    """Return a text as the table holds it: without apostrophes within words, undecodable bytes replaced."""
    return _SURROGATE.sub("\ufffd", APOSTROPHE.sub("", text))


def body_and_first_row(path: Path) -> tuple[str, int]:
    """Return a post's text below its header, and the row of the file where it begins; ("", 0) without one."""
    try:
        parts = read_post(path).parts
    except PostError:
        return "", 0
    return parts.body, parts.body_row


def put(connection: sqlite3.Connection, texts: Iterable[tuple[Path, str, str]]) -> None:
    """Add or replace the (path, title, body) of posts that have rows in `posts`."""
    connection.executemany(
        "INSERT OR REPLACE INTO texts (rowid, title, body) SELECT rowid, ?, ? FROM posts WHERE path = ?",
        [(folded(title), folded(body), os.fsencode(path)) for path, title, body in texts],
    )


def remove(connection: sqlite3.Connection, paths: Iterable[Path]) -> None:
    """Remove posts that still have rows in `posts`."""
    connection.executemany(
        "DELETE FROM texts WHERE rowid = (SELECT rowid FROM posts WHERE path = ?)",
        [(os.fsencode(path),) for path in paths],
    )


def matching(connection: sqlite3.Connection, words: Sequence[Words], by_rank: bool) -> list[Path]:
    """Return the posts that hold all of some words, in any order, or else the best match first."""
    order = "ORDER BY rank" if by_rank else ""  # ranking reads every match
    found = connection.execute(
        f"SELECT path FROM texts JOIN posts ON posts.rowid = texts.rowid WHERE texts MATCH ? {order}",
        (" AND ".join(map(_expression, words)),),
    )
    return [Path(os.fsdecode(path)) for (path,) in found]


def _expression(words: Words) -> str:
    """Return words in the language of FTS5: a text in quotes is a phrase (SQLite's fts5.html, part 3)."""
    phrase = '"' + folded(words.text).replace('"', '""') + '"'
    return ("{title} : " if words.in_title else "") + phrase + (" *" if words.is_prefix else "")
