"""Abbreviations: their definitions, and the words that they explain.

The one thing to get right: only whole words count; HTML is not in HTML5.
"""

import re
from collections.abc import Iterator, Mapping

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from tui.markup.tree import Abbreviation, Text

PATTERN = r"^ {0,3}\*\[(?P<abbreviated>[^\]\n]+)\]:(?P<meaning>[^\n]*)$"


def parse(block: BlockParser, match: re.Match[str], state: BlockState) -> int:
    """Read a definition into the environment; the last one of a word counts."""
    meanings: dict[str, str] = state.env.setdefault("abbreviations", {})
    meanings[match["abbreviated"]] = match["meaning"].strip()
    state.append_token({"type": "blank_line"})
    return match.end() + 1


def pattern(meanings: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return what finds the abbreviations of a body, None when it has none."""
    if not meanings:
        return None
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9_])")


def split(text: str, pattern: re.Pattern[str], meanings: Mapping[str, str]) -> Iterator[Text | Abbreviation]:
    """Yield a text as the abbreviations in it and the words between them."""
    done = 0
    for match in pattern.finditer(text):
        if match.start() > done:
            yield Text(text[done : match.start()])
        yield Abbreviation(match.group(), meanings[match.group()])
        done = match.end()
    if done < len(text):
        yield Text(text[done:])
