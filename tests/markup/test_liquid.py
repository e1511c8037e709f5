"""Liquid before markdown: what it prints, which row it was typed in, what would stop a build, and limits.

The pairs in `liquid/` are what Ruby's own Liquid prints (`printed.txt`) and the texts it refuses
(`broken.txt`, with our words for why).
"""

import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.markup.liquid.render import render
from tui.markup.liquid.values import Moment, Unknown, Values

PAGE = {
    "page": {
        "title": "Morning Bread",
        "tags": ["river", "kitchen", "ink"],
        "n": 5,
        "f": 2.5,
        "t": True,
        "no": None,
        "list": [{"a": 1, "b": "x"}, {"a": 3, "b": "y"}, {"a": 2, "b": "x"}],
        "empty": "",
        "nested": {"k": {"v": "deep"}},
        "date": Moment(2023, 3, 1, 8, 36, tzinfo=timezone(timedelta(hours=-4))),
    },
    "a": "b",
}
SITE = {"site": {"title": "the weir", "data": Unknown("site.data")}, **PAGE}


def pairs(name: str) -> list[tuple[str, str]]:
    cases = (Path(__file__).parent / "liquid" / name).read_text().removesuffix("\n====\n").split("\n====\n")
    return [(body, expected) for body, _, expected in (case.partition("\n---->\n") for case in cases)]


def printed(body: str, values: Values | None = None) -> str:
    return render(body, values or Values(scope=SITE)).text


@pytest.mark.parametrize(("body", "expected"), pairs("printed.txt"))
def test_it_prints_what_liquid_prints(body: str, expected: str) -> None:
    rendered = render(body, Values(scope=PAGE))
    assert (rendered.text, rendered.problems) == (expected, ())


@pytest.mark.parametrize(("body", "message"), pairs("broken.txt"))
def test_what_stops_a_build_is_told_and_stays_on_the_page(body: str, message: str) -> None:
    rendered = render(body, Values(scope=PAGE))
    assert rendered.problems[0].message == message
    assert rendered.text


def test_a_text_without_liquid_comes_back_as_it_is() -> None:
    body = "the river } and { the kettle %}\n"
    rendered = render(body, Values())
    assert rendered.text is body
    assert rendered.rows == (0, 1)


def test_a_problem_has_a_row_and_a_column() -> None:
    (problem,) = render("river\n\nbank {% gallery wide %} end", Values()).problems
    assert (problem.row, problem.column, problem.message) == (2, 5, "unknown tag 'gallery'")


def test_the_words_in_a_broken_block_go_on() -> None:
    rendered = render("{% if page.t %}a {{ page.n }} {% gallery %}", Values(scope=PAGE))
    assert rendered.text == "{% if page.t %}a 5 {% gallery %}"
    assert [problem.message for problem in rendered.problems] == [
        "{% if %} is not closed",
        "unknown tag 'gallery'",
    ]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("a\n{{ page.n }}\nb", (0, 1, 2)),
        ("a\n{% comment %}\nx\n{% endcomment %}\nb", (0, 3, 4)),
        ("{% if page.t\n   and page.n %}a{% endif %}\nb", (1, 2)),
        ("{%- assign x = 1 -%}\n\n\na\nb", (3, 4)),
        ("a {%- if page.t -%}\n\n b\n{%- endif %}\nc", (0, 4)),
        ("{% for i in (1..2) %}\n{{ i }}\n{% endfor %}\nend", (0, 1, 0, 1, 2, 3)),
        ("{% raw %}\n{{ a }}\n{% endraw %}\nb", (0, 1, 2, 3)),
        ("{% capture x %}a\nb{% endcapture %}\n{{ x }}\nc", (1, 2, 2, 3)),
        ("{% highlight ruby %}\n\na\n\nb\n{% endhighlight %}\nc", (0, 3, 4, 6)),
    ],
)
def test_each_row_knows_where_it_was_typed(body: str, rows: tuple[int, ...]) -> None:
    rendered = render(body, Values(scope=PAGE))
    assert rendered.rows == rows
    assert len(rows) == rendered.text.count("\n") + 1


