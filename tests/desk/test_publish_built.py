"""What publishing says, against what the real engines build; each runs where it is installed."""

import html
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from tui.blog.dates import zone
from tui.blog.recognition import find_site
from tui.desk.drafts import open_draft
from tui.desk.publishing import carry_out, keep_private, prepare, undo_act
from tui.desk.skeletons import create
from tui.files.post import read_post
from tui.settings import Settings, places

PELICAN_CONFIG = """PATH = 'content'
TIMEZONE = 'America/Halifax'
THEME_TEMPLATES_OVERRIDES = ['templates']
"""
ELEVENTY_PAGE = """{{ title }}|{{ page.date | date: "%s" }}|{{ tags | join: "," }}|{{ content }}"""
# Jekyll takes the file name's day for the date of a post that is as old as the build, to the second: `time`
SITES = {
    "jekyll": (
        {
            "_config.yml": "timezone: America/Halifax\ntime: 2099-01-01\ndefaults: [{scope: {path: "
            "}, values: {layout: one}}]\n",
            "_posts/.keep": "",
            "_layouts/one.html": """{{ page.title }}|{{ page.date | date: "%s" }}|"""
            """{{ page.tags | join: "," }}|{{ content }}""",
        },
        "jekyll build -q",
        "_site",
    ),
    "hugo": (
        {
            "hugo.toml": "timeZone = 'America/Halifax'\n",
            "layouts/_default/single.html": "{{ .Title }}|{{ .Date.Unix }}|{{ delimit .Params.tags `,` }}|"
            "{{ .Content }}",
        },
        "hugo --quiet",
        "public",
    ),
    "eleventy": (
        {
            "eleventy.config.cjs": "module.exports = () => {};\n",
            "_includes/one.liquid": ELEVENTY_PAGE,
            "_data/layout.json": '"one.liquid"',
        },
        "eleventy --quiet",
        "_site",
    ),
    "pelican": (
        {
            "pelicanconf.py": PELICAN_CONFIG,
            "content/.keep": "",
            "templates/article.html": "{{ article.title }}|{{ article.date.timestamp() | int }}|"
            "{{ article.tags | join(',') }}|{{ article.content }}",
        },
        "pelican content -q",
        "output",
    ),
}
TEMPLATE = "---\ntitle: $title$\ndate: $date$\ntags: [$tags$]\n---\n\n$text$"
PELICAN = "Title: $title$\nDate: $date$\nTags: $tags$\n\n$text$"


def built(root: Path, command: str, folder: str) -> dict[str, str]:
    """Return the pages that speak of low water, by the address that a reader asks for."""
    shutil.rmtree(root / folder, ignore_errors=True)
    subprocess.run(command.split(), cwd=root, check=True, capture_output=True)
    pages = {
        path.relative_to(root / folder).as_posix(): path.read_text()
        for path in (root / folder).rglob("*.html")
    }
    names = {
        f"/{name.removesuffix('index.html')}": page for name, page in pages.items() if "low water" in page
    }
    return {
        name: page for name, page in names.items() if "/tag" not in name and not name.startswith("/author")
    }


@pytest.mark.parametrize("engine", sorted(SITES))
def test_a_draft_is_built_where_it_was_said_and_not_before(engine: str, tmp_path: Path) -> None:
    files, command, folder = SITES[engine]
    if shutil.which(command.split()[0]) is None:
        pytest.skip(f"{engine} is not installed")
    template = {".draftroom/templates/post.md": PELICAN if engine == "pelican" else TEMPLATE}
    for name, text in {**files, **template}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    site = find_site(tmp_path)
    assert site.engine.name == engine
    keep_private(site, tmp_path / ".draftroom")
    draft, _ = create(site, "phil's spark", ("river", "low tide"), True, ())
    draft.write_text(f"{draft.read_text()}low water\n")
    before = draft.read_bytes()
    assert [name for name in built(tmp_path, command, folder) if not name.startswith("/drafts/")] == []

    plan = prepare(site, read_post(draft), places())
    act = carry_out(site, plan, places(), Settings()).act
    pages = built(tmp_path, command, folder)
    assert plan.url in pages
    facts = open_draft(act.new, site).facts
    assert (facts.title, facts.tags) == ("phil's spark", ("river", "low tide"))
    date = datetime.fromisoformat(facts.date)
    seconds = (date if date.tzinfo else date.replace(tzinfo=zone(site.timezone))).timestamp()
    said = (facts.title, f"{seconds:.0f}", ",".join(facts.tags))
    assert tuple(html.unescape(pages[plan.url]).split("|")[:3]) == said
    assert not any("$title$" in page for page in pages.values())

    undo_act(act, places(), Settings())
    assert draft.read_bytes() == before
    assert [name for name in built(tmp_path, command, folder) if not name.startswith("/drafts/")] == []
