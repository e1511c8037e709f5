"""Tags as the app changes them: how the engine reads the header decides."""

from pathlib import Path

import pytest

from tui.blog.recognition import find_site
from tui.desk.drafts import open_draft, tags_edit
from tui.edits import apply
from tui.errors import HeaderError

CONFIGS = {"hugo": "hugo.toml", "jekyll": "_config.yml", "pelican": "pelicanconf.py"}


def post_in(folder: Path, engine: str, text: str, name: str = "2024-10-12-low.md") -> Path:
    (folder / CONFIGS[engine]).write_text("")
    path = folder / ("_posts" if engine == "jekyll" else "") / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("engine", "before", "tags", "after"),
    [
        ("hugo", "---\nTitle: A\nTags: [a]\n---\n", ["a"], "---\nTitle: A\nTags: [a, z]\n---\n"),
        ("hugo", "+++\nTags = ['a']\n+++\n", ["a"], "+++\nTags = ['a', 'z']\n+++\n"),
        ("pelican", "---\ntags: q, r\n---\n", ["q", "r"], "---\ntags: q, r, z\n---\n"),
        ("pelican", "low\n", [], "Tags: z\n\nlow\n"),
        ("jekyll", "---\ntag: solo\n---\n", ["solo"], "---\ntag: [solo, z]\n---\n"),
        ("jekyll", "---\nTags: [a]\n---\n", [], "---\nTags: [a]\ntags:\n- z\n---\n"),
    ],
)
def test_a_tag_joins_those_that_the_engine_reads(
    engine: str, before: str, tags: list[str], after: str, tmp_path: Path
) -> None:
    path = post_in(tmp_path, engine, before)
    site = find_site(path)
    draft = open_draft(path, site)
    assert draft.facts.tags == tuple(tags)
    assert tags_edit(draft, tags, site) is None
    edit = tags_edit(draft, [*tags, "z"], site)
    assert edit is not None
    assert apply(before, edit) == after


@pytest.mark.parametrize("text", ["---\ntitle: a\n\nlow", '{"title": "a",}\n\nlow'])
def test_a_draft_with_a_broken_header_is_whole_and_says_so(text: str, tmp_path: Path) -> None:
    path = post_in(tmp_path, "hugo", text)
    site = find_site(path)
    draft = open_draft(path, site)
    assert (draft.text, draft.problem is not None and draft.problem.line) == (text, 1)
    assert draft.page.body.endswith("low")
    with pytest.raises(HeaderError, match="cannot be read"):
        tags_edit(draft, ["z"], site)


def test_the_tags_of_another_format_stay(tmp_path: Path) -> None:
    path = post_in(tmp_path, "pelican", "low\n###\n\n:tags: a\n", "low.rst")
    site = find_site(path)
    with pytest.raises(HeaderError, match="rst"):
        tags_edit(open_draft(path, site), ["z"], site)