@pytest.mark.parametrize(
    ("body", "chip"),
    [
        ("{% include video.html id=1 %}", "include video.html"),
        ("{{ site.data.people.first | upcase }}", "site.data.people.first"),
        ("{% for one in site.data.people %}{{ one }}{% endfor %}", "for one in site.data.people"),
        ("{% gist 5555 %}", "gist 5555"),
        ("{% assign x = site.data.x %}{{ x.name }}", "site.data.x.name"),
        ('{{ "a" | append: site.data.x }}', "site.data.x"),
    ],
)
def test_what_the_preview_cannot_know_is_a_chip(body: str, chip: str) -> None:
    assert render(body, Values(scope=SITE)).chips == (chip,)


def test_what_a_site_does_not_define_prints_nothing() -> None:
    rendered = render("[{{ page.nothing }}{{ nobody.at.home }}]", Values(scope=SITE))
    assert (rendered.text, rendered.chips, rendered.problems) == ("[]", (), ())


def test_a_site_with_programs_of_its_own_may_know_any_tag_and_filter() -> None:
    rendered = render("{% gallery %}{{ 'x' | shiny }}{% endgallery %}", Values(programs=True))
    assert rendered.chips == ("gallery", "x | shiny", "endgallery")
    assert rendered.problems == ()


def test_nobody_can_type_a_chip() -> None:
    rendered = render("\uf8f0\uf8f2\uf8f1{{ page.n }}", Values(scope=PAGE))
    assert rendered.text == "\ufffd\ufffd\ufffd5"


def test_an_include_of_the_site_is_part_of_the_page() -> None:
    includes = {"note.html": "<p>{{ include.word }}\n{{ page.n }}</p>", "again": "{% include again %}"}
    values = Values(scope=PAGE, include=includes.get)
    rendered = render('a\n{% include note.html word="reed" %}\nb', values)
    assert rendered.text == "a\n<p>reed\n5</p>\nb"
    assert rendered.rows == (0, 1, 1, 2)
    assert render("{% include again %}", values).problems[0].message == "too many includes inside each other"
    assert render("{% include gone.html %}", values).problems[0].message == "there is no include 'gone.html'"


def test_the_addresses_of_posts_and_files() -> None:
    posts = {"2023-03-01-bread": "/2023/03/01/bread.html"}
    values = Values(base="/blog", url="https://example.org", post_url=posts.get, link=lambda name: f"/{name}")
    assert printed("{% post_url 2023-03-01-bread %}", values) == "/blog/2023/03/01/bread.html"
    assert printed("{% link a/b.png %}", values) == "/blog/a/b.png"
    assert printed('{{ "/a" | relative_url }} {{ "a" | absolute_url }}', values) == (
        "/blog/a https://example.org/blog/a"
    )
    rendered = render("{% post_url 2023-03-02-ink %}", values)
    assert rendered.problems[0].message == "there is no post '2023-03-02-ink'"
    assert rendered.text == "{% post_url 2023-03-02-ink %}"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("page.date", "2023-03-01 08:36:00 -0400"),
        ('page.date | date: "%-d %B %Y, %l:%M %p"', "1 March 2023,  8:36 AM"),
        ("page.date | date_to_string", "01 Mar 2023"),
        ('page.date | date_to_string: "ordinal", "US"', "Mar 1st, 2023"),
        ("page.date | date_to_long_string", "01 March 2023"),
        ("page.date | date_to_xmlschema", "2023-03-01T12:36:00+00:00"),
        ("page.date | date_to_rfc822", "Wed, 01 Mar 2023 12:36:00 +0000"),
        ('"Hello, World! It\'s" | slugify', "hello-world-it-s"),
        ('"The _config.yml file" | slugify: "pretty"', "the-_config.yml-file"),
        ("page.tags | array_to_sentence_string", "river, kitchen, and ink"),
        ("page.tags | jsonify", '["river","kitchen","ink"]'),
        ('page.list | where: "b", "x" | size', "2"),
        ('page.list | where_exp: "one", "one.a > 1" | map: "a" | join', "3 2"),
        ('page.list | group_by: "b" | map: "name" | join', "x y"),
        ('"<a> & b" | xml_escape', "&lt;a&gt; &amp; b"),
        ('"a b&c" | cgi_escape', "a+b%26c"),
        ('"/a b/é" | uri_escape', "/a%20b/%C3%A9"),
        ('"a quiet  morning" | number_of_words', "3"),
        ('"/a/index.html" | strip_index', "/a/"),
        ('"a  b" | normalize_whitespace', "a b"),
    ],
)
def test_the_filters_of_jekyll(markup: str, expected: str) -> None:
    assert printed("{{ " + markup + " }}") == expected


