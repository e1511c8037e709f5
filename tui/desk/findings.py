"""The findings of a draft: found, put into sentences, and turned off for one post.

The comment that turns a rule off is put near the end of the post, above its footer. At the top some engines
would take it for the post's excerpt.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from tui.blog.plan import Plan
from tui.blog.site import Site
from tui.desk.checking import check
from tui.desk.drafts import Draft
from tui.desk.links import bank_of, unused_beside
from tui.edits import Edit
from tui.errors import SettingsError
from tui.files.header import read_header
from tui.files.post import split
from tui.files.side_bank import SideBank
from tui.library.entry import Entry
from tui.prose.footer import Style, find_footer
from tui.prose.proof.finding import Finding
from tui.prose.proof.rules import RULES
from tui.prose.spelling.personal import read_words
from tui.settings import Places, Settings

_SWITCH = re.compile(r"<!--\s*draftroom:\s*off\s+[\w\s,-]*?(?=\s*-->)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")


def find_all(
    draft: Draft,
    site: Site,
    entries: Iterable[Entry],
    places: Places,
    settings: Settings,
    off: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Check a draft and return the findings. Takes up to 0.3 s, so a worker runs it.

    `off` names rules to leave out in addition to those in the settings. Raises SettingsError when the
    personal dictionary cannot be read.
    """
    draft = draft.finish()
    bank = bank_of(draft)
    stripped = ("public-comments",) if settings.strip_comments else ()
    return check(
        draft,
        site,
        others=entries,
        own_words=read_words(places.config / "words.txt"),
        off=(*settings.check_off, *stripped, *off),
        unused=bank.unused(draft.page) if bank else (),
        kept=unused_beside(draft, SideBank(places.state, site.root).read()),
        style=Style(settings.footer_label, settings.footer_form),
    )


def rules_met_by(plan: Plan, closes: bool) -> tuple[str, ...]:
    """Return the names of the rules whose findings a plan resolves, so that the check can leave them out.

    `closes` says that the plan fills in the minutes of the footer. Raises HeaderError.
    """
    rules: tuple[str, ...] = ("not-public", "blank-minutes") if closes else ("not-public",)
    before, after = (read_header(split(text)).folded() for text in (plan.before, plan.after))
    if before.text("date") != after.text("date"):
        rules += ("unusual-offset", "other-day")
    if plan.after.count("<!--") < plan.before.count("<!--"):
        rules += ("public-comments",)
    return rules


def check_rule_names(settings: Settings, places: Places) -> None:
    """Raise SettingsError when the setting `check_off` names a rule that does not exist."""
    for name in settings.check_off:
        if name not in RULES:
            raise SettingsError(
                f"there is no rule `{name}`, which `check_off` turns off",
                hint=f"known are: {', '.join(RULES)}",
                path=places.config / "config.toml",
            )


def sentences(found: Sequence[Finding]) -> list[str]:
    """Return findings as sentences with line numbers from 1."""
    return [f"line {each.row + 1}: {each.message}" for each in found]


def turning_off(draft: Draft, rule: str, settings: Settings) -> Edit:
    """Return the edit that turns a rule off for this post, with a new comment or in the present one."""
    rows = draft.page.lines.rows(0, len(draft.page.lines))
    for number in range(draft.page.first_row, len(rows)):
        if found := _SWITCH.search(rows[number]):
            return Edit((number, found.end()), (number, found.end()), f", {rule}", "")
    ending = "\r\n" if draft.page.lines.between(0, 1).endswith("\r\n") else "\n"
    comment = f"<!-- draftroom: off {rule} -->"
    bank = bank_of(draft)
    if bank is not None:
        return Edit((bank.row, 0), (bank.row, 0), f"{comment}{ending}", "")
    style = Style(settings.footer_label, settings.footer_form)
    footer = find_footer(rows, draft.page.first_row, style)
    if footer is not None:
        top = footer.row
        while top > draft.page.first_row and rows[top - 1].strip() and not _RULE.fullmatch(rows[top - 1]):
            top -= 1
        return Edit((top, 0), (top, 0), f"{comment}{ending * 2}", "")
    last = len(rows) - 1
    while last > draft.page.first_row and not rows[last].strip():
        last -= 1
    place = (last, len(rows[last]))
    return Edit(place, place, f"{ending * 2}{comment}", "")
