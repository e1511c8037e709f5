"""The head above the page of a draft: its facts, and its first problem."""

from html import unescape

from tui.desk.drafts import Draft
from tui.session.dates import page_date, seen
from tui.ui.widgets.preview import PageHead


def page_head(draft: Draft) -> PageHead:
    """Return the head of a draft's page."""
    facts = draft.facts
    date, told = page_date(facts.date), seen(facts.visibility, page_date)
    problem = facts.problem
    if draft.problem:
        problem = f"header: {draft.problem.title}"
        problem += f", line {draft.problem.line}" if draft.problem.line else ""
    elif draft.page.problems:
        first = draft.page.problems[0]
        problem = f"liquid: {first.message}, line {first.row + 1}"
    # the words for a post scheduled for its own date contain that date already
    is_told = facts.visibility.state == "scheduled" and bool(date) and told.endswith(f" {date}")
    date, waits = "" if is_told else date, not draft.page.is_read
    return PageHead(unescape(facts.title), date, facts.tags, problem, told, waits)
