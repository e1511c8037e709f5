"""The rules of the proof by name, and the proof of a post.

The names are kept in settings and in posts, so they never change.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from tui.prose.proof.emphasis import split_emphasis
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.header import (
    near_tag,
    no_such_day,
    not_public,
    other_day,
    published_draft,
    stopped_build,
    unusual_offset,
)
from tui.prose.proof.leftovers import blank_minutes, broken_liquid, public_comments, turned_off
from tui.prose.proof.links import image_without_words, missing_target, unused_link
from tui.prose.proof.quotes import unbalanced_quote, wrong_apostrophe, wrong_quote
from tui.prose.proof.structure import table_by_accident
from tui.prose.proof.underlines import glued_rule
from tui.prose.proof.words import rare_twin, repeated_word

Rule = Callable[[Subject], Iterator[Finding]]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "split-emphasis": split_emphasis,
        "wrong-apostrophe": wrong_apostrophe,
        "wrong-quote": wrong_quote,
        "unbalanced-quote": unbalanced_quote,
        "repeated-word": repeated_word,
        "rare-twin": rare_twin,
        "glued-rule": glued_rule,
        "accidental-table": table_by_accident,
        "missing-target": missing_target,
        "image-alt": image_without_words,
        "unused-link": unused_link,
        "public-comments": public_comments,
        "blank-minutes": blank_minutes,
        "broken-liquid": broken_liquid,
        "unusual-offset": unusual_offset,
        "other-day": other_day,
        "published-draft": published_draft,
        "no-such-day": no_such_day,
        "not-public": not_public,
        "stopped-build": stopped_build,
        "near-tag": near_tag,
    }
)
"""Every rule by the name that turns it off."""


def proof(subject: Subject, off: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is found in a post, in the order of its rows; `off` names rules to leave out.

    A post turns off rules of its own with a comment, `<!-- draftroom: off repeated-word -->`.
    """
    left_out = turned_off(subject.text).union(off)
    found = [finding for name, rule in RULES.items() if name not in left_out for finding in rule(subject)]
    return tuple(sorted(found, key=lambda finding: (finding.row, finding.column, finding.rule)))
