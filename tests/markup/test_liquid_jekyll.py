"""Jekyll's own tags and filters: includes, addresses, highlighted code, and what stops its build."""

import pytest

from tests.markup.liquids import PAGE, SITE, printed
from tui.markup.dialect import DIALECTS
from tui.markup.liquid.render import render
from tui.markup.liquid.values import Values
from tui.markup.page import Page
from tui.markup.tree import CodeBlock


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
    ("address", "relative", "absolute"),
    [
        ("/a b.png", "/notes/a%20b.png", "https://weir.example/notes/a%20b.png"),
        ("//x", "/notes//x", "https://weir.example/notes//x"),
        ("", "/notes", "https://weir.example/notes"),
        ("a/../b/./c", "/notes/b/c", "https://weir.example/notes/b/c"),
        ("/é?x=a b&y=é#f g", "/notes/%C3%A9?x=a%20b&y=%C3%A9#f%20g", None),
        ("/a%20b%2Fc%c3%a9", "/notes/a%20b%2Fc%C3%A9", None),
        ("/a+b%2B%7e", "/notes/a+b+~", None),
        ("/a?", "/notes/a", None),
        ("/a//b/", "/notes/a//b/", None),
        ("#top", "/notes/#top", None),
        ("mailto:x@y", "mailto:x@y", "mailto:x@y"),
        ("http://q.example/x y", "http://q.example/x y", "http://q.example/x y"),
    ],
)
def test_addresses_are_written_as_jekyll_writes_them(
    address: str, relative: str, absolute: str | None
) -> None:
    values = Values(base="/notes", url="https://weir.example")
    assert printed(f'{{{{ "{address}" | relative_url }}}}', values) == relative
    wanted = absolute or f"https://weir.example{relative}"
    assert printed(f'{{{{ "{address}" | absolute_url }}}}', values) == wanted


def test_a_site_at_the_root_of_its_address() -> None:
    values = Values(url="https://weir.example")
    assert printed('{{ "" | relative_url }}{{ "//x" | relative_url }}', values) == "//x"
    assert printed('{{ "" | absolute_url }}', values) == "https://weir.example/"


def test_a_chip_in_an_address_stays_a_chip() -> None:
    body = '{{ site.data.x | prepend: "/a b" }} {{ "/a" | append: site.data.x | relative_url }}'
    assert render(body, Values(scope=SITE, base="/notes")).chips == ("site.data.x", "site.data.x")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('"{{ page.title', ""),
        ("{ page.title", ""),
        ("{{ page.title", ""),
        (", page.title", "Morning Bread"),
        ("#page.title", "Morning Bread"),
        ("(page.title", "Morning Bread"),
        ("page*title", "Morning Bread"),
        ("page..title", "Morning Bread"),
        ('page.["title"]', "Morning Bread"),
        ("page.title*2", ""),
        ("page.title!x | upcase", ""),
        ("-page.title", ""),
        ("true.x", ""),
        ('"x" "y"', "x"),
        ("page.title, 'x' | upcase", "MORNING BREAD"),
    ],
)
def test_what_makes_no_sense_is_read_as_liquid_reads_it(markup: str, expected: str) -> None:
    rendered = render("{{ " + markup + " }}", Values(scope=PAGE))
    assert (rendered.text, rendered.problems) == (expected, ())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("March 3 2021", "2021-03-03 00:00 +0000"),
        ("3 March 2021", "2021-03-03 00:00 +0000"),
        ("Mar 3rd, 2021", "2021-03-03 00:00 +0000"),
        ("March 2021", "2021-03-01 00:00 +0000"),
        ("2021/03/05", "2021-03-05 00:00 +0000"),
        ("05/03/2021", "2021-03-05 00:00 +0000"),
        ("about 2021-03-05 or so", "2021-03-05 00:00 +0000"),
        ("March 3 2021 4:05 pm", "2021-03-03 16:05 +0000"),
        ("March 3 2021 12:05 am", "2021-03-03 00:05 +0000"),
        ("Wed, 3 Mar 2021 10:00:00 +0200", "2021-03-03 10:00 +0200"),
        ("2020-02-30", "2020-03-01 00:00 +0000"),
        ("2021-13-01", "2021-13-01"),
        ("2021-01-32", "2021-01-32"),
        ("soon", "soon"),
    ],
)
def test_the_dates_that_ruby_reads(words: str, expected: str) -> None:
    assert printed(f'{{{{ "{words}" | date: "%F %R %z" }}}}') == expected


