"""Subjects for the tests of the proof: a body, what is known of its site, and what is found in it."""

from tui.edits import apply
from tui.files.post import split
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.prose.footer import find_footer
from tui.prose.proof.finding import Finding, SiteFacts, Subject
from tui.prose.proof.rules import proof

NO_FACTS = SiteFacts()


def subject_of(text: str, dialect: str = "jekyll", site: SiteFacts = NO_FACTS) -> Subject:
    """Return a post whose site lacks every address with `gone` in it."""
    parts = split(text)
    page = Page.parse(parts.body, DIALECTS[dialect], parts.body_row)
    footer = find_footer(text.replace("\r\n", "\n").split("\n"), parts.body_row)
    return Subject(text, page, site, footer, fault_of=_fault)


def _fault(address: str, anchor: str) -> str:
    return "it is not there" if "gone" in address + anchor else ""


def found_in(text: str, dialect: str = "jekyll", site: SiteFacts = NO_FACTS) -> tuple[Finding, ...]:
    return proof(subject_of(text, dialect, site))


def shown(finding: Finding) -> str:
    """Return line and column from 1, the rule, and a plus where there is a fix."""
    return f"{finding.row + 1}:{finding.column + 1} {finding.rule}{' +' if finding.fix else ''}"


def mended(text: str, finding: Finding) -> str:
    assert finding.fix is not None
    return apply(text, finding.fix)
