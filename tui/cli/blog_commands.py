"""The commands about a blog: new, list, stats, spark."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from tui.blog.private import PRIVATE
from tui.blog.recognition import find_site
from tui.cli.arguments import (
    AS_JSON,
    IN_BLOG,
    IN_FOLDER,
    asked,
    blog_folder,
    chosen_settings,
    entries_of,
    nonempty_tag,
    path_in_blog,
)
from tui.desk.drafts import counting_of
from tui.desk.entries import read_blog, site_of
from tui.desk.sparks import Aged, aged
from tui.desk.stats import Effort, Stats, read_stats
from tui.files.ledger import Ledger
from tui.files.sparks import Sparks
from tui.library.entry import Entry
from tui.output import print_json, print_line, print_text
from tui.safe import safe_line
from tui.settings import places


@click.command("new")
@click.argument("title")
@click.option(
    "--tag", "tags", type=nonempty_tag, multiple=True, metavar="TAG", help="A tag; may be given again."
)
@click.option("--post", is_flag=True, help="Make a post instead of a draft.")
@click.option(
    "--template",
    default="",
    metavar="NAME",
    help="A file of .draftroom/templates, without .md; otherwise post, or the only one there.",
)
@IN_BLOG
def new_command(title: str, tags: Sequence[str], post: bool, template: str, folder: Path | None) -> None:
    """Make a new draft and print its path."""
    # imported here, so that no other command waits for it
    from tui.blog.templates import template_for
    from tui.desk.skeletons import create

    site = site_of(blog_folder(folder))
    chosen = template_for(site, template)
    entries = entries_of(site)  # empty before the first post
    path, _ = create(site, title, tags, not post, entries, chosen)
    print_line(str(path))
    if site.relative(path).parts[0] == PRIVATE:
        print_line(
            f"drafts in {PRIVATE} are never published: draftroom publish makes a post of one", error=True
        )


@click.command("list")
@IN_FOLDER
@click.option(
    "--tag", "tags", type=nonempty_tag, multiple=True, metavar="TAG", help="Only posts with this tag."
)
@click.option("--query", default="", metavar="QUERY", help="Only posts that meet it; see draftroom search.")
@AS_JSON
def list_command(folder: Path | None, tags: Sequence[str], query: str, json_wanted: bool) -> None:
    """List the posts, newest first."""
    counting = counting_of(chosen_settings())
    site, entries = read_blog(blog_folder(folder), places(), counting, asked(query))
    entries = [entry for entry in entries if set(tags) <= set(entry.tags)]
    if json_wanted:
        print_json([_entry_value(entry, site.root) for entry in entries])
        return
    for entry in entries:
        date = entry.date[:10] or ("draft" if entry.draft else "-")
        seen = [] if entry.public or date == "draft" else [entry.visibility.state]
        shown = "  ".join([entry.title, *(f"#{tag}" for tag in entry.tags), *seen])
        print_line(f"{date:<10}  {entry.words:>6}  {shown}  {path_in_blog(entry.path, site.root)}")
    total = sum(entry.words for entry in entries)
    print_line(f"{'total':<10}  {total:>6}  words, counted as {counting.rule}")


def _entry_value(entry: Entry, root: Path) -> dict[str, object]:
    return {
        "path": path_in_blog(entry.path, root),
        "title": entry.title,
        "date": entry.date,
        "tags": entry.tags,
        "categories": entry.categories,
        "words": entry.words,
        "draft": entry.draft,
        "public": entry.public,
        "visibility": entry.visibility.state,
    }


@click.command("stats")
@IN_FOLDER
@AS_JSON
@click.option("--csv", "csv_wanted", is_flag=True, help="Print a table of comma-separated values.")
def stats_command(folder: Path | None, json_wanted: bool, csv_wanted: bool) -> None:
    """Print how many words were written and how long it took, from the posts' footers and the clocks."""
    here, settings = places(), chosen_settings()
    site, entries = read_blog(blog_folder(folder), here, counting_of(settings))
    book = Ledger(here.state).read()
    stats = read_stats(entries, settings, book, site.root, datetime.now(UTC).timestamp())
    if json_wanted:
        print_json(stats.values)
        return
    if csv_wanted:
        _print_csv(stats)
        return
    _print_effort("all", stats.all)
    for group, efforts in stats.groups.items():
        if group == "post":
            continue  # as many rows as posts: in the values of --json and --csv
        if efforts:
            print_line("")
            print_line(f"by {group}")
        for key, effort in efforts.items():
            _print_effort(key, effort)
    print_line("")
    days = "1 day" if len(stats.days) == 1 else f"{len(stats.days)} days"
    print_line(f"{days} of writing, {stats.streak} in a row; words are counted as {stats.rule}")


def _print_effort(name: str, effort: Effort) -> None:
    minutes = f"{effort.writing_minutes:>7} min  {effort.postprocessing_minutes:>7} min"
    posts = "post " if effort.posts == 1 else "posts"
    pace = "" if effort.words_per_minute is None else f"{effort.words_per_minute} w/min"
    print_line(f"{effort.posts:>6} {posts}  {effort.words:>9} words  {minutes}  {pace:>12}  {name}")


def _print_csv(stats: Stats) -> None:
    """Print a row for each member of each group, and one for all posts."""
    rows = [("all", "", stats.all)]
    for group, efforts in stats.groups.items():
        rows += [(group, safe_line(name), effort) for name, effort in efforts.items()]
    text = io.StringIO()
    table = csv.DictWriter(text, ["group", "name", *stats.all.values], lineterminator="\n")
    table.writeheader()
    table.writerows({"group": group, "name": name, **effort.values} for group, name, effort in rows)
    print_text(text.getvalue())


@click.command("spark")
@click.argument("words", nargs=-1)
@AS_JSON
def spark_command(words: Sequence[str], json_wanted: bool) -> None:
    """Keep a thought with its date for a later post; without words, list the thoughts not used yet."""
    sparks, now = Sparks(places().state), datetime.now().astimezone()
    if words:
        site = find_site(Path.cwd())
        sparks.catch(" ".join(words), now, str(site.root) if site.engine.is_site else "")
        return
    found = aged(sparks.waiting(), now)
    if json_wanted:
        print_json([_spark_value(one) for one in found])
        return
    for one in found:
        print_line(f"{one.spark.caught:%Y-%m-%d}  {one.age:>9}  {one.spark.text}")


def _spark_value(one: Aged) -> dict[str, object]:
    caught = one.spark.caught.isoformat()
    return {"id": one.spark.id, "caught": caught, "days": one.days, "text": one.spark.text}
