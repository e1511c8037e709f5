"""Templates of a blog's own: what is filled in, what stays, where the writing goes on."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.blog.templates import new_text, propose, template_for, template_paths
from tui.errors import BlogError
from tui.files.header import read_header
from tui.files.post import split

MOMENT = datetime(2026, 3, 29, 8, 36, tzinfo=ZoneInfo("Europe/Berlin"))


def blog(root: Path, template: str, name: str = "post", config: str = "_config.yml") -> Site:
    (root / "_posts").mkdir(parents=True, exist_ok=True)
    (root / config).touch()
    path = root / ".draftroom" / "templates" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template.encode())
    return find_site(root)


def filled(
    root: Path, template: str, title: str = "phil's spark", tags: tuple[str, ...] = ("a", "b: c")
) -> str:
    return new_text(blog(root, template), title, tags, MOMENT, (), False).text


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("title: $title$", "title: phil's spark"),
        ("title: '$title$'", "title: 'phil''s spark'"),
        ('title: "$title$" # short', 'title: "phil\'s spark" # short'),
        ("title: 'on $title$, again'", "title: 'on phil''s spark, again'"),
        ("title: on: $title$", 'title: "on: phil\'s spark"'),
        ("date: $date$", "date: 2026-03-29T08:36:00+02:00"),
        ("date: '$date$'", "date: '2026-03-29T08:36:00+02:00'"),
        ("permalink: /notes/$slug$/", "permalink: '/notes/phil-s-spark/'"),
        ("tags: $tags$", "tags: [a, 'b: c']"),
        ("tags: [$tags$]", "tags: [a, 'b: c']"),
        ('tags: ["$tags$"]', 'tags: ["a", "b: c"]'),
        ("tags: [daily, $tags$]", "tags: [daily, a, 'b: c']"),
        ("tags:\n  - daily\n  - $tags$", "tags:\n  - daily\n  - a\n  - 'b: c'"),
        ("tags:\n- '$tags$'", "tags:\n- 'a'\n- 'b: c'"),
        ("note: >\n  begun $date$", "note: >\n  begun 2026-03-29T08:36:00+02:00"),
        ("# $title$", "# phil's spark"),
    ],
)
def test_placeholders_of_a_header(row: str, written: str, tmp_path: Path) -> None:
    text = filled(tmp_path, f"---\nlayout: note\n{row}\n---\n\n$text$")
    assert text == f"---\nlayout: note\n{written}\n---\n\n"


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("tags: [$tags$]", "tags: []"),
        ("tags: [daily, $tags$]", "tags: [daily]"),
        ("tags: [$tags$, daily]", "tags: [daily]"),
        ("tags:\n- daily\n- $tags$", "tags:\n- daily"),
    ],
)
def test_a_post_without_tags(row: str, written: str, tmp_path: Path) -> None:
    assert filled(tmp_path, f"---\n{row}\n---\n", tags=()) == f"---\n{written}\n---\n"


@pytest.mark.parametrize(
    "body",
    [
        "{{ title }} {{ page.title }} {% raw %}{{ date }}{% endraw %}",
        "{{< figure src=a >}} {{% note %}} {{ .Title }} <%= title %>",
        "{:.note} ${title} $TITLE$ $ title $ $titles$ %title% $5 and 6$ $x$",
        "{% for tag in page.tags %}{{ tag }}{% endfor %}",
    ],
)
def test_liquid_and_whatever_else_has_signs_stays(body: str, tmp_path: Path) -> None:
    assert filled(tmp_path, f"---\ntitle: x\n---\n\n{body}\n").endswith(f"\n\n{body}\n")


def test_what_is_filled_in_is_not_filled_in_again(tmp_path: Path) -> None:
    text = filled(tmp_path, "---\ntitle: $title$\n---\n\n# $title$\n", "$date$ and $text$", ())
    assert yaml.safe_load(split(text).header) == {"title": "$date$ and $text$"}
    assert text.endswith("\n# $date$ and $text$\n")


@pytest.mark.parametrize(
    "title", ["phil's spark", 'a "b" \\ c', "No", "1.10", "a: b", "#x", "- y", "{{ z }}", "朝の川"]
)
@pytest.mark.parametrize("form", ["$title$", "'$title$'", '"$title$"'])
def test_any_title_reads_back_as_typed(title: str, form: str, tmp_path: Path) -> None:
    text = filled(tmp_path, f"---\ntitle: {form}\ntags: [$tags$]\n---\n", title, (title,))
    assert yaml.safe_load(split(text).header) == {"title": title, "tags": [title]}


def test_toml_and_json_and_pelican(tmp_path: Path) -> None:
    toml = filled(tmp_path, '+++\ntitle = "$title$"\ndate = $date$\ntags = ["$tags$"]\n+++\n', 'a "b"')
    assert toml == '+++\ntitle = "a \\"b\\""\ndate = 2026-03-29T08:36:00+02:00\ntags = ["a", "b: c"]\n+++\n'
    text = filled(tmp_path, '{"title": "$title$", "tags": ["$tags$"]}\n\nx\n', 'a "b"')
    assert json.loads(split(text).header) == {"title": 'a "b"', "tags": ["a", "b: c"]}
    assert filled(tmp_path, "Title: $title$\nTags: x, $tags$\n\nx\n") == (
        "Title: phil's spark\nTags: x, a, b: c\n\nx\n"
    )


@pytest.mark.parametrize(
    ("body", "text", "written", "row"),
    [
        ("\n$text$\n\n---\nfoot", "", "\n\n\n---\nfoot", 4),
        ("\n$text$\n\n---\nfoot", "a spark\nof two rows", "\na spark\nof two rows\n\n---\nfoot", 5),
        ("\n\n", "", "\n\n", 5),
        ("\n\n", "a spark", "\n\na spark", 5),
        ("\n## morning\n", "", "\n## morning\n", 4),
        ("\n## morning\n", "a spark", "\na spark\n\n## morning\n", 4),
        ("", "", "", 3),
    ],
)
def test_where_the_writing_goes_on(body: str, text: str, written: str, row: int, tmp_path: Path) -> None:
    site = blog(tmp_path, f"---\ntitle: $title$\n---\n{body}")
    new = new_text(site, "a", (), MOMENT, (), False, text=text)
    assert (new.text, new.row) == (f"---\ntitle: a\n---\n{written}", row)


def test_dates_are_written_as_the_newest_posts_write_them(tmp_path: Path) -> None:
    site = blog(tmp_path, "---\ndate: $date$\n---\n")
    examples = [split("---\ntitle: a\ndate: 2023-02-01 08:36:00 +0100\n---\n")]
    assert "date: 2026-03-29 08:36:00 +0200\n" in new_text(site, "a", (), MOMENT, examples, False).text


def test_a_draft_is_marked_where_the_template_does_not(tmp_path: Path) -> None:
    site = blog(tmp_path, "---\r\ntitle: $title$\r\n---\r\n", config="hugo.toml")
    assert new_text(site, "a", (), MOMENT, (), True).text == "---\r\ntitle: a\r\ndraft: true\r\n---\r\n"
    site = blog(tmp_path, "---\ndraft: true\n---\n", config="hugo.toml")
    assert new_text(site, "a", (), MOMENT, (), True).text == "---\ndraft: true\n---\n"


def test_templates_are_found_by_name(tmp_path: Path) -> None:
    site = blog(tmp_path, "---\ntitle: $title$\n---\n")
    blog(tmp_path, "---\ntitle: 'letter: $title$'\n---\n", "letter")
    (tmp_path / ".draftroom" / "templates" / ".hidden.md").touch()
    (tmp_path / ".draftroom" / "templates" / "notes.txt").touch()
    assert list(template_paths(site)) == ["letter", "post"]
    text = new_text(site, "a", (), MOMENT, (), False, "letter").text
    assert read_header(split(text)).text("title") == "letter: a"
    with pytest.raises(BlogError, match=r"poem; there are letter, post"):
        new_text(site, "a", (), MOMENT, (), False, "poem")


@pytest.mark.parametrize(
    ("header", "written"),
    [
        ("title: '$title$'\ntags:\n- $tags$", "- 'it''s: x'"),
        ("title: '$title$'\ntags: [$tags$]", "tags: ['it''s: x']"),
        ("title: '$title$'\ntags: $tags$", "tags: ['it''s: x']"),
        ("title: $title$\ndate: '$date$'\ntags:\n- $tags$", "- 'it''s: x'"),
        ("title: $title$\nkinds: ['diary']\ntags:\n- $tags$", "- 'it''s: x'"),
        ("title: '$title$'\ntags:\n- \"$tags$\"", '- "it\'s: x"'),
        ("title: \"$title$\"\ndate: '$date$'\ntags:\n- $tags$", '- "it\'s: x"'),
        ("title: $title$\ntags:\n- $tags$", '- "it\'s: x"'),
    ],
)
def test_a_tag_that_needs_quotes_gets_those_of_the_header(header: str, written: str, tmp_path: Path) -> None:
    text = filled(tmp_path, f"---\n{header}\n---\n\n$text$", tags=("it's: x",))
    assert text.split("\n")[-4] == written
    assert read_header(split(text)).texts("tags") == ("it's: x",)


def templates(root: Path, *names: str) -> Site:
    (root / "_posts").mkdir()
    for name in names:
        blog(root, f"---\ntitle: '{name}: $title$'\n---\n", name)
    return find_site(root)


@pytest.mark.parametrize(
    ("names", "wanted", "chosen"),
    [
        ((), "", ""),
        (("post",), "", ""),
        (("letter", "post"), "", ""),
        (("letter", "post"), "letter", "letter"),
        (("letter",), "", "letter"),
        (("letter", "poem"), "poem", "poem"),
    ],
)
def test_the_only_template_is_the_usual_one(
    names: tuple[str, ...], wanted: str, chosen: str, tmp_path: Path
) -> None:
    assert template_for(templates(tmp_path, *names), wanted) == chosen


def test_of_several_templates_one_has_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(BlogError, match=r"several templates.*letter, poem.*--template"):
        template_for(templates(tmp_path, "letter", "poem"))


def test_a_proposal_that_was_kept_makes_the_same_posts(tmp_path: Path) -> None:
    examples = [
        split(f"---\ntitle: 'a'\ntags: [x]\ndate: 2023-02-01\n---\n\n\nday {day}\n\n---\n{day}w / 2min")
        for day in range(4)
    ]
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").touch()
    site = find_site(tmp_path)
    learned = new_text(site, "phil's spark", ("a", "b"), MOMENT, examples, False)
    blog(tmp_path, propose(site, examples).text)
    assert new_text(site, "phil's spark", ("a", "b"), MOMENT, examples, False) == learned
    assert learned.text.endswith("---\n\n\n\n\n---\nw / min")
