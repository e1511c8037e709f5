"""What a writer left for themselves: comments, minutes still blank, Liquid that does not work.

The one thing you would get wrong: a comment is invisible on the page and all the same in its source; but
the marks that engines and tools read in comments are there for a reason.
"""

import re
from collections.abc import Iterator

from tui.markup.tree import HtmlBlock, HtmlElement, InlineHtml
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import inlines_in

_COMMENT = re.compile(r"<!--(?!-?>)(.*?)(?:-->|$)", re.DOTALL)
_MARKS = re.compile(
    r"\s*(?:more|read ?more|excerpt|end ?excerpt|truncate|break|cut|/?toc|draftroom:.*|markdownlint.*|"
    r"prettier-.*|vale .*|textlint.*|spell-?checker.*|cspell.*|lint .*|"
    r"\[if .*|<!\[.*|no ?toc|raw HTML omitted)\s*",
    re.IGNORECASE | re.DOTALL,
)
_SWITCH = re.compile(r"<!--\s*draftroom:\s*off\s+([\w\s,-]*?)\s*-->")


def public_comments(subject: Subject) -> Iterator[Finding]:
    """Find the comments that every reader gets in the page's source: one finding for all, at the first."""
    if not subject.page.dialect.raw_html:
        return
    count, first = 0, None
    for siblings in subject.places:
        for place in siblings:
            html = [each.html for each in inlines_in(place.block) if isinstance(each, InlineHtml)]
            if isinstance(place.block, HtmlBlock):
                html.append(place.block.html)
            elif isinstance(place.block, HtmlElement):
                continue
            comments = [each for piece in html for each in _COMMENT.findall(piece)]
            found = sum(1 for each in comments if each.strip() and not _MARKS.fullmatch(each))
            count += found
            if found and (first is None or place.first < first.first):
                first = place
    if first is None:
        return
    row = next((row for row in range(first.first, first.end) if "<!--" in subject.rows[row]), first.first)
    column = max(0, subject.rows[row].find("<!--"))
    end = subject.rows[row].find("-->", column)
    end = end + 3 if end >= 0 else len(subject.rows[row].rstrip())
    says = "this comment reaches" if count == 1 else f"{count} comments, this one first, reach"
    message = f"{says} every reader, in the source of the page"
    yield Finding(row, column, end, "public-comments", message)


def blank_minutes(subject: Subject) -> Iterator[Finding]:
    """Find a footer whose minutes of post-processing are still blank."""
    footer = subject.footer
    field = footer.postprocessing if footer else None
    if footer and field and field.value is None:
        end = len(subject.rows[footer.row].rstrip())
        message = "the post-processing minutes are still blank"
        yield Finding(footer.row, field.start, max(end, field.start), "blank-minutes", message)


def broken_liquid(subject: Subject) -> Iterator[Finding]:
    """Find Liquid that would stop the site's build, or that it does not know."""
    for problem in subject.page.problems:
        row = min(problem.row, len(subject.rows) - 1)
        text = subject.rows[row]
        closing = min(
            (at for at in (text.find(each, problem.column) for each in ("%}", "}}")) if at >= 0), default=-1
        )
        end = closing + 2 if closing >= 0 else len(text)
        column = min(problem.column, len(text))
        yield Finding(row, column, max(column, end), "broken-liquid", problem.message)


def turned_off(text: str) -> frozenset[str]:
    """Return the rules that comments in a post turn off: `<!-- draftroom: off repeated-word -->`."""
    return frozenset(
        name for found in _SWITCH.finditer(text) for name in re.split(r"[\s,]+", found[1]) if name
    )
