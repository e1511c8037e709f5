"""Pages after any edits: a settled page is the page of a fresh parse, and settling always leads to one."""

import random
from dataclasses import replace

import pytest

from tui.edits import Edit, Lines
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.liquid.values import Unknown, Values
from tui.markup.page import Page

SNIPPETS = (
    *("the river rose.\n\n", "a *kettle* sings\nall day\n\n", 'tea [late](/u) and "more"\n\n', "\n", "\n\n"),
    *("```\ncode\n\nmore\n```\n\n", "```\n", "~~~\n", "    indented\n\n", "  ", "    "),
    *("> quoted\nlazy\n\n", "> ", ">\n", "> - in a quote\n\n", "- one\n- two\n\n  more\n\n", "- ", "* x\n"),
    *("1. first\n2. second\n\n", "2) ", "* * *\n\n", "---\n", "===\n", "- a\n  - b\n\n    c\n\n"),
    *("| a | b |\n|---|---|\n| c | d |\n\n", "a|b\n", "|", "| a |\n"),
    *("{:.x}\n", "{: .y}\n\n", "{:.x #id}", "{:name: .z}\n\n", "{:name}\n", "\n{:.x}\n\n", "^\n"),
    *("[a]: /low\n\n", "[b]: /high 'tide'\n", "[a] and [b]\n\n", "[a]", "]:"),
    *("[^1]", "[^2] here\n\n", "[^1]: note\n\n", "[^2]: a\n\n    b\n\n", "[^1]: other [^2]\n\n"),
    *("*[tea]: leaves\n\n", "tea at three\n\n", "kettle\n: sings\n\n: drums\n\n", ": ", "cup\n"),
    *(
        "<div>\nraw\n</div>\n\n",
        '<div markdown="1">\n*in*\n\n</div>\n\n',
        "</div>\n",
        "<!-- ",
        "-->\n",
        "<b>",
    ),
    *("<br/> x\n\n", "<p>", "<script>\n", "</script>\n", "<?", "?>\n", "$$\nx\n$$\n\n", "$$", "$$ y $$\n"),
    *("# heading\n\n", "# heading {#own}\n\n", "river\n---\n\n", "## ", "* toc\n{:toc}\n\n", "{:.no_toc}\n"),
    *(
        "{::comment}\n",
        "{:/comment}\n",
        "{:/}\n",
        '{::options auto_ids="false" /}\n\n',
        "{::nomarkdown}x{:/}",
    ),
    *(
        "{: .x\n  .y}\n\n",
        "{:toc\n.x}\n",
        "{: .a\n",
        ".b}\n",
        "}\n",
        "    a\n \tb\n\n",
        " \n: said\n",
        "\u00a0\n",
    ),
    *("- a | b\n  - c\n\n", "- ```\n  \n  ```\n\n", "[a]: /low\n'tide'\n", "<W: x>", "`", "- a\\\n  - b\n\n"),
    *("\r\n", "\r", "\f", "\v", "\t", "\u2028", "\udc80", "\x00", "\\", "  \n", "word ", "é", "- [ ] do\n"),
)
LIQUID = (
    *(
        "{{ page.title }}",
        "{% gist 1 %}\n\n",
        "{% if page.title %}\n\nx\n\n{% endif %}\n\n",
        "{% if a %}",
        "{{",
    ),
    *("{% for t in page.tags %}\n- {{ t }}\n{% endfor %}\n\n", "{%- assign a = 1 -%}\n\n", "}}", "%}", "}"),
    *("{% raw %}\n\n{{ x }}\n\n{% endraw %}\n\n", "{% highlight ruby %}\na\n{% endhighlight %}\n\n", "{%"),
    *("{% comment %}\n\nx\n{% endcomment %}\n", "{% endif %}\n", "{{ site.data.x }}\n\n", "{% unknown %}\n"),
)
SITE = replace(
    DIALECTS["jekyll"],
    paragraph_end=False,
    options=(("parse_block_html", "true"), ("footnote_nr", "3"), ("toc_levels", "2,3"), ("math_engine", "")),
)
KINDS = dict(DIALECTS) | {"jekyll with options": SITE, "kramdown": replace(DIALECTS["jekyll"], github=False)}
VALUES = Values(
    scope={"page": {"title": "kettle", "tags": ["river", "ink"]}, "site": {"data": Unknown("site.data")}}
)
PROSE = "the water was so low that the posts stood about, and nobody came.\n\n"