def test_a_date_filter_without_a_date_stops_the_build() -> None:
    (problem,) = render('{{ "soon" | date_to_string }}', Values()).problems
    assert problem.message == "'soon' is not a date"


def test_eleventy_has_tags_of_its_own_and_stops_at_what_it_cannot_read() -> None:
    values = Values("eleventy", {"title": "ink"}, open=True)
    assert printed("{% echo title %}{{ 'A b' | slugify }}", values) == "inka-b"
    assert render("{{ metadata.title }}", values).chips == ("metadata.title",)
    assert render("{{ title title }}", values).problems
    assert render("{{ title | shiny }}", values).problems[0].message == "unknown filter 'shiny'"


@pytest.mark.parametrize(
    "body",
    [
        "{% for i in (1..1000000000) %}{% endfor %}",
        "{% for i in (1..1000000000) reversed %}x{% endfor %}",
        "{% for i in (1..20000) %}{% for j in (1..20000) %}{% endfor %}{% endfor %}",
        "{% assign a = 'aa' %}" + "{% assign a = a | append: a %}" * 200,
        "{% assign a = 99 %}" + "{% assign a = a | times: a %}" * 200,
        "{% assign a = 'a,b' | split: ',' %}" + "{% assign a = a | concat: a %}" * 200,
        "{% capture a %}ab{% endcapture %}" + "{% capture a %}{{ a }}{{ a }}{% endcapture %}" * 200,
    ],
)
def test_what_would_never_end_is_cut_with_a_problem(body: str) -> None:
    start = time.process_time()
    rendered = render(body + "after", Values())
    assert time.process_time() - start < 2
    assert rendered.problems
    assert rendered.text.endswith("after")


@pytest.mark.parametrize(
    "piece",
    [
        *("{{", "{%", "{{ a }}", "{% if a %}", "{% raw %}", "{% comment %}", "{% endif %}", "{{ a }", "{{ '"),
        *(
            "{% for i in a %}",
            "{% capture a %}",
            "{% highlight a %}",
            "{% gallery %}",
            "{%-",
            "{% x" + " " * 20,
        ),
    ],
)
def test_a_hundred_thousand_characters_take_no_two_seconds(piece: str) -> None:
    start = time.process_time()
    render(piece * (100_000 // len(piece)), Values())
    assert time.process_time() - start < 2


@pytest.mark.parametrize("piece", ["[", "(1..", "a[", "| a", "a and ", "'\"", "a,", "not "])
def test_a_long_markup_takes_no_two_seconds(piece: str) -> None:
    start = time.process_time()
    for form in ("{{ %s }}", "{%% if %s %%}x{%% endif %%}", "{%% for i in %s %%}{%% endfor %%}"):
        render(form % (piece * (100_000 // len(piece))), Values())
    assert time.process_time() - start < 2


TEXTS = st.lists(
    st.sampled_from(
        (
            *(
                "river",
                " ",
                "\n",
                "\n\n",
                "- ",
                "{{ page.title }}",
                "{{ a | upcase }}",
                "{{",
                "}}",
                "{%",
                "%}",
            ),
            *(
                "{% if page.t %}",
                "{% else %}",
                "{% endif %}",
                "{% raw %}",
                "{% endraw %}",
                "{%- assign x=1 -%}",
            ),
            *(
                "{% comment %}",
                "{% endcomment %}",
                "{% include x %}",
                "{{ site.data.x }}",
                "{{- a -}}",
                "'",
                "|",
            ),
        )
    )
).map("".join)


@given(TEXTS)
def test_any_text_renders_and_without_loops_its_rows_only_rise(body: str) -> None:
    rendered = render(body, Values(scope=SITE))
    assert list(rendered.rows) == sorted(rendered.rows)
    assert len(rendered.rows) == rendered.text.count("\n") + 1
    assert rendered.rows[-1] <= body.count("\n")


@given(st.text("{}%-| '\"[].,:()ab1\nif endforas=<>", max_size=60))
def test_any_markup_renders(body: str) -> None:
    render(
        "{% if page.t %}{{ " + body + " }}{% assign x = " + body + " %}{% endif %}" + body, Values(scope=SITE)
    )


def test_now_is_a_date() -> None:
    assert printed('{{ "now" | date: "%Y" }}') in (str(datetime.now().year), str(datetime.now().year + 1))
