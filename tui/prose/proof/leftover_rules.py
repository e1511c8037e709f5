"""The rules for leftovers in a post: comments, blank minutes in the footer, Liquid that does not work.

A comment is not visible on the page, but readers can see it in the page's source. Comments that engines and
tools read, such as `<!--more-->`, are not reported.
"""

import re
from collections.abc import Iterator, Sequence

from tui.blog.comments import shown_html
from tui.edits import Edit, Position, apply
from tui.files.post import split
from tui.markup.tree import HtmlBlock, HtmlElement, InlineHtml
from tui.prose.links.post_bank import find_bank
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place, inlines_in

_COMMENT = re.compile(r"<!--(?!-?>)(.*?)(?:-->|$)", re.DOTALL)
_MARKS = re.compile(
    r"\s*(?:more|read ?more|excerpt|end ?excerpt|truncate|break|cut|/?toc|draftroom:.*|markdownlint.*|"
    r"prettier-.*|vale .*|textlint.*|spell-?checker.*|cspell.*|lint .*|"
    r"\[if .*|<!\[.*|no ?toc|raw HTML omitted)\s*",
    re.IGNORECASE | re.DOTALL,
)
_NO_COMMENTS = "publish without comments, or take it out yourself if you no longer need it"
_SWITCH = re.compile(r"<!--\s*draftroom:\s*off\s+([\w\s,-]*?)\s*-->")


def public_comments(subject: Subject) -> Iterator[Finding]:
    """Find comments that readers can see in the page's source; one finding for all, at the first."""
    if not subject.page.dialect.raw_html:
        return
    count = 0
    first: tuple[Place, list[str]] | None = None
    for siblings in subject.places:
        for place in siblings:
            html = [each.html for each in inlines_in(place.block) if isinstance(each, InlineHtml)]
            if isinstance(place.block, HtmlBlock):
                html.append(place.block.html)
            elif isinstance(place.block, HtmlElement):
                continue
            found = [each for piece in html for each in _COMMENT.findall(piece) if _is_of_writer(each)]
            count += len(found)
            if found and (first is None or place.first < first[0].first):
                first = place, found
    if first is None:
        return
    says = "this comment reaches" if count == 1 else f"{count} comments, this one first, reach"
    message = f"{says} every reader, in the source of the page"
    start, end, is_whole = _typed_at(subject, *first)
    on_row = end[1] if end[0] == start[0] else len(subject.rows[start[0]].rstrip())
    fix = _without(subject, start, end) if is_whole else None
    yield Finding(start[0], start[1], on_row, "public-comments", message, fix, _NO_COMMENTS)


def _is_of_writer(comment: str) -> bool:
    return bool(comment.strip()) and not _MARKS.fullmatch(comment)


def _typed_at(subject: Subject, place: Place, comments: Sequence[str]) -> tuple[Position, Position, bool]:
    """Return the start and the end of the first of `comments` in a block, and whether the end is certain."""
    bottom = min(place.end, len(subject.rows)) - 1
    for row in range(place.first, bottom + 1):
        for opening in re.finditer("<!--", subject.rows[row]):
            start = row, opening.start()
            text = subject.source.between(start, (bottom, len(subject.rows[bottom])))
            found = _COMMENT.match(text)
            if found and found[1].replace("\r", "") in comments:
                above = found[0].count("\n")
                column = len(found[0]) - found[0].rfind("\n") - 1
                return start, (row + above, column if above else start[1] + column), found[0].endswith("-->")
    row = next((row for row in range(place.first, place.end) if "<!--" in subject.rows[row]), place.first)
    column = max(0, subject.rows[row].find("<!--"))
    end = subject.rows[row].find("-->", column)
    return (row, column), (row, end + 3 if end >= 0 else len(subject.rows[row].rstrip())), False


def _without(subject: Subject, start: Position, end: Position) -> Edit | None:
    """Return the edit that removes a comment, and its rows when nothing else is in them.

    None when it is a bank with links, or when the page would change without it.
    """
    rows = subject.rows
    bank = find_bank(rows, subject.page.first_row)
    if bank and bank.entries and bank.row == start[0]:
        return None
    (top, left), (bottom, right) = start, end
    if not (rows[top][:left].strip() or rows[bottom][right:].strip()):
        below = bottom + 1
        is_apart = top <= subject.page.first_row or not rows[top - 1].strip()
        while is_apart and below < len(rows) and not rows[below].strip():
            below += 1
        start, end = (top, 0), (below, 0) if below < len(rows) else (bottom, len(rows[bottom]))
    fix = Edit(start, end, "", subject.source.between(start, end))
    body, dialect = subject.page.body, subject.page.dialect
    after = split(apply(subject.text, fix)).body
    return fix if shown_html(after, dialect) == shown_html(body, dialect) else None


def blank_minutes(subject: Subject) -> Iterator[Finding]:
    """Find a footer whose minutes of post-processing are still blank."""
    footer = subject.footer
    field = footer.postprocessing if footer else None
    if footer and field and field.value is None:
        end = len(subject.rows[footer.row].rstrip())
        message = "the post-processing minutes are still blank"
        yield Finding(footer.row, field.start, max(end, field.start), "blank-minutes", message)


def broken_liquid(subject: Subject) -> Iterator[Finding]:
    """Find Liquid that would stop the site's build, or that the site does not know."""
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
