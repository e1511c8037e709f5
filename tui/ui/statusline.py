"""What the status line says in each situation: pure, from facts to its parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tui.commands import BY_ID
from tui.paint.cells import Span, clip
from tui.safe import safe_line
from tui.ui.keys import key_label
from tui.ui.widgets.status import Part, StatusView, key, words

WRITING_KEYS = (("post.find", 6), ("post.save", 8), ("help.show", 0))
SIDEBAR_KEYS = (("list.open", 6), ("list.filter", 7), ("list.add-tag", 8), ("help.show", 0))

_LINK = re.compile(r"\[[^\[\]]*+\]\((?P<url>[^()\s]*+)[^()]*+\)(?:\{:?(?P<attributes>[^{}]*+)\})?")
_FARTHEST = 400
"""Characters from the cursor to the end of the link it is on: a row may hold a whole essay."""

_WIDEST_URL = 48


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say."""

    state: str = "no post open"
    words: int | None = None
    to_check: int = 0
    note: str = ""
    """About the word or link at the cursor."""

    elsewhere: int = 0
    """How many other posts have unsaved text."""

    listed: tuple[int, int] = (0, 0)
    """Posts in the sidebar's list, and in the blog."""


def link_note(url: str, opens_tab: bool) -> str:
    """Return what there is to say of a link: where it leads, and whether it opens a new tab."""
    shown = clip(safe_line(url), _WIDEST_URL)
    return f"{shown}, opens a new tab" if opens_tab else shown


def link_at(text: str, column: int) -> str:
    """Return what there is to say of the link that a column of a source row is in, empty where in none."""
    start = max(0, column - _FARTHEST)
    for link in _LINK.finditer(text, start, column + _FARTHEST):
        if link.start() <= column <= link.end():
            return link_note(link["url"], "_blank" in (link["attributes"] or ""))
    return ""


def number(count: int, noun: str, rank: int = 0) -> Part:
    """Return `131 words`: the number in text, its label muted."""
    label = noun if count == 1 else f"{noun}s"
    return Part((Span(str(count), ("status.text",)), Span(f" {label}", ("status.muted",))), rank)


def writing(facts: Facts, keys: Mapping[str, tuple[str, ...]], start: int, end: int) -> StatusView:
    """Return the line while the keyboard is in the text or on the page."""
    left = [words(facts.state)]
    if facts.words is not None:
        left.append(number(facts.words, "word", 2))
    if facts.to_check:
        left.append(words(f"{facts.to_check} to check", "status.attention"))
    if facts.elsewhere:
        posts = "post" if facts.elsewhere == 1 else "posts"
        left.append(words(f"{facts.elsewhere} other {posts} unsaved", "status.muted", 5))
    if facts.note:
        left.append(words(facts.note, "status.muted", 4))
    return StatusView(left, _keys(WRITING_KEYS, keys), start, end)


def browsing(
    facts: Facts, keys: Mapping[str, tuple[str, ...]], start: int, end: int, page: int
) -> StatusView:
    """Return the line while the keyboard is in the sidebar; `page` is the column of the page's text."""
    listed, all_posts = facts.listed
    posts = Part(
        (
            Span(f"{listed}", ("status.text",)),
            Span(" of ", ("status.muted",)),
            Span(f"{all_posts}", ("status.text",)),
            Span(" posts", ("status.muted",)),
        )
    )
    left = [posts]
    if facts.words is not None:
        air = max(0, page - start - posts.width - 4)
        left.append(Part((Span(" " * air), *number(facts.words, "word").spans), 5))
    return StatusView(left, _keys(SIDEBAR_KEYS, keys), start, end)


def focused(facts: Facts, width: int, column: tuple[int, int]) -> StatusView:
    """Return the line of focus mode: muted facts under the column's two edges."""
    left, text_width = column
    count = words(f"{facts.words or 0} words", "status.muted")
    state = words(facts.state, "status.muted")
    return StatusView([state], [count], left, width - left - text_width, "background")


def _keys(wanted: tuple[tuple[str, int], ...], keys: Mapping[str, tuple[str, ...]]) -> list[Part]:
    return [
        key(key_label(keys[command_id][0]), BY_ID[command_id].label, rank)
        for command_id, rank in wanted
        if keys[command_id]
    ]
