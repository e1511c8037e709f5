"""What the status line says in each situation: pure, from facts to its parts."""

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
"""Characters from the cursor to the end of the link it is on: a row may hold a whole essay."""

_WIDEST_URL = 48
LEAST_HINT = 60
"""Cells for what is offered, before the state of the post gives way to it."""

BAR = 12
"""Cells of the bar that shows how far a goal is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say."""

    state: str = "no post open"
    seen: str = ""
    """What readers get of the post, where it is not public."""

    words: int | None = None
    to_check: int = 0
    note: str = ""
    """About the word or link at the cursor."""

    elsewhere: int = 0
    """How many other posts have unsaved text."""

    listed: tuple[int, int] = (0, 0)
    """Posts in the sidebar's list, and in the blog."""

    rule: str = ""
    """How the words are counted."""

    clock: str = ""
    """Which clock runs and how far it is: `writing 13 min`."""

    goal: Progress | None = None


def link_note(url: str, opens_tab: bool) -> str:
    """Return what there is to say of a link: where it leads, and whether it opens a new tab."""
    shown = clip(safe_line(url), _WIDEST_URL)
    return f"{shown}, opens a new tab" if opens_tab else shown


def link_at(text: str, column: int) -> str:
    """Return what there is to say of the link that a column of a source row is in, empty where in none."""
    start = max(0, column - _FARTHEST)
    for link in _LINK.finditer(text, start, column + _FARTHEST):
        if link.start() <= column <= link.end():
            added = dict(attributes_of(link["tag"] or ""))
            url = added.get("href") or link["angled"] or link["url"] or ""
            return link_note(url, "_blank" in added.get("target", link["attributes"] or ""))
    return ""


def number(count: int, noun: str, rank: int = 0) -> Part:
    """Return `131 words`: the number in text, its label muted."""
    label = noun if count == 1 else f"{noun}s"
    return Part((Span(str(count), ("status.text",)), Span(f" {label}", ("status.muted",))), rank)


_AS_COUNTED = {"published": "as published", "whitespace": "by whitespace"}
"""What is said of words after their number, by the rule that they are counted by."""


def counted(facts: Facts) -> list[Part]:
    """Return the words, the rule that they are counted by named with them."""
    if facts.words is None:
        return []
    part = number(facts.words, "word", 2)
    rule = (Span(f" {_AS_COUNTED[facts.rule]}", ("status.muted",)),) if facts.rule else ()
    return [Part((*part.spans, *rule), 2)]


def clocked(told: str) -> list[Part]:
    """Return which clock runs: its number in text, the rest muted."""
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
    """Return how far a goal is as a quiet bar, and in words where there is room for them."""
    if goal is None:
        return []
    done = int(goal.part * BAR)
    bar = (Span("—" * done, ("status.text",)), Span("—" * (BAR - done), ("rule",)))
    return [Part(bar, 7), words(goal.told, "status.muted", 9)]


def writing(facts: Facts, keys: Mapping[str, tuple[str, ...]], start: int, end: int) -> StatusView:
    """Return the line while the keyboard is in the text or on the page."""
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


def hinted(
    state: str, hint: Hint, keys: Mapping[str, tuple[str, ...]], width: int, start: int, ground: str
) -> StatusView:
    """Return the line while something is offered: its first key always, its words as far as there is room."""
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
