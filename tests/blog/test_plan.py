"""What publishing would do, engine by engine: the header, the place, the address."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui.blog.plan import Plan, plan_publishing, plan_unpublishing
from tui.blog.recognition import find_site
from tui.edits import Edit, apply
from tui.errors import BlogError, DraftroomError
from tui.files.post import split

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, 8, 36, tzinfo=BERLIN)

SITES = {
    "jekyll": {"_config.yml": "timezone: Europe/Berlin\n", "_posts/.keep": "", "_drafts/.keep": ""},
    "hugo": {"hugo.toml": "baseURL = '/'\ntimeZone = 'Europe/Berlin'\n", "content/posts/.keep": ""},
    "eleventy": {"eleventy.config.js": "", "posts/.keep": ""},
    "pelican": {"pelicanconf.py": "TIMEZONE = 'Europe/Berlin'\n", "content/.keep": ""},
    "plain": {},
}


def site_with(root: Path, engine: str, path: str, text: str, **more: str) -> Path:
    for name, content in {**SITES[engine], path: text, **more}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode())
    return root / path


def planned(
    root: Path,
    engine: str,
    path: str,
    text: str,
    now: datetime = NOW,
    *,
    again: bool = False,
    strip: bool = False,
) -> Plan:
    post = site_with(root, engine, path, text)
    site = find_site(root)
    assert site.engine.name == engine
    plan = plan_publishing(site, post, text, now, strip=strip, published_before=again)
    done = text
    for edit in plan.edits:
        done = apply(done, edit)
    assert done == plan.after
    assert plan.public
    return plan


def test_a_jekyll_draft_that_is_called_index_gets_a_date_too(tmp_path: Path) -> None:
    plan = planned(tmp_path, "jekyll", "_drafts/index.md", "---\ntitle: index\n---\n\nlow water\n")
    assert plan.new == tmp_path / "_posts" / "2026-03-01-index.md"


@pytest.mark.parametrize(
    ("engine", "path", "header", "new_path", "new_header", "url"),
    [
        (
            "jekyll",
            "_drafts/weir.md",
            "title: 'phil''s weir'\ndate: '2023-01-13T08:00:00+01:00'\n",
            "_posts/2026-03-01-weir.md",
            "title: 'phil''s weir'\ndate: '2026-03-01T08:36:00+01:00'\n",
            "/2026/03/01/weir.html",
        ),
        (
            "jekyll",
            "notes/_drafts/low/2023-01-13-weir.md",
            "title: weir\npublished: false\ndraft: true\n",
            "notes/_posts/low/2026-03-01-weir.md",
            "title: weir\ndate: 2026-03-01T08:36:00+01:00\n",
            "/notes/2026/03/01/weir.html",
        ),
        (
            "jekyll",
            "_posts/2023-01-13-weir.md",
            "title: weir\npublished: no\n",
            "_posts/2023-01-13-weir.md",
            "title: weir\n",
            "/2023/01/13/weir.html",
        ),
        (
            "hugo",
            "content/posts/weir.md",
            "title: weir\ndate: 2023-01-13\ndraft: true # not yet\n",
            "content/posts/weir.md",
            "title: weir\ndate: 2026-03-01\ndraft: false # not yet\n",
            "/posts/weir/",
        ),
        (
            "hugo",
            "content/posts/weir/index.md",
            "title: weir\ndraft: true\n",
            "content/posts/weir/index.md",
            "title: weir\ndraft: false\ndate: 2026-03-01T08:36:00+01:00\n",
            "/posts/weir/",
        ),
        (
            "eleventy",
            ".draftroom/drafts/weir.md",
            "title: weir\npermalink: false\neleventyExcludeFromCollections: true\n",
            "posts/weir.md",
            "title: weir\ndate: 2026-03-01T08:36:00+01:00\n",
            "/posts/weir/",
        ),
        (
            "eleventy",
            "posts/weir.md",
            "title: weir\ndate: 2023-01-13\npermalink: false\n",
            "posts/weir.md",
            "title: weir\ndate: 2026-03-01\n",
            "/posts/weir/",
        ),
        (
            "plain",
            "weir.md",
            "title: weir\ndraft: true\n",
            "weir.md",
            "title: weir\ndate: 2026-03-01T08:36:00+01:00\n",
            "weir.md",
        ),
    ],
)
def test_a_draft_becomes_a_post(
    engine: str, path: str, header: str, new_path: str, new_header: str, url: str, tmp_path: Path
) -> None:
    plan = planned(tmp_path, engine, path, f"---\n{header}---\n\nlow water\n")
    assert plan.after == f"---\n{new_header}---\n\nlow water\n"
    assert (plan.new.relative_to(tmp_path).as_posix(), plan.url) == (new_path, url)


def test_a_pelican_draft_becomes_a_post(tmp_path: Path) -> None:
    text = "Title: Phil's weir\nDate: 2023-01-13 10:20\nStatus: draft\n\nlow water\n"
    plan = planned(tmp_path, "pelican", "content/weir.md", text)
    assert plan.after == "Title: Phil's weir\nDate: 2026-03-01 08:36\nStatus: published\n\nlow water\n"
    assert (plan.new, plan.url) == (plan.old, "/phils-weir.html")


def test_a_toml_header_keeps_its_kind(tmp_path: Path) -> None:
    text = '+++\ntitle = "weir"\ndate = 2023-01-13T08:00:00Z\ndraft = true\n+++\n\nlow water\n'
    plan = planned(tmp_path, "hugo", "content/posts/weir.md", text)
    assert "date = 2026-03-01T07:36:00Z\ndraft = false\n" in plan.after


@pytest.mark.parametrize(
    ("now", "date"),
    [
        (datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN), "2026-03-28T12:00:00+01:00"),
        (datetime(2026, 3, 29, 1, 59, tzinfo=BERLIN), "2026-03-29T01:59:00+01:00"),
        (datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN), "2026-03-29T03:00:00+02:00"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), "2026-10-25T02:30:00+01:00"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=BERLIN), "2026-12-31T23:59:00+01:00"),
    ],
)
def test_the_date_has_the_offset_of_its_own_day(now: datetime, date: str, tmp_path: Path) -> None:
    plan = planned(tmp_path, "jekyll", "_drafts/weir.md", "---\ntitle: weir\n---\n", now)
    assert f"date: {date}\n" in plan.after
    assert plan.new.name == f"{date[:10]}-weir.md"
    assert date[:10].replace("-", "/") in plan.url


@pytest.mark.parametrize(
    "written",
    ["2023-01-13", "'2023-01-13 08:00'", "2023-01-13 08:00:00", "'2023-01-13 08:00:00 +0100'", "soon", "''"],
)
def test_a_date_in_any_form_means_the_moment_afterwards(written: str, tmp_path: Path) -> None:
    plan = planned(tmp_path, "jekyll", "_drafts/weir.md", f"---\ntitle: weir\ndate: {written}\n---\n")
    assert plan.new.name == "2026-03-01-weir.md"
    assert plan.url == "/2026/03/01/weir.html"


@pytest.mark.parametrize("date", ["2026-03-01", "2026-03-01T08:36:00+01:00"])
def test_a_draft_of_this_very_moment_keeps_its_date_as_it_is(date: str, tmp_path: Path) -> None:
    text = f"---\ntitle: weir\ndate: {date}\n---\n"
    assert planned(tmp_path, "jekyll", "_drafts/weir.md", text).after == text


@pytest.mark.parametrize("engine", ["jekyll", "hugo"])
def test_what_was_published_before_keeps_its_date(engine: str, tmp_path: Path) -> None:
    path = {"jekyll": "_drafts/weir.md", "hugo": "content/posts/weir.md"}[engine]
    text = "---\ntitle: weir\ndate: 2023-01-13T08:00:00+01:00\ndraft: true\n---\n"
    plan = planned(tmp_path, engine, path, text, again=True)
    assert "2023-01-13T08:00:00+01:00" in plan.after
    assert engine == "hugo" or plan.new.name == "2023-01-13-weir.md"


def test_a_date_that_lies_ahead_stays_and_is_told(tmp_path: Path) -> None:
    text = "---\ntitle: weir\ndate: 2027-01-13T08:00:00+01:00\n---\n"
    post = site_with(tmp_path, "jekyll", "_drafts/weir.md", text)
    plan = plan_publishing(find_site(tmp_path), post, text, NOW)
    assert (plan.new.name, plan.after, plan.public) == ("2027-01-13-weir.md", text, False)
    assert "it is scheduled for 2027-01-13T08:00:00+01:00" in plan.what


def test_a_blog_dated_by_its_names_gets_no_date_in_the_header(tmp_path: Path) -> None:
    text = "---\ntitle: weir\n---\n"
    post = site_with(tmp_path, "jekyll", "_drafts/weir.md", text)
    plan = plan_publishing(find_site(tmp_path), post, text, NOW, [split(text)] * 3)
    assert (plan.after, plan.new.name) == (text, "2026-03-01-weir.md")


def test_another_day_in_the_address_than_in_the_name_is_told(tmp_path: Path) -> None:
    text = "---\ntitle: weir\n---\n"
    post = site_with(tmp_path, "jekyll", "_drafts/weir.md", text, **{"_config.yml": "title: x\n"})
    late = datetime(2023, 3, 2, 23, 30, tzinfo=ZoneInfo("America/Halifax"))
    plan = plan_publishing(find_site(tmp_path), post, text, late)
    assert (plan.new.name, plan.url) == ("2023-03-02-weir.md", "/2023/03/03/weir.html")
    assert any("2023-03-03" in sentence and "2023-03-02" in sentence for sentence in plan.what)


@pytest.mark.parametrize(
    ("engine", "path", "text", "said"),
    [
        ("jekyll", "_posts/2023-01-13-weir.md", "---\ntitle: a\n---\n", "published already"),
        ("jekyll", "_posts/2027-01-13-weir.md", "---\ntitle: a\n---\n", "it is scheduled for 2027-01-13"),
        ("jekyll", "about.md", "---\ntitle: a\n---\n", "not a post of the blog"),
        ("hugo", "content/posts/a.md", "---\ntitle: a\n---\n", "published already"),
        ("hugo", "content/posts/a.md", "---\ndraft: true\npublished: false\n---\n", "could not build"),
        ("jekyll", "_drafts/weir.md", "---\ntitle: [a\n---\n", "header"),
    ],
)
def test_what_cannot_be_published_is_refused(
    engine: str, path: str, text: str, said: str, tmp_path: Path
) -> None:
    post = site_with(tmp_path, engine, path, text)
    with pytest.raises(DraftroomError, match=said):
        plan_publishing(find_site(tmp_path), post, text, NOW)


def test_a_post_of_another_site_is_refused(tmp_path: Path) -> None:
    site_with(tmp_path / "blog", "jekyll", "_drafts/weir.md", "")
    with pytest.raises(BlogError, match="not a post of the blog"):
        plan_publishing(find_site(tmp_path / "blog"), tmp_path / "else.md", "", NOW)


def test_a_file_where_it_would_go_refuses_it(tmp_path: Path) -> None:
    text = "---\ntitle: a\n---\n"
    post = site_with(tmp_path, "jekyll", "_drafts/weir.md", text, **{"_posts/2026-03-01-weir.md": "mine"})
    with pytest.raises(BlogError, match="another file has the path"):
        plan_publishing(find_site(tmp_path), post, text, NOW)


def test_another_post_with_the_same_address_is_told(tmp_path: Path) -> None:
    post = "---\ntitle: low water\ndate: 2026-03-01 07:00:00 +0100\n---\n\nlow\n"
    site_with(tmp_path, "jekyll", "_posts/2026-02-28-low-water.md", post)
    site_with(tmp_path, "jekyll", "_posts/2026-02-27-high-water.md", post.replace("low", "high"))
    site_with(tmp_path, "jekyll", "_drafts/2026-03-01-low-water.md", post)
    plan = planned(tmp_path, "jekyll", "_drafts/low-water.md", "---\ntitle: low water\n---\n\nlow\n")
    told = "_posts/2026-02-28-low-water.md has the same address, and readers get only one of the two"
    assert [what for what in plan.what if "same address" in what] == [told]


def test_the_footer_is_closed_first(tmp_path: Path) -> None:
    text = "---\ntitle: a\n---\n\nlow water\n\n2w / 1min / min"
    post = site_with(tmp_path, "jekyll", "_drafts/weir.md", text)
    closing = Edit((6, 12), (6, 12), "4", "")
    plan = plan_publishing(find_site(tmp_path), post, text, NOW, closed=[Edit((6, 12), (6, 12), "4", "")])
    assert plan.edits[0] == closing
    assert plan.after.endswith("\n2w / 1min / 4min")
    assert plan.what[0] == "the footer becomes: 2w / 1min / 4min"


@pytest.mark.parametrize(
    ("engine", "path", "config", "address"),
    [
        (
            "jekyll",
            "_drafts/a.md",
            "url: https://example.org/\nbaseurl: notes\n",
            "https://example.org/notes/2026/03/01/a.html",
        ),
        ("hugo", "content/posts/a.md", "baseURL = 'https://example.org/'\n", "https://example.org/posts/a/"),
        ("plain", "a.md", "", "a.md"),
    ],
)
def test_the_whole_address_is_told(engine: str, path: str, config: str, address: str, tmp_path: Path) -> None:
    text = "---\ntitle: a\ndraft: true\n---\n"
    files = {"jekyll": {"_config.yml": config}, "hugo": {"hugo.toml": config}, "plain": {}}[engine]
    post = site_with(tmp_path, engine, path, text, **files)
    plan = plan_publishing(find_site(tmp_path), post, text, NOW)
    assert f"its address will be {address}" in plan.what


TAIL = """low water

