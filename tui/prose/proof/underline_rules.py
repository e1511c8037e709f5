"""The rule for dashes right under a paragraph, `glued-rule`: a horizontal rule without a blank line above.

The underline of a heading is written in the same way and is no mistake. Dashes as long as the words above
them are such an underline, and nobody writes `===` by mistake.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.edits import Edit
from tui.markup.tree import Footnotes, Heading, HtmlBlock, Rule, plain_text
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place

LONGEST_HEADING = 80
"""The most characters of a heading; a longer text is a paragraph."""

MOST_WORDS = 7
"""The most words of a heading that ends with `!` or `?`."""

SEVERAL = 4
"""With this many words, a text over three dashes is no heading, unless the post underlines its headings."""

SEVERAL_AMONG_SIGNS = 2
"""The same for a post with headings that begin with `#` or `##`, whose writer does not underline."""

AS_LONG = 2
"""The number of characters by which dashes may be shorter than the words that they underline."""

_RULE = re.compile(r"[ \t>]*(-{3,})[ \t]*\r?")
_SENTENCE = re.compile(r"(?<!\.)\.[\"'”’)*_]*$|[…,;][\"'”’)*_]*$|\.\.\.$")
_CRY = re.compile(r"[!?][\"'”’)*_]*$")
_COMMENTS = re.compile(r"(?:\s*<!--.*?-->)+\s*", re.DOTALL)
_MESSAGE = "these dashes make a heading of the paragraph above: leave a blank line between them"


@dataclass(frozen=True, slots=True)
class _Dashed:
    """A heading with a row of dashes as its underline."""

    place: Place
    text: str
    column: int
    """The column where the dashes begin."""

    dashes: int

    @property
    def is_prose(self) -> bool:
        """Whether the text reads like a paragraph."""
        if len(self.text) > LONGEST_HEADING or self.place.end - self.place.first > 2:
            return True
        words = len(self.text.split())
        is_sentence = words > 1 and _SENTENCE.search(self.text)
        return bool(is_sentence or (words > MOST_WORDS and _CRY.search(self.text)))

    @property
    def is_as_long(self) -> bool:
        """Whether the dashes underline one whole row."""
        return self.place.end - self.place.first == 2 and self.dashes >= max(len(self.text) - AS_LONG, 4)

    def is_short_rule(self, several: int) -> bool:
        """Whether three dashes are under at least `several` words that are no title with capitals."""
        words = self.text.split()
        is_title = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)
        return self.dashes == 3 and len(words) >= several and not is_title


def glued_rule(subject: Subject) -> Iterator[Finding]:
    """Find `---` right under a paragraph, which makes the paragraph a heading."""
    headings = [
        place for siblings in subject.places for place in siblings if isinstance(place.block, Heading)
    ]
    found = [dashed for place in headings if (dashed := _dashed(subject, place))]
    several = SEVERAL_AMONG_SIGNS if any(_has_sign(subject, place) for place in headings) else SEVERAL
    over_tail = _over_tail(subject)
    meant = [dashed for dashed in found if dashed.place is not over_tail and not dashed.is_prose]
    underlines = any(_is_doubled(subject, place) for place in headings) or any(
        not dashed.is_short_rule(several) for dashed in meant
    )
    for dashed in found:
        is_slip = dashed.is_prose or dashed.place is over_tail
        is_slip = is_slip or (not underlines and dashed.is_short_rule(several))
        if is_slip and not dashed.is_as_long:
            yield _finding(subject, dashed)


def _dashed(subject: Subject, place: Place) -> _Dashed | None:
    rule = _RULE.fullmatch(subject.rows[place.end - 1])
    if not isinstance(place.block, Heading) or place.end - place.first < 2 or rule is None:
        return None
    return _Dashed(place, plain_text(place.block.inlines).strip(), rule.start(1), len(rule[1]))


def _has_sign(subject: Subject, place: Place) -> bool:
    """Whether a heading begins with `#` or `##`; an underline makes only headings of these levels."""
    is_high = isinstance(place.block, Heading) and place.block.level < 3
    return is_high and subject.rows[place.first].lstrip(" \t>").startswith("#")


def _is_doubled(subject: Subject, place: Place) -> bool:
    """Whether a heading is underlined with `===`."""
    return place.end - place.first > 1 and not subject.rows[place.end - 1].strip(" \t>\r=")


def _over_tail(subject: Subject) -> Place | None:
    """Return the block before the comments, rules and footer at the end; None if only rules follow it."""
    footer = subject.footer.row if subject.footer else -1
    has_tail = False
    for place in reversed(subject.places[0]):
        match place.block:
            case Rule() | Footnotes():
                continue
            case HtmlBlock(html=html) if _COMMENTS.fullmatch(html):
                has_tail = True
            case _ if place.first <= footer < place.end:
                has_tail = True
            case _:
                return place if has_tail else None
    return None


def _finding(subject: Subject, dashed: _Dashed) -> Finding:
    row, start = dashed.place.end - 1, dashed.column
    above = (row - 1, len(subject.rows[row - 1]))
    fix = Edit(above, above, f"{subject.source.ends[row - 1]}{subject.rows[row][:start].rstrip()}", "")
    return Finding(row, start, start + dashed.dashes, "glued-rule", _MESSAGE, fix)