def document(dice: random.Random, snippets: tuple[str, ...]) -> str:
    prose = dice.choice((0.1, 0.5, 0.8))
    parts = [PROSE if dice.random() < prose else dice.choice(snippets) for _ in range(dice.randint(0, 40))]
    return "".join(parts)


def edit_of(dice: random.Random, lines: Lines, first_row: int, snippets: tuple[str, ...]) -> Edit:
    def place(row: int) -> tuple[int, int]:
        return row, dice.choice((0, len(lines[row]), dice.randint(0, len(lines[row]))))

    row = dice.randrange(first_row, len(lines))
    start = place(row)
    end = start
    if dice.random() < 0.4:
        below = min(len(lines) - 1, row + dice.choice((0, 0, 1, 1, 2, 3, 9)))
        start, end = sorted((start, place(below)))
    rows = [lines.between(at, at + 1) for at in range(start[0], end[0] + 1)]
    tail = len(rows[-1]) - end[1]
    removed = "".join(rows)
    removed = removed[start[1] : len(removed) - tail]
    text = "" if dice.random() < 0.2 else dice.choice((*snippets, "w", "w", " ", "\n", "tea", "it's"))
    return Edit(start, end, text, removed)


def check(seed: int, edits: int, dialect: Dialect) -> int:
    """Edit a page at random; returns how often it was settled."""
    dice = random.Random(seed)
    snippets = SNIPPETS + (LIQUID * 2 if dialect.liquid and dice.random() < 0.5 else ())
    snippets = tuple(dice.sample(snippets, dice.choice((2, 5, 12, len(snippets)))))
    first_row = dice.choice((0, 3))
    page = Page.parse(document(dice, snippets), dialect, first_row, VALUES)
    settled = 0
    for step in range(edits):
        before = page
        edit = edit_of(dice, page.lines, first_row, snippets)
        page, changed = page.edit(edit)
        what = f"seed {seed}, {dialect.name}, step {step}: {edit} in {before.body!r}"
        fresh = Page.parse(page.body, dialect, first_row, VALUES)
        assert list(page.starts) == sorted(page.starts), what
        assert len(page.starts) == len(page.blocks), what
        for index in range(changed.start):
            assert page.blocks[index] is before.blocks[index], what
        for index in range(1, len(page.blocks) - changed.stop + 1):
            assert page.blocks[-index] is before.blocks[-index], what
        if page.finished:
            settled += 1
            assert (page.blocks, page.starts, page.problems) == (
                fresh.blocks,
                fresh.starts,
                fresh.problems,
            ), what
        if not page.finished and dice.random() < 0.7:
            page = page.finish()
            assert page == fresh, what
    return settled


@pytest.mark.parametrize("dialect", KINDS.values(), ids=KINDS)
def test_a_settled_page_is_the_page_of_its_text(dialect: Dialect) -> None:
    settled = sum(check(seed, 6, dialect) for seed in range(14))
    assert settled > 14  # or the test shows nothing


def test_the_options_of_a_site_unsettle_nothing() -> None:
    page, _ = Page.parse(PROSE * 3, SITE).edit(Edit((2, 3), (2, 3), " cold", ""))
    assert page.finished


@pytest.mark.soak
@pytest.mark.parametrize("dialect", KINDS.values(), ids=KINDS)
def test_many_pages_settle(dialect: Dialect) -> None:
    for seed in range(1_000, 1_170):
        check(seed, 10, dialect)
