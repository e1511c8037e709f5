"""The commands about posts: words, html, meta, check."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tui.blog.visibility import Visibility
from tui.cli.arguments import (
    AS_JSON,
    FILES,
    chosen_settings,
    draft_of,
    entries_of,
    nonempty_path,
    nonempty_tag,
    site_above,
)
from tui.desk.drafts import Draft, counting_of
from tui.desk.findings import check_rule_names, find_all
from tui.desk.metadata import change_header
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.output import print_json, print_line, print_text
from tui.prose.proof.finding import Finding
from tui.prose.word_count import count_words
from tui.settings import places

FOUND = 1
"""The exit code of a check with findings."""


@click.command("words")
@FILES
@AS_JSON
def words_command(files: Sequence[Path], json_wanted: bool) -> None:
    """Count the words that readers see, without front matter, comments, addresses, code and footer."""
    counting = counting_of(chosen_settings())
    counts = [(path, count_words(draft_of(path).page.blocks, counting)) for path in files]
    if json_wanted:
        print_json([{"path": str(path), "words": count, "rule": counting.rule} for path, count in counts])
        return
    for path, count in counts:
        print_line(f"{count} {path}")
    print_line(f"{sum(count for _, count in counts)} total, counted as {counting.rule}")


@click.command("html")
@FILES
@click.option("--dialect", type=click.Choice(sorted(DIALECTS)), help="Instead of the site's own.")
@AS_JSON
def html_command(files: Sequence[Path], dialect: str | None, json_wanted: bool) -> None:
    """Print the body as HTML, as the site's engine would publish it."""
    fragments = []
    for path in files:
        draft = draft_of(path)
        page = draft.page
        if dialect is not None:
            page = Page.parse(draft.parts.body, DIALECTS[dialect], values=page.values)
        fragments.append((path, to_html(page)))
    if json_wanted:
        print_json([{"path": str(path), "html": fragment} for path, fragment in fragments])
        return
    for _, fragment in fragments:
        print_text(fragment)


@click.command("meta")
@click.argument("file", type=nonempty_path)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Give a key a value.")
@click.option("--tag", "added", type=nonempty_tag, multiple=True, metavar="TAG", help="Add a tag.")
@click.option("--untag", "removed", type=nonempty_tag, multiple=True, metavar="TAG", help="Remove a tag.")
@AS_JSON
def meta_command(
    file: Path, changes: Sequence[str], added: Sequence[str], removed: Sequence[str], json_wanted: bool
) -> None:
    """Show a post's metadata, or change it; only the lines of the changed keys are rewritten."""
    draft = draft_of(file)
    if draft.problem is not None:
        raise draft.problem
    if changes or added or removed:
        site = site_above(file)
        missing = set(removed).difference(draft.facts.tags) if removed else ()
        draft = change_header(draft, site, changes, added, removed)
        for tag in sorted(missing):
            print_line(f"draftroom: {file}: it has no tag {tag} to remove", error=True)
    values = _meta_values(file, draft)
    if json_wanted:
        seen = draft.facts.visibility
        print_json(
            values | {"visibility": seen.state, "changes": seen.moment.isoformat() if seen.moment else ""}
        )
    elif not (changes or added or removed):
        for key, value in (values | {"public": _public_or_why_not(draft.facts.visibility)}).items():
            shown = ", ".join(value) if isinstance(value, (list, tuple)) else str(value)
            print_line(f"{key:<7} {shown}")


def _public_or_why_not(seen: Visibility) -> str:
    """Return in words whether readers see a post, and why not or until when."""
    if not seen.public:
        return f"no, {seen.sentence}"
    return f"yes, until {seen.moment:%Y-%m-%d}" if seen.moment else "yes"


def _meta_values(file: Path, draft: Draft) -> dict[str, object]:
    facts = draft.facts
    values = {
        "path": str(file),
        "engine": site_above(file).engine.name,
        "title": facts.title,
        "date": facts.date,
        "tags": facts.tags,
        "public": facts.public,
        "url": facts.url,
        "header": draft.parts.kind,
    }
    return values | {"problem": facts.problem} if facts.problem else values


@click.command("check")
@FILES
@AS_JSON
def check_command(files: Sequence[Path], json_wanted: bool) -> None:
    """Show what readers would see and you may not mean; exit code 1 when something is found.

    A note says why a post is not public; a note alone is no reason for exit code 1.
    """
    found = [(path, each) for path in files for each in findings(path)]
    if json_wanted:
        print_json([_finding_value(path, each) for path, each in found])
    else:
        for path, each in found:
            print_line(f"{path}:{each.row + 1}:{each.column + 1} {each.rule} {each.message}")
    if not all(each.is_note for _, each in found):
        sys.exit(FOUND)


def findings(path: Path) -> tuple[Finding, ...]:
    """Return the findings of a post on disk, compared with the other posts of its blog. Raises PostError."""
    settings = chosen_settings()
    check_rule_names(settings, places())
    site = site_above(path)
    return find_all(draft_of(path), site, entries_of(site, counting_of(settings)), places(), settings)


def _finding_value(path: Path, finding: Finding) -> dict[str, object]:
    place = {"path": str(path), "line": finding.row + 1, "column": finding.column + 1}
    value: dict[str, object] = {**place, "rule": finding.rule, "message": finding.message}
    value["note"] = finding.is_note
    return value | {"fix": finding.fix.text} if finding.fix else value
