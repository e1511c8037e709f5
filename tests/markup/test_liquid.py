"""Liquid before markdown: what it prints, which row it was typed in, what would stop a build, and limits.

The pairs in `liquid/` are what Ruby's own Liquid prints (`printed.txt`) and the texts it refuses
(`broken.txt`, with our words for why).
"""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.liquids import PAGE, SITE, printed
from tests.work import assert_linear, calls
from tui.markup.liquid import run
from tui.markup.liquid.render import render
from tui.markup.liquid.values import Values


def pairs(name: str) -> list[tuple[str, str]]:
    cases = (Path(__file__).parent / "liquid" / name).read_text().removesuffix("\n====\n").split("\n====\n")
    return [(body, expected) for body, _, expected in (case.partition("\n---->\n") for case in cases)]


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
        ("{% highlight ruby %}\n\na\n\nb\n{% endhighlight %}\nc", (0, 0, 3, 4, 5, 6)),
        ("a {% highlight ruby %}b{% endhighlight %} c\nd", (0, 0, 0, 1)),
        ("{% highlight ruby linenos %}\na\nb\n{% endhighlight %}\nc", (0, 0, 0, 0, 2, 3, 3, 4)),
        ("{% highlight ruby %}\na\n{% endhighlight %}", (0, 0, 2)),
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
        ("{% gallery 5555 %}", "gallery 5555"),
        ('{{ "a" | truncate: site.data.x }}', "a | truncate"),
        ("{{ page.tags | concat: site.data.x }}", "riverkitchenink | concat"),
        ("{% assign x = site.data.x %}{{ x.name }}", "site.data.x.name"),
        ('{{ "a" | append: site.data.x }}', "site.data.x"),
    ],
)
def test_what_the_preview_cannot_know_is_a_chip(body: str, chip: str) -> None:
    assert render(body, Values(scope=SITE, tags=frozenset(("gallery",)))).chips == (chip,)


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
def test_what_would_never_end_is_cut_with_a_problem(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_STEPS", 20_000)
    rendered = render(body + "after", Values())
    assert rendered.problems
    assert rendered.text.endswith("after")
    assert calls(lambda: render(body, Values())) < 100 * run.MOST_STEPS


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
def test_any_body_is_rendered_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda size: render(piece * (size // len(piece)), Values()), 25_000)


@pytest.mark.parametrize("piece", ["[", "(1..", "a[", "| a", "a and ", "'\"", "a,", "not "])
def test_any_markup_is_read_in_proportion_to_its_length(piece: str) -> None:
    def read(size: int) -> None:
        for form in ("{{ %s }}", "{%% if %s %%}x{%% endif %%}", "{%% for i in %s %%}{%% endfor %%}"):
            render(form % (piece * (size // len(piece))), Values())

    assert_linear(read, 10_000)


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
