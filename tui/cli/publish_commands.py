"""The commands that publish a post and take it back: publish, unpublish."""

from pathlib import Path

import click

from tui.blog.plan import Plan
from tui.blog.site import Site
from tui.cli.arguments import (
    AS_JSON,
    absolute,
    chosen_settings,
    draft_of,
    entries_of,
    nonempty_path,
    site_above,
)
from tui.desk.clocks import Clocks
from tui.desk.drafts import Draft, counting_of
from tui.desk.findings import find_all, rules_met_by, sentences
from tui.desk.publishing import (
    carry_out,
    examples_of,
    message_for,
    prepare,
    prepare_back,
    resume_acts,
    undo_act,
)
from tui.desk.recovery import journal_folders
from tui.desk.skeletons import newest
from tui.files.acts import Act
from tui.files.git_commit import commit, on_branch, push
from tui.output import print_json, print_line
from tui.settings import Places, Settings, places


@click.command("publish")
@click.argument("file", type=nonempty_path)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
@click.option("--strip-comments/--keep-comments", default=None, help="Instead of the setting.")
@click.option("--commit", "commit_wanted", is_flag=True, help="Commit exactly these files to the blog's git.")
@click.option("--push", "push_wanted", is_flag=True, help="Commit, then push.")
@AS_JSON
def publish_command(
    file: Path,
    dry_run: bool,
    strip_comments: bool | None,
    commit_wanted: bool,
    push_wanted: bool,
    json_wanted: bool,
) -> None:
    """Make a post of a draft, with the date, file name and folder that the site's engine needs."""
    here, settings, path = places(), chosen_settings(), absolute(file)
    _resume(here, settings)
    site, draft = site_above(path), draft_of(path)
    entries = entries_of(site, counting_of(settings))
    strip = settings.strip_comments if strip_comments is None else strip_comments
    clocks = Clocks(here.state, settings)
    clocks.add_earlier(path, clocks.earlier_time(path, journal_folders(here.state, (path,))))
    closed = clocks.closing_edits(draft)
    plan = prepare(site, draft.post, here, examples_of(newest(entries)), closed, strip)
    off = rules_met_by(plan, bool(closed))
    for sentence in sentences(find_all(draft, site, entries, here, settings, off)):
        print_line(sentence, error=True)
    _carry_out(site, plan, draft, dry_run, commit_wanted or push_wanted, push_wanted, json_wanted)


@click.command("unpublish")
@click.argument("file", type=nonempty_path)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
@AS_JSON
def unpublish_command(file: Path, dry_run: bool, json_wanted: bool) -> None:
    """Take a published post back: byte for byte, or as a draft with the changes made since."""
    here, settings, path = places(), chosen_settings(), absolute(file)
    _resume(here, settings)
    site, draft = site_above(path), draft_of(path)
    found = prepare_back(site, draft.post, here)
    if isinstance(found, Plan):
        _carry_out(site, found, draft, dry_run, False, False, json_wanted)
        return
    if not dry_run:
        _move_time(undo_act(found, here, settings).act, here, settings)
    print_line(f"publishing {'would be' if dry_run else 'is'} undone, to the byte", error=True)
    if json_wanted:
        print_json({"path": str(found.old), "url": "", "public": False})
        return
    print_line(str(found.old))


def _resume(here: Places, settings: Settings) -> None:
    """Finish the acts of publishing that a crash interrupted."""
    for act, end in resume_acts(here):
        if end == "after":
            _move_time(act, here, settings)


def _move_time(act: Act, here: Places, settings: Settings) -> None:
    """Move the ledger's time of a post to its new path, and note how much of it the footer now holds."""
    Clocks(here.state, settings).followed(act, journal_folders(here.state, (act.old,)))


def _carry_out(
    site: Site,
    plan: Plan,
    draft: Draft,
    dry_run: bool,
    commit_wanted: bool,
    push_wanted: bool,
    json_wanted: bool,
) -> None:
    """Print on stderr what happens, do it, and print the post's path."""
    here, settings = places(), chosen_settings()
    for sentence in plan.what:
        print_line(sentence, error=True)
    done = None if dry_run else carry_out(site, plan, here, settings)
    if done is not None:
        _move_time(done.act, here, settings)
        if done.problem is not None:
            print_line(f"draftroom: {done.problem}", error=True)
    if json_wanted:
        print_json({"path": str(plan.new), "url": plan.url, "public": plan.public})
    else:
        print_line(str(plan.new))
    # the path is printed before, because git may refuse
    if done is not None and commit_wanted:
        name = commit(done.paths, message_for(plan, draft.facts.title))
        print_line(f"commit {name}", error=True)
        if not on_branch(plan.new.parent):
            print_line("you are on no branch: the next checkout would leave it behind", error=True)
    if done is not None and push_wanted:
        push(plan.new.parent)
        print_line("pushed", error=True)