@pytest.mark.parametrize(
    "body",
    [
        "{{ nil | sort }}",
        '{{ "ba" | sort }}',
        '{{ page.list | sort: "a", "middle" }}',
        '{{ page.list | where: "a" }}',
        '{{ page.list | find: "a" }}',
        '{{ page.list | where_exp: "x", "x ==" }}',
        '{{ page.list | where_exp: "x", "x = y" }}',
        '{{ "abcdef" | truncate: "x" }}',
        '{{ "abcdef" | truncate: 3.5 }}',
        '{{ "abcdef" | truncate: nil }}',
        '{{ "a b c" | truncatewords: "x" }}',
        '{{ "abcdef" | slice: "x" }}',
        '{{ "abcdef" | slice: 1, "x" }}',
        '{{ page.tags | pop: "x" }}',
        '{{ page.tags | concat: "x" }}',
        "{{ nil | number_of_words }}",
        "{{ nil | cgi_escape }}",
        "{{ nil | array_to_sentence_string }}",
        '{{ "a" | split: }}',
        '{{ "a" | date: }}',
        "{% seo %}",
        "{% include note.html a=b c %}",
        "{% include note.html a b.html %}",
        "{% include note.html a=page.tags[0] %}",
        '{% include note.html a="b"c="d" %}',
        '{% include note.html a="b", c="d" %}',
        '{% include "note.html" %}',
        "{% include ./note.html %}",
        '{% include {{ "note.html" }} %}',
        "{% highlight ruby, linenos %}a{% endhighlight %}",
        '{% highlight ruby foo="x" %}a{% endhighlight %}',
        "{% comment %}{% foo %} {{ unclosed {% endcomment %}z",
        "{% comment %}{{ unclosed }{% endcomment %}z",
        "{% comment %}{% if %}{% endcomment %}z",
        "{% comment %}{% if a %}{% endcomment %}z",
        "{% comment %}{% for x %}{% endfor %}{% endcomment %}z",
        "{% comment %}{% assign x %}{% endcomment %}z",
        "{% comment %}{% include a b %}{% endcomment %}z",
        "{% comment %}{% %}{% endcomment %}z",
        "{% comment %}{% raw %}{% endcomment %}z",
    ],
)
def test_what_jekyll_will_not_build(body: str) -> None:
    values = Values(scope=PAGE, include={"note.html": "note"}.get, post_url=lambda _: "/x")
    (problem,) = render("river\n" + body, values).problems
    assert problem.row == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% comment %}{% foo %}{% endif %}{% else %}{% endcomment %}z", "z"),
        ("{% comment %}{% include %}{% link %}{% endcomment %}z", "z"),
        ("{{ 'it's' }}", "it"),
        ("{% comment %}{% comment %}{% x %}{% endcomment %}{% endcomment %}z", "z"),
        ("{% comment %}{% raw %}{% if %}{% endcomment %}{% endraw %}{% endcomment %}z", "z"),
        ("{% comment %}{% include gone.html %}{% link gone %}{% endcomment %}z", "z"),
        ("{% include note.html a='it\"s' b = 5 %}", 'it"s'),
        ('{% include note.html a="x\\"y" %}', 'x"y'),
        ("{% include {{ page.gone }}note.html a=page.n %}", "5"),
        ('{{ "abcdef" | truncate: "4" }}{{ nil | truncate: "x" }}', "a..."),
        ('{{ nil | push: "x" }}{{ page.tags | push: "x" | join }}', "river kitchen ink x"),
        ('{{ "x" | where_exp: "x", "x ==" }}', "x"),
        ("{{ 5.0 | divided_by: 0 }}", "Infinity"),
    ],
)
def test_what_jekyll_does_build(body: str, expected: str) -> None:
    rendered = render(body, Values(scope=PAGE, include={"note.html": "{{ include.a }}"}.get))
    assert (rendered.text, rendered.problems) == (expected, ())


def test_a_file_beside_the_post_is_part_of_the_page() -> None:
    values = Values(scope=PAGE, beside={"note.md": "{{ page.n }} {{ include.a }}", "bad": "{% if %}"}.get)
    assert printed("{% include_relative note.md a='x' %}", values) == "5 x"
    (problem,) = render("{% include_relative bad %}", values).problems
    assert problem.message == "in bad: {% if %} needs a condition"
    assert render("{% include_relative gone.md %}", values).problems


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "{% highlight C++ %}\na<b\n{% endhighlight %}",
            '\n<figure class="highlight"><pre><code class="language-c--" data-lang="c++">a&lt;b'
            "</code></pre></figure>\n",
        ),
        (
            "{% highlight ruby linenos=table %}\na\n\nb\n{% endhighlight %}",
            '\n<figure class="highlight"><pre><code class="language-ruby" data-lang="ruby">'
            '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1\n2\n3\n</pre>'
            '</td><td class="code"><pre>a\n\nb\n</pre></td></tr></tbody></table></code></pre></figure>\n',
        ),
    ],
)
def test_highlighted_code_stands_apart(body: str, expected: str) -> None:
    assert printed(body) == expected


CODE = "{% highlight js %}\nx\n{% endhighlight %}"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (
            f"- a\n\n  {CODE}\n\n- b",
            ["List 0-1", "CodeBlock 2-5", "List 6-7"],
        ),
        (
            "a {% highlight js %}x{% endhighlight %} b\nc",
            ["Paragraph 0-1", "CodeBlock 0-1", "Paragraph 0-2"],
        ),
        (f"> a\n> {CODE}\n\nb", ["Quote 0-2", "CodeBlock 1-4", "Paragraph 5-6"]),
        (f"{CODE}\n{CODE}\na", ["CodeBlock 0-3", "CodeBlock 3-6", "Paragraph 6-7"]),
        (f"{{% if true %}}\n{CODE}\n{{% endif %}}\na", ["CodeBlock 1-4", "Paragraph 5-6"]),
        (f"{CODE.replace('js', 'js linenos')}\n\na", ["CodeBlock 0-3", "Paragraph 4-5"]),
    ],
)
def test_highlighted_code_is_a_block_of_its_own_in_its_rows(body: str, blocks: list[str]) -> None:
    page = Page.parse(body, DIALECTS["jekyll"])
    found = zip(page.starts, page.blocks, strict=True)
    assert [f"{type(block).__name__} {row}-{row + block.rows[1]}" for row, block in found] == blocks


def test_numbered_code_shows_its_numbers() -> None:
    (block,) = Page.parse(
        "{% highlight js linenos %}\nx\n\ny\n{% endhighlight %}\n", DIALECTS["jekyll"]
    ).blocks
    assert block == CodeBlock("x\n\ny", (0, 5), "js", highlighted=True, numbered=True)


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
