"""The contents of the status line in each situation: pure functions from facts to parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tui.commands import BY_ID
from tui.paint.cells import Span, clip, shorten
from tui.paint.inlines import attributes_of
from tui.prose.goals import Progress
from tui.safe import safe_line
from tui.session.hint import Hint
from tui.ui.keys import key_label
from tui.ui.layout import PAGE_MARGINS
from tui.ui.widgets.status import NARROW, Part, StatusView, key, words

WRITING_KEYS = (("post.find", 6), ("post.save", 8), ("help.show", 0))
SIDEBAR_KEYS = (("list.open", 6), ("list.filter", 7), ("list.add-tag", 8), ("help.show", 0))

_LINK = re.compile(
    r"""\[(?:[^\[\]]|!?\[[^\[\]]*+\](?:\([^()]*+\))?+)*+\]
    \(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<url>(?:\{%[^%]*+%\}|\{\{[^{}]*+\}\}|\([^()\s]*+\)|[^()\s])*+))
    (?:[^()"']|"[^"]*+"|'[^']*+')*+\)(?:\{:?(?P<attributes>[^{}]*+)\})?
    |<a\s(?P<tag>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>[^<]*+(?:<(?!/a>)[^<]*+)*+</a>""",
    re.VERBOSE | re.IGNORECASE,
)
_FARTHEST = 400
"""The characters searched for a link before and after the cursor, since a row may hold an essay."""

_WIDEST_URL = 48
LEAST_HINT = 60
"""The least cells for an offer; if there are fewer, the state of the post is left out."""

BAR = 12
"""Cells of the bar that shows the progress to a goal."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that the status line can show."""

    state: str = "no post open"
    seen: str = ""
    """Why readers do not see the post, "" for a public post."""

    words: int | None = None
    to_check: int = 0
    note: str = ""
    """The note on the word or link at the cursor."""

    elsewhere: int = 0
    """How many other posts have unsaved text."""

    listed: tuple[int, int] = (0, 0)
    """The number of posts in the sidebar's list, and in the blog."""

    rule: str = ""
    """The rule by which words are counted."""

    clock: str = ""
    """The running clock and its minutes, such as `writing 13 min`."""

    goal: Progress | None = None


def link_note(url: str, opens_tab: bool) -> str:
    """Return the note on a link: its address, and whether it opens a new tab."""
    shown = clip(safe_line(url), _WIDEST_URL)
    return f"{shown}, opens a new tab" if opens_tab else shown


def link_at(text: str, column: int) -> str:
    """Return the note on the link at a column of a source row, "" without a link."""
    start = max(0, column - _FARTHEST)
    for link in _LINK.finditer(text, start, column + _FARTHEST):
        if link.start() <= column <= link.end():
            added = dict(attributes_of(link["tag"] or ""))
            url = added.get("href") or link["angled"] or link["url"] or ""
            return link_note(url, "_blank" in added.get("target", link["attributes"] or ""))
    return ""


def number(count: int, noun: str, rank: int = 0) -> Part:
    """Return a part such as `131 words`: the number in the text colour, its label muted."""
    label = noun if count == 1 else f"{noun}s"
    return Part((Span(str(count), ("status.text",)), Span(f" {label}", ("status.muted",))), rank)


_AS_COUNTED = {"published": "as published", "whitespace": "by whitespace"}
"""The words after the number of words, for each counting rule."""


def counted(facts: Facts) -> list[Part]:
    """Return the number of words and the rule by which they are counted."""
    if facts.words is None:
        return []
    part = number(facts.words, "word", 2)
    rule = (Span(f" {_AS_COUNTED[facts.rule]}", ("status.muted",)),) if facts.rule else ()
    return [Part((*part.spans, *rule), 2)]


def clocked(told: str) -> list[Part]:
    """Return the running clock: its minutes in the text colour, the rest muted."""
    if not told:
        return []
    name, minutes, unit = told.rsplit(" ", 2)
    spans = (
        Span(f"{name} ", ("status.muted",)),
        Span(minutes, ("status.text",)),
        Span(f" {unit}", ("status.muted",)),
    )
    return [Part(spans, 3)]


def goal_bar(goal: Progress | None) -> list[Part]:
    """Return the progress to a goal as a bar, and in words if there is room for them."""
    if goal is None:
        return []
    done = int(goal.part * BAR)
    bar = (Span("—" * done, ("status.text",)), Span("—" * (BAR - done), ("rule",)))
    return [Part(bar, 7), words(goal.told, "status.muted", 9)]


def writing(facts: Facts, keys: Mapping[str, tuple[str, ...]], start: int, end: int) -> StatusView:
    """Return the line while the text or the page has the keyboard."""
    left = [
        words(facts.state),
        *([words(facts.seen)] if facts.seen else []),
        *clocked(facts.clock),
        *counted(facts),
        *goal_bar(facts.goal),
    ]
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
    """Return the line while the sidebar has the keyboard; `page` is the column of the page's text."""
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
    """Return the line of focus mode: muted facts below the left and right edge of the text."""
    left, text_width = column
    count = words(f"{facts.words or 0} words", "status.muted")
    state = words(facts.state, "status.muted")
    return StatusView([state], [count], left, width - left - text_width, "background")


def hinted(
    state: str, hint: Hint, keys: Mapping[str, tuple[str, ...]], width: int, start: int, ground: str
) -> StatusView:
    """Return the line of an offer: always its first key, and as much of its words as fits."""
    space = 3 if width < NARROW else 4
    shown = hint.keys[:1] if width < NARROW else hint.keys
    offered = [key(key_label(keys[name][0]), verb) for name, verb in shown if keys[name]]
    taken = sum(part.width for part in offered) + 3 * len(offered) + start + PAGE_MARGINS[1] + space
    said, stands = words(hint.text), words(state, "status.muted")
    left = [stands] if taken + stands.width + space + min(said.width, LEAST_HINT) <= width else []
    room = width - taken - sum(part.width + space for part in left)
    said = words(shorten(safe_line(hint.text), max(8, room)))
    return StatusView([*left, said], offered, start, PAGE_MARGINS[1], ground)


def _keys(wanted: tuple[tuple[str, int], ...], keys: Mapping[str, tuple[str, ...]]) -> list[Part]:
    return [
        key(key_label(keys[command_id][0]), BY_ID[command_id].label, rank)
        for command_id, rank in wanted
        if keys[command_id]
    ]
