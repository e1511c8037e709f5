"""A blog's template: proposed once, kept when the writer agrees."""

from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui.blog.recognition import find_site
from tui.desk.entries import describe
from tui.desk.skeletons import accept, create, proposal
from tui.errors import ChangedOutside


def test_a_proposal_is_made_once_and_then_used(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    site = find_site(blog)
    entries = [describe(site, path) for path in sorted(blog.rglob("*.md"))]
    proposed = proposal(site, entries)
    assert proposed is not None
    path = accept(site, proposed)
    assert path == blog / ".draftroom" / "templates" / "post.md"
    assert path.read_text() == proposed.text
    assert proposal(site, entries) is None
    with pytest.raises(ChangedOutside):
        accept(site, proposed)
    path.write_text(f"{proposed.text}\nmine\n")
    made, _ = create(site, "phil's spark", (), True, entries)
    assert made.read_text().endswith("\nmine\n")


def test_a_blog_without_posts_teaches_nothing(tmp_path: Path) -> None:
    assert proposal(find_site(make_blog(tmp_path, {})), []) is None


def test_eleventy_is_told_before_a_template_lies_there(tmp_path: Path) -> None:
    (tmp_path / "eleventy.config.js").touch()
    (tmp_path / "a.md").write_text("---\ntitle: a\n---\n\nb\n")
    site = find_site(tmp_path)
    proposed = proposal(site, [describe(site, tmp_path / "a.md")])
    assert proposed is not None
    accept(site, proposed)
    assert (tmp_path / ".eleventyignore").read_text() == ".draftroom\n"
