"""What a terminal sends, cut into whole sequences: pure, without a clock.

A read ends anywhere, within a sequence too; so what has begun waits for its rest, and only a pause tells that
there is none. A key with Alt is an ESC before the key's own characters, and so begins like a sequence. Where
no sequence begins like it, it is whole at once, whatever follows.

The forms are those of ECMA-48, sections 5.4 (control sequences) and 5.6 (control strings); those that are
not in it are named where they stand, and are in xterm's "Control Sequences" unless another source is named.
"""

import re

ESC = "\x1b"
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
STRINGS = "PX^_]"
"""What follows ESC where a string begins: DCS, SOS, PM, APC, OSC."""

_TEXT = r"[^\x00-\x1f\x7f]*+"

_WHOLE = re.compile(
    rf"""
    [^\x1b]  # a letter, or a control key
    | \x1b [{re.escape(STRINGS)}] {_TEXT} (?: \x1b\\ | \x07 )  # a string; xterm ends one with BEL too
    | \x1b{{1,2}} \[ (?:  # a control sequence, with Alt (in rxvt) after one more ESC
        M [^\x00-\x1f]{{3}}  # the mouse as X10 has it
        | \[ [A-E]  # F1 to F5 of the Linux console
        | [0-9]+ \$  # with Shift in rxvt
        | [ -?]*+ [@-~] (?<! \x1b\[[M\[] )
    )
    | \x1b{{1,2}} O [2-8]? [A-DFHMP-Sa-dj-y]  # what SS3 sends: arrows, F1 to F4, the number pad
    | \x1b [^\x1b\[O{re.escape(STRINGS)}]  # any other key with Alt
    """,
    re.VERBOSE | re.DOTALL,
)
_BEGUN = re.compile(
    rf"""
    \x1b (?:
        [{re.escape(STRINGS)}] {_TEXT} \x1b?
        | \x1b? (?: \[ (?: [ -?]* | \[ | M [^\x00-\x1f]{{0,2}} ) | O [2-8]? )?
    ) \Z
    """,
    re.VERBOSE,
)
_SENT_BY_ITSELF = re.compile(
    rf"""
    \x1b (?:
        \[ (?: [0-9<=>?] [ -?]* | M [^\x00-\x1f]{{0,2}} )
        | \] [0-9]+ ; {_TEXT}
        | P (?: [0-9;]* [$+] | [>!]\| ) {_TEXT}  # DECRQSS, XTGETTCAP, XTVERSION, DA3
        | _G {_TEXT}  # kitty's graphics protocol
    )
    """,
    re.VERBOSE,
)
"""What has begun, and is nothing that a person would type after a key with Alt."""


class Tokenizer:
    """Cuts a stream of characters; whoever reads it tells of its pauses."""

    def __init__(self) -> None:
        self._begun = ""
        self._pasted: list[str] = []

    @property
    def has_begun(self) -> bool:
        """Whether a sequence has begun that a pause would end."""
        return bool(self._begun) and not self._pasted

    @property
    def is_cut(self) -> bool:
        """Whether what has begun is a sequence for certain, whose rest is late."""
        return self.has_begun and _SENT_BY_ITSELF.match(self._begun) is not None

    def feed(self, text: str) -> list[str]:
        """Return what is whole now: letters, keys after their ESC, sequences, strings, pastes.

        A paste begins with its mark; its end mark is gone.
        """
        return self._cut(self._begun + text, goes_on=True)

    def pause(self) -> list[str]:
        """Return what has begun as the keys that it then was; the beginning of a report is dropped."""
        return self._cut(self._begun, goes_on=False) if self.has_begun else []

    def _cut(self, text: str, goes_on: bool) -> list[str]:
        """Cut a text, and keep what has begun at its end where it goes on."""
        found: list[str] = []
        self._begun = ""
        at = 0
        while at < len(text):
            if self._pasted:
                at = self._paste(text, at, found)
            elif whole := _WHOLE.match(text, at):
                at = whole.end()
                self._take(whole[0], found)
            elif goes_on and _BEGUN.match(text, at):
                self._begun, at = text[at:], len(text)
            elif lost := _SENT_BY_ITSELF.match(text, at):
                at = lost.end()
            else:  # no sequence: ESC alone, or a key with Alt that others begin like
                key = text[at : at + 2]
                found.append(ESC if key == ESC + ESC else key)
                at += len(found[-1])
        return found

    def _take(self, whole: str, found: list[str]) -> None:
        if whole.endswith(PASTE_START):
            if whole != PASTE_START:  # the key ESC came right before it
                found.append(ESC)
            self._pasted.append(PASTE_START)
        else:
            found.append(whole)

    def _paste(self, text: str, at: int, found: list[str]) -> int:
        """Take what belongs to a paste; returns where it ends. A part of its end mark is kept."""
        end = text.find(PASTE_END, at)
        if end >= 0:
            found.append("".join([*self._pasted, text[at:end]]))
            self._pasted.clear()
            return end + len(PASTE_END)
        kept = max(at, len(text) - len(PASTE_END) + 1)
        self._pasted.append(text[at:kept])
        self._begun = text[kept:]
        return len(text)
