"""The commands about tags: tags, tags check."""

from pathlib import Path

import click

from tui.cli.arguments import AS_JSON, IN_FOLDER, blog_folder, chosen_settings
from tui.desk.drafts import counting_of
from tui.desk.entries import read_blog
from tui.library.entry import Entry
from tui.library.near_tags import near_tags, single_tags
from tui.library.tags import tag_counts
from tui.output import print_json, print_line
from tui.settings import places


class _Tags(click.Group):
    """A group that lists the tags when its first argument is no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group("tags", cls=_Tags)
def tags_command() -> None:
    """List the tags with how many posts have them; `tags check` finds those that may be one."""


@tags_command.command("list")
@IN_FOLDER
@AS_JSON
def list_tags(folder: Path | None, json_wanted: bool) -> None:
    """List the tags with how many posts have them."""
    counts = tag_counts(_entries(folder))
    if json_wanted:
        print_json([{"tag": tag, "count": count} for tag, count in counts])
        return
    for tag, count in counts:
        print_line(f"{count:>5}  {tag}")


@tags_command.command("check")
@IN_FOLDER
@AS_JSON
def check_tags(folder: Path | None, json_wanted: bool) -> None:
    """Find tags that are probably one, written in two ways, and the tags of a single post."""
    entries = _entries(folder)
    near, single = near_tags(entries), single_tags(entries)
    if json_wanted:
        values = [
            {
                "tag": each.tag,
                "count": each.count,
                "like": each.like,
                "like_count": each.like_count,
                "difference": each.difference,
            }
            for each in near
        ]
        print_json({"near": values, "single": single})
        return
    for each in near:
        print_line(f"{each.tag} ({each.count}) is like {each.like} ({each.like_count}): {each.difference}")
    if single:
        print_line(f"of one post: {', '.join(single)}")
    if not near and not single:
        has_tags = any(entry.tags for entry in entries)
        print_line("every tag has several posts, and no two are alike" if has_tags else "there are no tags")


def _entries(folder: Path | None) -> list[Entry]:
    return read_blog(blog_folder(folder), places(), counting_of(chosen_settings()))[1]
