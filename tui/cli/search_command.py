"""The command that searches the posts of a blog: search."""

from collections.abc import Sequence
from pathlib import Path

import click

from tui.cli.arguments import AS_JSON, IN_BLOG, asked, blog_folder, chosen_settings, path_in_blog
from tui.desk.drafts import counting_of
from tui.desk.entries import read_blog
from tui.library.excerpts import Match, match
from tui.output import print_json, print_line
from tui.settings import places


@click.command("search", context_settings={"ignore_unknown_options": True})  # -word is part of a query
@click.argument("query", nargs=-1, required=True)
@IN_BLOG
@click.option("--most", type=click.IntRange(min=1), default=50, metavar="N", help="Print N posts at most.")
@AS_JSON
def search_command(query: Sequence[str], folder: Path | None, most: int, json_wanted: bool) -> None:
    """Find posts by words, "phrases", #tag, in:category, is:draft, year:2023, title:word, words:>500.

    before:2023-05 and after:2023-05 take a year, a month or a day. A minus before any of them leaves such
    posts out, #a|#b takes either tag, and by:date, by:title, by:words or by:rank sorts. Put the query in
    single quotes to keep the shell from reading it.
    """
    wanted = asked(" ".join(query))
    counting = counting_of(chosen_settings())
    site, entries = read_blog(blog_folder(folder), places(), counting, wanted)
    found = [match(entry, wanted) for entry in entries[:most]]
    if json_wanted:
        print_json([_value(each, site.root) for each in found])
        return
    for each in found:
        place = path_in_blog(each.entry.path, site.root) + (f":{each.line}" if each.excerpt else "")
        print_line(f"{each.entry.date[:10] or 'draft':<10}  {each.entry.title}  {place}")
        if each.excerpt:
            print_line(f"{'':<10}  {each.excerpt.text}")
    shown = "" if len(entries) <= most else f", the first {most} are listed"
    print_line(f"{len(entries)} {'post' if len(entries) == 1 else 'posts'}{shown}")


def _value(found: Match, root: Path) -> dict[str, object]:
    entry, part = found.entry, found.excerpt
    return {
        "path": path_in_blog(entry.path, root),
        "title": entry.title,
        "date": entry.date,
        "words": entry.words,
        "match": {"line": found.line, "text": part.text, "ranges": part.ranges} if part else None,
    }
