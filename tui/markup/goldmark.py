"""goldmark's typography, as Hugo (0.168) sets it up: straight quotes, dots and hyphens are replaced.

goldmark counts the quotes that it opened in a paragraph, and closes none that it did not open. Its rules for
English (`'tis`, `rock 'n' roll`) also take the first quote of `'tea'` for an apostrophe.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; `kept` when typography does not change it (code, an escape, a mark)."""

    text: str
    kept: bool = False


SYMBOLS = {"...": "…", "---": "—", "--": "–", "<<": "«", ">>": "»", "'": "’"}
"""goldmark's default replacements; the single quote stands for the apostrophe."""

_CANDIDATE = re.compile(r"""---?|\.\.\.|<<|>>|["']""")
_DECADE = re.compile(r"[0-9]{2}s(?![^\W_])")
_CONTRACTION = re.compile(r"(?:[smtd]|ve|ll|re)(?![^\W_])")
_CUT_SHORT = "tenl"
"""First letters of English words that begin with an apostrophe: 'tis, 'em, 'net, 'll."""


def curl(runs: Sequence[Run], quotes: str, symbols: Sequence[tuple[str, str]] = ()) -> list[str]:
    """Return the text of each run with typography applied; kept runs are not changed.

    `quotes` holds the four quotes (see `Dialect.quotes`), `symbols` the site's own replacements. Rules:
    goldmark in Hugo 0.168.
    """
    whole = "".join(run.text for run in runs)
    if not _CANDIDATE.search(whole):
        return [run.text for run in runs]
    quoting = _Quoting(whole, quotes, SYMBOLS | dict(symbols))
    curled = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        curled.append(run.text if run.kept else quoting.curl(start, end))
        start = end
    return curled


class _Quoting:
    """The quotes of one paragraph: counts how many of each kind are open."""

    def __init__(self, whole: str, quotes: str, symbols: dict[str, str]) -> None:
        self._whole = whole
        self._quotes = {"'": quotes[:2], '"': quotes[2:]}
        self._symbols = symbols
        self._open = {"'": 0, '"': 0}

    def curl(self, start: int, end: int) -> str:
        """Return the text between two offsets with typography applied; call in the order of the text."""
        parts = []
        done = start
        for match in _CANDIDATE.finditer(self._whole, start, end):
            found = match.group()
            parts.append(self._whole[done : match.start()])
            parts.append(self._quote(found, match.start()) if found in self._open else self._symbols[found])
            done = match.end()
        parts.append(self._whole[done:end])
        return "".join(parts)

    def _quote(self, quote: str, place: int) -> str:
        before, after = self._whole[place - 1 : place] or "\n", self._whole[place + 1 : place + 2] or "\n"
        opens, closes = _flanks(before, after)
        if quote == "'" and self._is_apostrophe(before, after, place, opens and not closes):
            return self._symbols["'"]
        if opens and not closes:
            self._open[quote] += 1
            return self._quotes[quote][0]
        row = self._whole[place + 1 : place + 3]
        if quote == "'" and len(row) == 2 and row[0] != "\n" and not after.isdigit():
            return self._quotes[quote][1]  # a plural possessive or a contraction: it closes no quote
        ends = _is_mark(after) and not self._whole[place + 2 : place + 3].isalnum()
        if self._open[quote] and closes and (not opens or ends):
            self._open[quote] -= 1
            return self._quotes[quote][1]
        return quote

    def _is_apostrophe(self, before: str, after: str, place: int, opens: bool) -> bool:
        if before.isalnum():
            return after.isalpha()
        if after in _CUT_SHORT and (before.isspace() or unicodedata.category(before)[0] == "P"):
            return True
        return opens and bool(
            _DECADE.match(self._whole, place + 1) or _CONTRACTION.match(self._whole, place + 1)
        )


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a quote between two characters can open and can close (CommonMark 0.31, 6.2)."""
    can_open = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    can_close = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    return can_open, can_close


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
