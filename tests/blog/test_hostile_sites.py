"""What a site may hold that nobody should wait for or pay for: pipes among its files, values without end."""

import os
from pathlib import Path

import pytest

from tui.blog.recognition import find_site
from tui.desk.drafts import open_draft
from tui.markup.html import to_html


def page(root: Path, body: str, header: str = "title: low water") -> str:
    """Return the page of a post of a Jekyll site, as HTML."""
    post = root / "_posts" / "2024-10-12-low-water.md"
    for path, text in {
        root / "_config.yml": "collections: [notes]\n",
        post: f"---\n{header}\n---\n\n{body}\n",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return to_html(open_draft(post, find_site(root)).page)


@pytest.mark.parametrize(
    ("pipe", "body"),
    [
        ("_includes/f.html", "{% include f.html %}"),
        ("_notes/n.md", "{{ site.notes | size }}"),
        ("f.md", "{% link f.md %}"),
        ("_data/k.yml", "{{ site.data.k }}"),
        ("Gemfile", "{% seo %}"),
    ],
)
def test_nobody_waits_for_a_pipe_among_the_files_of_a_site(pipe: str, body: str, tmp_path: Path) -> None:
    (tmp_path / pipe).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(tmp_path / pipe)
    assert "heron" in page(tmp_path, f"{body} heron")


@pytest.mark.parametrize(
    "header",
    [
        "x: &x [*x, *x, *x]",
        "\n".join(
            ["a0: &a0 [1, 1]"]
            + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 11)]
            + ["x: *a10"]
        ),
    ],
    ids=["itself", "many times"],
)
def test_a_value_that_multiplies_itself_is_not_known(header: str, tmp_path: Path) -> None:
    assert "heron" in page(tmp_path, "{{ page.x | size }} heron", f"title: low water\n{header}")
