"""Straight quotes, dots and dashes become the typographer's, as kramdown 2.4 does under Jekyll.

The one thing to get right: a quote is judged by its neighbours across the borders of spans, and
what kramdown has already read (the end of a span, an escape, a dash that it replaced) is no longer
there to look back at; only the end of a row always is. That is why the quote in `*word*"` closes,
and why the one in `..."word` opens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph in reading order; `kept` when it stays as it is (code, an escape, a mark)."""

    text: str
    kept: bool = False


_CANDIDATE = re.compile(r"""---?|\.\.\.|<< |<<| >>|>>|["']""")
_SYMBOLS = {
    "---": "—",
    "--": "–",
    "...": "…",
    "<< ": "«\u00a0",
    "<<": "«",
    " >>": "\u00a0»",
    ">>": "»",
}
_OPENING = {'"': "“", "'": "‘"}
_CLOSING = {'"': "”", "'": "’"}

_NEVER_BEFORE_CLOSING = " \t\r\n\\[{(-"
_BEFORE_EMPHASIS = re.compile(r"[_*]{1,2}\S")
_BEFORE_PUNCTUATION = re.compile(r"""[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~](?!\.\.)\B""")
_BEFORE_END = re.compile(r"\s|s\b|$")
_BEFORE_DECADE = re.compile(r"\d\ds")
_WORD = re.compile(r"\w")


def curl(runs: Sequence[Run]) -> list[str]:
    """Return the text of each run with typography applied, in the same order.

    Runs that are kept come back unchanged; they still count as neighbours. Rules: kramdown 2.4.0,
    checked against its output (facts/markup 2.3): `'cause` → ‘cause, `'90s` → ’90s, `5'10"` → 5’10”,
    `--` → –, `---` → —, `...` → …, `<<` → «.
    """
    whole = "".join(run.text for run in runs)
    if not _CANDIDATE.search(whole):
        return [run.text for run in runs]
    curled = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        curled.append(run.text if run.kept else _curl_run(whole, start, end))
        start = end
    return curled


def _curl_run(whole: str, start: int, end: int) -> str:
    """Curl one run, which lies between two offsets of the whole paragraph."""
    parts = []
    done = start
    for match in _CANDIDATE.finditer(whole, start, end):
        parts.append(whole[done : match.start()])
        found = match.group()
        if found in _SYMBOLS:
            parts.append(_SYMBOLS[found])
        else:
            before = whole[match.start() - 1 : match.start()]
            if match.start() == done and before != "\n":
                before = ""
            signs = _CLOSING if _closes(found, before, whole, match.end()) else _OPENING
            parts.append(signs[found])
        done = match.end()
    parts.append(whole[done:end])
    return "".join(parts)


def _closes(quote: str, before: str, whole: str, after: int) -> bool:
    """Tell whether a quote closes; `before` is empty where there is nothing left to look back at."""
    if not before and _BEFORE_EMPHASIS.match(whole, after):
        return False
    if not before and _BEFORE_PUNCTUATION.match(whole, after):
        return True
    if not before.strip():
        if quote == "'" and _BEFORE_DECADE.match(whole, after):
            return True
        if before and _WORD.match(whole, after):
            return False
    if before and before not in _NEVER_BEFORE_CLOSING:
        return True
    return not before and bool(_BEFORE_END.match(whole, after))
