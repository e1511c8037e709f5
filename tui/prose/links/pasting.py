"""What pasting makes: an address over selected words is a link.

The selected words are markdown already, so their emphasis stays; only what would end the brackets too early,
or keep them from being a link, is escaped.
"""

import re
from dataclasses import dataclass

from tui.edits import Edit, Lines, Position
from tui.prose.links.addresses import is_url, leading_to

_NO_WORDS = re.compile(r"\]\(|\]\[|://|\n[ \t]*\r?\n|<!--|-->")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What to do with a pasted address."""

    edit: Edit
    offered: str = ""
    """The address, where it became no link and may go to the bank."""


def pasted(text: str, lines: Lines, start: Position, end: Position, attributes: str = "") -> Pasted | None:
    """Return what pasting over a selection means, None where the text is no address: paste it as it is.

    `start` and `end` are the selection's, in order, and equal where nothing is selected. `attributes` is
    what the blog's links carry, such as `{:target="_blank"}`.
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

    `target` is what follows them: the address in parentheses, attributes behind it.
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
    """Return markdown as it may stand between a link's brackets."""
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
        words += "\\"  # a backslash at the end would take the bracket with it
    return f"&#094;{words[1:]}" if words.startswith("^") else words  # else it is a footnote's mark


def between(lines: Lines, start: Position, end: Position) -> str:
    """Return the text between two positions, which are in order."""
    (top, left), (bottom, right) = start, end
    if top == bottom:
        return lines[top][left:right]
    return lines.between(top, bottom)[left:] + lines[bottom][:right]


def _can_be_words(words: str) -> bool:
    return bool(words) and not is_url(words) and not _NO_WORDS.search(words) and words.count("`") % 2 == 0


def _marked(lines: Lines, edit: Edit) -> Edit:
    """Return an edit that puts a link down so that an exclamation mark before it makes no image of it."""
    row, column = edit.start
    before = lines[row][:column]
    if not edit.text.startswith("[") or not before.endswith("!") or before.endswith("\\!"):
        return edit
    return Edit((row, column - 1), edit.end, f"\\!{edit.text}", f"!{edit.removed}")
