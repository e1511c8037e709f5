"""Pasting of addresses: an address pasted over selected words makes a link of them.

The selected words are markdown source, so their emphasis stays. Only signs that would end the link's brackets
too early, or make no link of them, are escaped.
"""

import re
from dataclasses import dataclass

from tui.edits import Edit, Lines, Position
from tui.prose.links.addresses import is_url, leading_to

_NO_WORDS = re.compile(r"\]\(|\]\[|://|\n[ \t]*\r?\n|<!--|-->")


@dataclass(frozen=True, slots=True)
class Pasted:
    """The result of pasting an address."""

    edit: Edit
    offered: str = ""
    """The address, when it became no link and the bank may be offered for it; else ""."""


def pasted(text: str, lines: Lines, start: Position, end: Position, attributes: str = "") -> Pasted | None:
    """Return the edit for an address pasted over a selection; None when `text` is no address.

    `start` and `end` are those of the selection, in order, and equal when nothing is selected. `attributes`
    is the attribute list of the blog's links, such as `{:target="_blank"}`.
    """
    url = text.strip()
    if not is_url(url):
        return None
    selected = between(lines, start, end)
    words = selected.strip()
    if not _can_be_words(words):
        return Pasted(Edit(start, end, url, selected), url)
    return Pasted(linking(lines, start, end, leading_to(url, attributes)))


def linking(lines: Lines, start: Position, end: Position, target: str) -> Edit:
    """Return the edit that makes the text between two positions the words of a link.

    `target` is the source after the brackets: the address in parentheses, then the attributes.
    """
    selected = between(lines, start, end)
    words = selected.strip()
    at = selected.index(words)
    before, after = selected[:at], selected[at + len(words) :]
    source = f"{before}[{bracketed(words)}]{target}{after}"
    return _marked(lines, Edit(start, end, source, selected))


def inserting(lines: Lines, place: Position, source: str) -> Edit:
    """Return the edit that puts the source of a link where nothing is selected."""
    return _marked(lines, Edit(place, place, source, ""))


def bracketed(words: str) -> str:
    """Return markdown escaped for the place between a link's brackets."""
    opened: list[int] = []
    lonely: list[int] = []
    skip = False
    for at, sign in enumerate(words):
        if skip:
            skip = False
        elif sign == "\\":
            skip = True
        elif sign == "[":
            opened.append(at)
        elif sign == "]" and opened:
            opened.pop()
        elif sign == "]":
            lonely.append(at)
    for at in sorted((*opened, *lonely), reverse=True):
        words = f"{words[:at]}\\{words[at:]}"
    if skip:
        words += "\\"  # a backslash at the end would escape the closing bracket
    return f"&#094;{words[1:]}" if words.startswith("^") else words  # `[^` would begin a footnote


def between(lines: Lines, start: Position, end: Position) -> str:
    """Return the text between two positions; they must be in order."""
    (top, left), (bottom, right) = start, end
    if top == bottom:
        return lines[top][left:right]
    return lines.between(top, bottom)[left:] + lines[bottom][:right]


def _can_be_words(words: str) -> bool:
    return bool(words) and not is_url(words) and not _NO_WORDS.search(words) and words.count("`") % 2 == 0


def _marked(lines: Lines, edit: Edit) -> Edit:
    """Return an edit that also escapes a `!` right before a new link, which would make an image of it."""
    row, column = edit.start
    before = lines[row][:column]
    if not edit.text.startswith("[") or not before.endswith("!") or before.endswith("\\!"):
        return edit
    return Edit((row, column - 1), edit.end, f"\\!{edit.text}", f"!{edit.removed}")
