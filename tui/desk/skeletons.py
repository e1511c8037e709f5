"""New posts, and the template for them: proposed once, and kept when the writer accepts it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tui.blog.dates import now
from tui.blog.naming import file_name
from tui.blog.post_files import new_post_folder
from tui.blog.site import Site
from tui.blog.templates import FOLDER, USUAL, Proposal, new_text, propose, template_paths
from tui.desk.publishing import examples_of, keep_private
from tui.errors import BlogError
from tui.files.post import encode
from tui.files.saving import create_post, make_folder, save_post
from tui.library.entry import Entry

EXAMPLES = 8
"""How many of the newest posts a template is learned from."""


def newest(entries: Iterable[Entry]) -> list[Path]:
    """Return the paths of a blog's posts in the order of the entries, with drafts last."""
    return [entry.path for entry in sorted(entries, key=lambda entry: entry.draft)]


def proposal(site: Site, entries: Iterable[Entry]) -> Proposal | None:
    """Return the template to propose before the first new post.

    Returns None when the blog has its own templates, or no post to learn one from.
    """
    if template_paths(site):
        return None
    examples = examples_of(newest(entries), EXAMPLES)
    return propose(site, examples) if examples else None


def accept(site: Site, proposed: Proposal) -> Path:
    """Save a proposal as the blog's template; return its path. Raises ChangedOutside if there is one."""
    path = site.root / FOLDER / f"{USUAL}.md"
    keep_private(site, path)
    make_folder(path.parent)
    save_post(path, encode(proposed.text), None)
    return path


def create(
    site: Site,
    title: str,
    tags: Sequence[str],
    draft: bool,
    entries: Iterable[Entry],
    template: str = "",
    text: str = "",
) -> tuple[Path, int]:
    """Make a new post in a site from a template, or in the style of its newest posts.

    `text` is what it begins with, such as a spark. Returns its path and the row, from 0, to write on. Raises
    BlogError when the title has no visible letter or the template does not exist, PostError when the template
    cannot be read, SaveError when the post cannot be written.
    """
    if not any(letter.isprintable() and letter != " " for letter in title):
        raise BlogError("a post needs a title", hint="give it a few words")
    moment = now(site.timezone)
    examples = examples_of(newest(entries), EXAMPLES)
    made = new_text(site, title, tags, moment, examples, draft, template, text)
    path = new_post_folder(site, draft) / file_name(site, title, moment, draft)
    keep_private(site, path)
    return create_post(path, encode(made.text)), made.row
