"""A sixth engine is one value: addresses, lists, new posts and publishing follow it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.blog import recognition
from tui.blog.config import Configuration, Options
from tui.blog.engines.jekyll.liquid import values_without_site
from tui.blog.facts import read_facts
from tui.blog.naming import file_name
from tui.blog.plan import plan_publishing
from tui.blog.post_files import new_post_folder, post_paths
from tui.blog.recognition import find_site
from tui.blog.site import Engine, Folders, LinkForm, Site, header_of
from tui.blog.visibility import PUBLIC, Visibility
from tui.desk.own_links import learned_form, own_target
from tui.files.header import Header
from tui.files.post import read_post
from tui.markup.dialect import DIALECTS, Dialect

NOW = datetime(2024, 10, 12, 7, 20, tzinfo=UTC)
POST = "---\ntitle: low water\nstage: {}\n---\n\nthe river, [[ferry]].\n"


def _recognises(folder: Path) -> bool:
    return (folder / "mill.toml").is_file()


def _configure(root: Path) -> Configuration:
    return Configuration({"home": "https://mill.example"})


def _folders(root: Path, options: Options) -> Folders:
    return Folders((root / "writing",), root / "writing", root / "writing")


def _is_post(path: Path) -> bool:
    return path.name != "about.md"


def _is_draft(path: Path, header: Header) -> bool:
    return header.text("stage") == "rough"


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    return Visibility("draft", reason="it is rough") if _is_draft(path, header) else PUBLIC


def _dialect(options: Options) -> Dialect:
    return DIALECTS["gfm"]


def _address(site: Site, path: Path, header: Header) -> str:
    return f"/w/{path.stem}"


def _home(options: Options) -> str:
    return str(options["home"])


def _wiki(site: Site, path: Path, url: str) -> str:
    return f"[[{path.stem}]]"


MILL = Engine(
    name="mill",
    dialect=_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=_address,
    values=values_without_site,
    publishes_broken=False,
    tag_split="comma",
    hiding=(("stage", "rough", "done"),),
    home=_home,
    link_forms=(LinkForm("wiki", re.compile(r"\[\["), _wiki),),
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(recognition, "ENGINES", (MILL, *recognition.ENGINES))
    (tmp_path / "writing").mkdir()
    (tmp_path / "mill.toml").touch()
    for name, stage in (("low-water", "rough"), ("ferry", "done"), ("about", "done")):
        (tmp_path / "writing" / f"{name}.md").write_text(POST.format(stage))
    return find_site(tmp_path)


def test_its_sites_are_recognised_and_its_posts_listed(site: Site) -> None:
    assert site.engine is MILL
    assert [path.name for path in post_paths(site)] == ["ferry.md", "low-water.md"]


def test_a_post_has_its_address_and_is_seen_as_it_says(site: Site) -> None:
    post = read_post(site.root / "writing" / "low-water.md")
    facts = read_facts(site, post, header_of(site, post.parts), NOW)
    assert (facts.url, facts.draft, facts.visibility.reason) == ("/w/low-water", True, "it is rough")


def test_a_new_post_goes_to_its_folder(site: Site) -> None:
    assert new_post_folder(site, draft=True) == site.root / "writing"
    assert file_name(site, "A jar of silt", NOW, draft=True) == "a-jar-of-silt.md"


def test_publishing_takes_out_what_hides_a_post_there(site: Site) -> None:
    post = read_post(site.root / "writing" / "low-water.md")
    plan = plan_publishing(site, post.path, post.text, NOW)
    assert "stage: done" in plan.after
    assert "its address will be https://mill.example/w/low-water" in plan.what


def test_posts_link_to_each_other_as_its_posts_do(site: Site) -> None:
    post = site.root / "writing" / "ferry.md"
    form = learned_form(site, [read_post(post).parts.body])
    assert own_target(site, post, form) == "[[ferry]]"
    assert own_target(site, post) == "/w/ferry"