```
<!-- code -->
```

`<!-- code -->` and <!-- mine --> so

    <!-- code -->

<!--more-->

---


<!-- hyperlink bank -->


<!-- &#042; = asterisk -->
<!-- &#039; = single quote '-->

**words**
1w / min / min"""

STRIPPED = """low water

```
<!-- code -->
```

`<!-- code -->` and  so

    <!-- code -->

<!--more-->

---


**words**
1w / min / min"""


def test_comments_go_when_asked_but_never_from_code(tmp_path: Path) -> None:
    plan = planned(tmp_path, "hugo", "content/posts/a.md", f"---\ndraft: true\n---\n{TAIL}", strip=True)
    assert split(plan.after).body == STRIPPED
    assert "4 comments are removed" in plan.what
    kept = planned(tmp_path, "hugo", "content/posts/a.md", f"---\ndraft: true\n---\n{TAIL}")
    assert split(kept.after).body == TAIL


@pytest.mark.parametrize(
    ("engine", "path", "header", "new_path", "new_header"),
    [
        (
            "jekyll",
            "_posts/2023-01-13-weir.md",
            "title: a\ndate: 2023-01-13\n",
            "_drafts/weir.md",
            "title: a\ndate: 2023-01-13\n",
        ),
        ("jekyll", "_posts/2023-01-13-weir.md", "title: a\n", "_drafts/2023-01-13-weir.md", "title: a\n"),
        ("hugo", "content/posts/a.md", "title: a\n", "content/posts/a.md", "title: a\ndraft: true\n"),
        ("eleventy", "posts/a.md", "title: a\n", ".draftroom/drafts/a.md", "title: a\n"),
        ("plain", "a.md", "title: a\n", "a.md", "title: a\ndraft: true\n"),
    ],
)
def test_a_post_becomes_a_draft_again_and_keeps_its_date(
    engine: str, path: str, header: str, new_path: str, new_header: str, tmp_path: Path
) -> None:
    text = f"---\n{header}---\n\nlow water\n"
    post = site_with(tmp_path, engine, path, text)
    site = find_site(tmp_path)
    plan = plan_unpublishing(site, post, text, NOW)
    assert (plan.new.relative_to(tmp_path).as_posix(), plan.after) == (
        new_path,
        f"---\n{new_header}---\n\nlow water\n",
    )
    assert not plan.public
    plan.new.parent.mkdir(parents=True, exist_ok=True)
    post.rename(plan.new)
    back = plan_publishing(site, plan.new, plan.after, NOW, published_before=True)
    assert engine not in ("jekyll", "eleventy") or back.new == post


def test_where_an_engine_has_no_drafts_it_is_said(tmp_path: Path) -> None:
    text = "---\ntitle: a\n---\n"
    post = site_with(tmp_path, "eleventy", "posts/a.md", text)
    plan = plan_unpublishing(find_site(tmp_path), post, text, NOW)
    assert "eleventy has no drafts: the post moves to .draftroom/drafts, which is not published" in plan.what


NAMES: Mapping[str, str] = {
    "jekyll": "_drafts/weir.md",
    "hugo": "content/posts/weir.md",
    "eleventy": ".draftroom/drafts/weir.md",
    "plain": "weir.md",
}


@pytest.mark.parametrize("engine", sorted(NAMES))
def test_line_ends_and_the_lack_of_a_last_one_stay(engine: str, tmp_path: Path) -> None:
    mark = "draft: true\r\n" if engine in ("hugo", "plain") else ""
    text = f"\ufeff---\r\ntitle: a\r\n{mark}date: 2023-01-13\r\n--- \r\n\r\nlow water  \r\n\x0c\r\nend"
    plan = planned(tmp_path, engine, NAMES[engine], text)
    body = split(text).body
    assert plan.after.endswith(f"date: 2026-03-01\r\n--- \r\n{body}")
    assert plan.after.count("\n") in (plan.after.count("\r\n"), text.count("\n"))
