"""From the bytes that a terminal sends to the messages that Textual makes of them.

Textual's own parser (8.2.8) types what it takes for no sequence: Alt+S as `^s` when anything follows within a
tenth of a second, and reports that nobody asked for. So it is given whole sequences only, of forms that it
knows; the rest is known here, or dropped.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Sequence

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.keys import Keys
from textual.message import Message

from tui.ui.textual_internals.sequences import ESC, PASTE_START, STRINGS, Tokenizer

LATE = 1.0
"""Seconds that the rest of a sequence may take over a slow line."""

LONGEST = 1_024
"""Characters of the longest sequence that is looked at."""

_NUMBER = "[0-9]{1,5}"
_REPORT = re.compile(
    rf"\x1b\[(?:[IO]|48(?:;{_NUMBER}){{4}}t|\?{_NUMBER};{_NUMBER}\$y"
    rf"|(?!1;(?:[2-9]|1[0-6])R){_NUMBER};{_NUMBER}R)"
)
"""Focus, size, mode and cursor; in the first row only where it is not F3 with Shift, Alt or Ctrl in xterm.

None is longer than the 32 characters that Textual looks at.
"""

_MOUSE = re.compile(r"\x1b\[<[0-9]+;-?[0-9]+;-?[0-9]+[Mm]")
_OTHER_FORMS = (
    (re.compile(r"\x1bO([2-8])(.)"), "\x1b[1;\\1\\2"),
    (re.compile(r"\x1b\[27;([12]);([0-9]+)~"), "\x1b[\\2;\\1;\\2u"),
    (re.compile(r"\x1b\[27;([0-9]+);([0-9]+)~"), "\x1b[\\2;\\1u"),
)
"""What KDE's Konsole has sent for F1 to F4, and xterm with modifyOtherKeys; the forms that Textual knows."""


class KeyParser:
    """What is typed, clicked and told by a terminal; whoever reads it tells of its pauses."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._tokenizer = Tokenizer()
        self._textual = XTermParser()

    @property
    def patience(self) -> float | None:
        """Seconds without a byte after which `pause` is to be told, None where nothing waits for that."""
        if not self._tokenizer.has_begun:
            return None
        return LATE if self._tokenizer.is_cut else constants.ESCAPE_DELAY

    def feed(self, data: bytes) -> list[Message]:
        """Return what some more bytes mean."""
        return self._meanings(self._tokenizer.feed(self._decode(data)))

    def pause(self) -> list[Message]:
        """Return what the last bytes mean, as nothing followed them."""
        return self._meanings(self._tokenizer.pause())

    def _meanings(self, sequences: list[str]) -> list[Message]:
        return [message for sequence in sequences for message in self._meaning(sequence)]

    def _meaning(self, sequence: str) -> Sequence[Message]:
        """Return the messages that a whole sequence stands for; none for an unknown sequence."""
        if not sequence.startswith(ESC):
            return self._keys(sequence)
        if sequence == ESC:
            return [Key("escape", ESC)]
        if sequence.startswith(PASTE_START):
            return [Paste(sequence.removeprefix(PASTE_START).replace("\0", ""))]
        if len(sequence) == 2:
            return self._with_alt(sequence)
        if sequence[1] == ESC:
            keys = self._meaning(sequence[1:])
            if keys and all(isinstance(key, Key) for key in keys):
                return [_alt(key) for key in keys if isinstance(key, Key)]
            return [Key("escape", ESC), *keys]
        if sequence[1] in STRINGS or len(sequence) > LONGEST:
            return []
        return self._control(sequence)

    def _control(self, sequence: str) -> Sequence[Message]:
        """Return what a control sequence means, or what SS3 sends.

        Textual types the character of a number before any other final letter than kitty's `u` too.
        """
        if _REPORT.fullmatch(sequence):
            return [*self._textual.feed(sequence)]
        if _MOUSE.fullmatch(sequence):
            event = self._textual.parse_mouse_code(sequence)
            return [event] if event else []
        for form, known in _OTHER_FORMS:
            sequence = form.sub(known, sequence)
        types = sequence.startswith(f"{ESC}O") or sequence.endswith("u")
        return [key for key in self._keys(sequence) if types or not key.is_printable]

    def _with_alt(self, sequence: str) -> list[Key]:
        """Return the key of an ESC and one character.

        Some move and delete by words, as Textual has it; signs that keyboards of Macs would type are none.
        """
        sequence = sequence.replace("\b", "\x7f")  # either is Backspace
        own = [key for key in self._keys(sequence) if not key.is_printable]
        return own or [_alt(key) for key in self._keys(sequence[1])]

    def _keys(self, sequence: str) -> list[Key]:
        try:
            keys = [*self._textual._sequence_to_key_events(sequence)]
        except (ValueError, OverflowError):  # the code of a key is that of no character
            return []
        return [key for key in keys if key.key != Keys.Ignore]


def _alt(key: Key) -> Key:
    """Return a key with Alt, which types nothing."""
    *modifiers, name = key.key.split("+")
    if len(name) == 1 and name.isupper():
        modifiers, name = [*modifiers, "shift"], name.lower()
    return Key("+".join([*sorted({"alt", *modifiers}), name]), None)
