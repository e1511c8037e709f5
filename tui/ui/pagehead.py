"""What stands above the page of a draft: its facts, and the first thing that is wrong with it."""

from tui.desk.drafts import Draft
from tui.ui.dates import page_date
from tui.ui.widgets.preview import PageHead


def page_head(draft: Draft) -> PageHead:
    """Return the head of a draft's page."""
    facts = draft.facts
    problem = ""
    if draft.problem:
        problem = f"header: {draft.problem.title}"
        problem += f", line {draft.problem.line}" if draft.problem.line else ""
    elif draft.page.problems:
        first = draft.page.problems[0]
        problem = f"liquid: {first.message}, line {first.row + 1}"
    return PageHead(facts.title, page_date(facts.date), facts.tags, problem)
