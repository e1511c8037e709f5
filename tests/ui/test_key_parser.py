"""What terminals send is told as it was meant, wherever a read ends: the rows of terminal_keys.txt."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from tui.ui.textual_internals.key_parser import LATE, KeyParser

ROWS = Path(__file__).with_name("terminal_keys.txt")
PAUSE = "<pause>"
ESCAPES = {"e": b"\x1b", "r": b"\r", "t": b"\t", "d": b"\x7f", "a": b"\a", "b": b"\b"}


class Row(NamedTuple):
    name: str
    sent: tuple[bytes, ...]
    """What is sent, in turn; a pause after each but the last."""

    meant: str


def _unescaped(text: str) -> bytes:
    parts = re.split(r"\\(x[0-9a-f]{2}|[a-z])", text)
    found = [
        part.encode() if at % 2 == 0 else ESCAPES.get(part) or bytes.fromhex(part[1:])
        for at, part in enumerate(parts)
    ]
    return b"".join(found)


def _rows() -> list[Row]:
    lines = [line for line in ROWS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = []
    for line in lines:
        name, sent, meant = (part.strip() for part in line.split(" | "))
        rows.append(Row(name, tuple(map(_unescaped, sent.split(PAUSE))), _unescaped(meant).decode()))
    return rows


ALL = _rows()
WHOLE = [row for row in ALL if len(row.sent) == 1]
"""What needs no pause."""

IN_WORDS: dict[type[Message], Callable[..., str]] = {
    events.Key: lambda key: key.key,
    events.Paste: lambda paste: f'paste "{paste.text}"',
    events.MouseMove: lambda mouse: f"move {mouse.x},{mouse.y}",
    events.MouseDown: lambda mouse: f"press {mouse.x},{mouse.y}",
    events.MouseUp: lambda mouse: f"release {mouse.x},{mouse.y}",
    events.MouseScrollUp: lambda mouse: f"wheel {mouse.x},{mouse.y}",
    events.AppFocus: lambda _: "focus",
    events.AppBlur: lambda _: "blur",
    events.CursorPosition: lambda cursor: f"position {cursor.x},{cursor.y}",
    events.Resize: lambda resize: f"size {resize.size.width}x{resize.size.height}",
    InBandWindowResize: lambda _: "in-band",
    TerminalSupportsSynchronizedOutput: lambda _: "no-tear",
}


def in_words(messages: Iterable[Message]) -> str:
    """Return messages as the rows have them."""
    found = []
    for is_typed, some in groupby(messages, lambda told: isinstance(told, events.Key) and told.is_printable):
        if is_typed:
            found.append(f'"{"".join(str(getattr(key, "character", "")) for key in some)}"')
        else:
            found += [IN_WORDS[type(told)](told) for told in some]
    return " ".join(found) or "-"


def told(parts: Sequence[Sequence[bytes]]) -> str:
    """Return what is told of some reads; after each part but the last is a pause, and then nothing waits."""
    parser = KeyParser()
    messages: list[Message] = []
    for number, reads in enumerate(parts, 1):
        for read in reads:
            messages += parser.feed(read)
        if number < len(parts):
            assert parser.patience is not None
            messages += parser.pause()
        assert parser.patience is None
    return in_words(messages)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_what_is_sent_is_told_as_it_was_meant(row: Row) -> None:
    assert told([[part] for part in row.sent]) == row.meant


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_a_read_may_end_anywhere(row: Row) -> None:
    assert told([[bytes([byte]) for byte in part] for part in row.sent]) == row.meant
    for number, part in enumerate(row.sent):
        for cut in range(1, len(part)):
            parts = [[part] for part in row.sent]
            parts[number] = [part[:cut], part[cut:]]
            assert told(parts) == row.meant, (part[:cut], part[cut:])


@pytest.mark.parametrize(
    "first",
    [row for row in WHOLE if "size" not in row.meant],  # from then on the mouse is told in pixels
    ids=lambda row: row.name,
)
def test_whatever_follows_at_once_is_told_apart(first: Row) -> None:
    for second in WHOLE:
        meant = " ".join(row.meant for row in (first, second) if row.meant != "-") or "-"
        sent = first.sent[0] + second.sent[0]
        assert told([[sent]]).replace('" "', "") == meant.replace('" "', ""), second.name


def test_a_pause_is_waited_for_only_where_something_has_begun() -> None:
    parser = KeyParser()
    assert parser.pause() == []
    assert parser.patience is None
    parser.feed(b"\x1b")
    assert parser.patience == constants.ESCAPE_DELAY
    parser.feed(b"]11;rgb:1c1c")
    assert parser.patience == LATE


def test_no_pause_ends_a_paste() -> None:
    parser = KeyParser()
    parser.feed(b"\x1b[200~low wa\x1b")
    assert parser.patience is None
    assert parser.pause() == []
    assert in_words(parser.feed(b"ter\x1b[201~")) == 'paste "low wa\x1bter"'


@given(
    st.lists(st.sampled_from([bytes([byte]) for byte in b"\x1b[]OPM_\\?;:<0123456789~umRcts \x07\r\xc3\xa9"]))
)
def test_any_bytes_mean_the_same_in_one_read_and_in_many(sent: list[bytes]) -> None:
    one, many = KeyParser(), KeyParser()
    at_once = [*one.feed(b"".join(sent)), *one.pause()]
    in_turn = [*(message for byte in sent for message in many.feed(byte)), *many.pause()]
    assert in_words(at_once) == in_words(in_turn)


@given(st.binary())
def test_no_bytes_are_too_strange(sent: bytes) -> None:
    parser = KeyParser()
    parser.feed(sent)
    parser.pause()
