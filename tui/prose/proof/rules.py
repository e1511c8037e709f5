"""The rules of the check by name, and the check of a post by all of them.

Settings and posts hold the names, so a name never changes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from tui.prose.proof.emphasis_rules import split_emphasis
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.header_rules import (
    near_tag,
    no_such_day,
    not_public,
    other_day,
    published_draft,
    stopped_build,
    unusual_offset,
)
from tui.prose.proof.leftover_rules import blank_minutes, broken_liquid, public_comments, turned_off
from tui.prose.proof.link_rules import image_without_words, missing_target, unused_link
from tui.prose.proof.quote_rules import unbalanced_quote, wrong_apostrophe, wrong_quote
from tui.prose.proof.table_rules import table_by_accident
from tui.prose.proof.underline_rules import glued_rule
from tui.prose.proof.word_rules import rare_twin, repeated_word

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
    """Return the findings of a post in the order of its rows; `off` are the names of rules to leave out.

    A comment in the post can turn off rules too: `<!-- draftroom: off repeated-word -->`.
    """
    left_out = turned_off(subject.text).union(off)
    found = [finding for name, rule in RULES.items() if name not in left_out for finding in rule(subject)]
    return tuple(sorted(found, key=lambda finding: (finding.row, finding.column, finding.rule)))
