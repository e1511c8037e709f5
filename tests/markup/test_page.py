"""Pages: rows, edits, identity, and time."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.pages import bodies, cases
from tests.work import assert_linear
from tui.edits import Edit, apply, difference, split_rows
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.html import to_html
from tui.markup.liquid.values import Problem, Unknown, Values
from tui.markup.page import Page
from tui.markup.tree import (
    Block,
    Break,
    Chip,
    Code,
    CodeBlock,
    DefinitionList,
    Footnotes,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Rows,
    Text,
)

JEKYLL = DIALECTS["jekyll"]
COMMONMARK = DIALECTS["commonmark"]
dialects = st.sampled_from([*DIALECTS.values()])

ROWS = [
    ("river\nbank\n\nkettle\n", ["Paragraph 0-2", "Paragraph 3-4"]),
    ("\n\nriver\n\n\n", ["Paragraph 2-3"]),
    ("river\n---\n\n# kettle\nwords", ["Heading 0-2", "Heading 3-4", "Paragraph 4-5"]),
    ("a\n\n---\n\n***\nb", ["Paragraph 0-1", "Rule 2-3", "Rule 4-5", "Paragraph 5-6"]),
    ("```\na\n\n```\n\n    b\n\n    c\n\n\nd", ["CodeBlock 0-4", "CodeBlock 5-8", "Paragraph 10-11"]),
    ("```\na", ["Paragraph 0-2"]),
    ("> a\n> b\nlazy\n\n> c", ["Quote 0-3", "Paragraph 0-3", "Quote 4-5", "Paragraph 0-1"]),
    (
        "- a\n- b\n\n  c\n- \n  d\n\n\nend",
        [
            *("List 0-6", "Item 0-1", "Paragraph 0-1"),
            *("Item 1-4", "Paragraph 1-2", "Paragraph 3-4", "Item 4-6", "Paragraph 5-6", "Paragraph 8-9"),
        ],
    ),
    (
        "- - a\n  - b",
        ["List 0-2", "Item 0-2", "List 0-2", "Item 0-1", "Paragraph 0-1", "Item 1-2", "Paragraph 1-2"],
    ),
    (
        "> 1. a\n>\n>    ```\n>    b\n>    ```\n\n- c",
        [
            "Quote 0-5",
            "List 0-5",
            "Item 0-5",
            "Paragraph 0-1",
            "CodeBlock 2-5",
            "List 6-7",
            "Item 0-1",
            "Paragraph 0-1",
        ],
    ),
    (
        "- a\n> b\n- c\n# d",
        [
            *("List 0-4", "Item 0-2", "Paragraph 0-1", "Quote 1-2", "Paragraph 1-2"),
            *("Item 2-4", "Paragraph 2-3", "Heading 3-4"),
        ],
    ),
    (
        "para\n> quote\n1. one",
        ["Paragraph 0-1", "Quote 1-3", "Paragraph 0-1", "List 1-2", "Item 1-2", "Paragraph 1-2"],
    ),
    ("<div>\n*a*\n</div>\n\n<!-- b\n\nc -->\nd", ["HtmlBlock 0-3", "HtmlBlock 4-7", "Paragraph 7-8"]),
    ("[a]: /u\nriver [a]\n\n[b]: /u", ["Paragraph 1-2"]),
    ("| a |\n|---|\n| b |\n\nc", ["Table 0-3", "Paragraph 4-5"]),
    ("a\n{: .x}\n\n{: .y}\nb", ["Paragraph 0-1", "Paragraph 4-5"]),
    ("- a\n{: .x}\n> b\n{: .y}", ["List 0-1", "Item 0-1", "Paragraph 0-1", "Quote 2-3", "Paragraph 0-1"]),
    (
        "x\n\nkettle\n: sings\n  loud\n\n: drums\n\n  more\n\ncup\n: holds\n\ny",
        [
            *("Paragraph 0-1", "DefinitionList 2-12", "Definition 0-3", "Paragraph 1-3"),
            *(
                "Definition 4-7",
                "Paragraph 4-5",
                "Paragraph 6-7",
                "Definition 8-10",
                "Paragraph 9-10",
                "Paragraph 13-14",
            ),
        ],
    ),
    ("$$\nx\n$$\n\ny", ["MathBlock 0-3", "Paragraph 4-5"]),
    (
        "a[^1]\n\n[^1]: b\n\n    c\n\nd[^2]\n\n[^2]: e",
        [
            *("Paragraph 0-1", "Paragraph 6-7", "Footnotes 7-9"),
            *("Footnote -5--2", "Paragraph -5--4", "Paragraph -3--2", "Footnote 1-2", "Paragraph 1-2"),
        ],
    ),
    ("a\r\n\r\nb\r\nc", ["Paragraph 0-1", "Paragraph 2-4"]),
    ("a\x0b\u2028b\rc\n\nd", ["Paragraph 0-1", "Paragraph 2-3"]),
]


def walk(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Rows]]:
    """Yield the name and rows of every node that has rows."""
    for block in blocks:
        yield type(block).__name__, block.rows
        match block:
            case Quote(inner):
                yield from walk(inner)
            case List(items) | DefinitionList(items) | Footnotes(items):
                for item in items:
                    yield type(item).__name__, item.rows
                    yield from walk(item.blocks)


@pytest.mark.parametrize(("body", "expected"), ROWS)
def test_every_node_knows_its_rows(body: str, expected: list[str]) -> None:
    page = Page.parse(body, JEKYLL, first_row=7)
    found = []
    for start, block in zip(page.starts, page.blocks, strict=True):
        (name, (first, end)), *inner = walk((block,))
        assert first == 0
        found.append(f"{name} {start - 7}-{start - 7 + end}")
        found += [f"{name} {rows[0]}-{rows[1]}" for name, rows in inner]
    assert found == expected


@given(bodies, dialects, st.integers(0, 9))
def test_blocks_follow_each_other_within_the_body(body: str, dialect: Dialect, first_row: int) -> None:
    page = Page.parse(body, dialect, first_row)
    rows, _ = split_rows(body)
    row = first_row
    for index, block in enumerate(page.blocks):
        assert row <= page.starts[index]
        assert page.starts[index] < page.block_end(index) or isinstance(block, Footnotes)
        row = page.block_end(index)
        assert page.block_at(page.starts[index]) is not None
    assert row <= first_row + len(rows)


def texts(inlines: tuple[Inline, ...]) -> Iterator[str]:
    yield from (inline.text for inline in inlines if isinstance(inline, Text))


@given(bodies)
def test_the_rows_of_a_paragraph_hold_its_words(body: str) -> None:
    page = Page.parse(body, COMMONMARK)
    rows, _ = split_rows(body)
    for index, block in enumerate(page.blocks):
        if isinstance(block, Paragraph | Heading):
            source = "\n".join(rows[page.starts[index] : page.block_end(index)])
            words = set(re.findall(r"kettle|river|c", " ".join(texts(block.inlines))))
            assert all(word in source for word in words)


def test_a_paragraph_has_one_break_for_each_of_its_row_ends() -> None:
    (paragraph,) = Page.parse("a *b  \nc* d\\\ne\nf", COMMONMARK).blocks
    assert isinstance(paragraph, Paragraph)
    assert [inline.hard for inline in paragraph.inlines if isinstance(inline, Break)] == [True, False]


def test_a_task_is_done_or_not_or_no_task() -> None:
    (block,) = Page.parse("- [ ] wash\n- [X] dry\n- [y] sing\n", DIALECTS["gfm"]).blocks
    assert isinstance(block, List)
    assert [item.done for item in block.items] == [False, True, None]


def test_a_row_finds_its_block() -> None:
    page = Page.parse("\na[^1]\n\n[^1]: note\n\nb\nc\n", JEKYLL, first_row=10)
    assert [page.block_at(row) for row in range(9, 19)] == [None, None, 0, 0, 2, 0, 1, 1, 2, 2]
    assert [page.block_end(index) for index in range(3)] == [12, 17, 17]
    assert Page.parse("", JEKYLL).block_at(0) is None


def test_an_edit_changes_one_block_and_keeps_the_others() -> None:
    page = Page.parse("one\n\ntwo\n\nthree\n", JEKYLL, first_row=4)
    after, changed = page.edit(Edit((6, 3), (6, 3), " cups\n\nand a kettle", ""))
    assert changed == range(1, 3)
    assert after.starts == (4, 6, 8, 10)
    assert after.blocks[0] is page.blocks[0]
    assert after.blocks[3] is page.blocks[2]


def test_an_edit_that_readers_cannot_see_changes_no_block() -> None:
    page = Page.parse("one\n\ntwo\n", JEKYLL)
    after, changed = page.edit(Edit((0, 3), (0, 3), " ", ""))
    assert not changed
    assert after.blocks == page.blocks
    assert after.body == "one \n\ntwo\n"


@pytest.mark.parametrize(
    "edit",
    [Edit((3, 0), (4, 0), "", "x\n"), Edit((4, 0), (4, 3), "", "two"), Edit((9, 0), (9, 0), "x", "")],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Page.parse("one\n", JEKYLL, first_row=4).edit(edit)


@given(bodies, bodies, dialects, st.integers(0, 3))
def test_an_edited_page_is_the_page_of_the_edited_text(
    old: str, new: str, dialect: Dialect, first_row: int
) -> None:
    header = "x\n" * first_row
    edit = difference(header + old, header + new)
    if edit is None or edit.start[0] < first_row:
        return
    before = Page.parse(old, dialect, first_row)
    after, changed = before.edit(edit)
    assert header + after.body == apply(header + old, edit)
    fresh = Page.parse(after.body, dialect, first_row)
    assert after.finish() == fresh
    assert after == fresh or not after.finished
    kept_tail = len(after.blocks) - changed.stop
    for index in range(changed.start):
        assert after.blocks[index] is before.blocks[index]
    for index in range(1, kept_tail + 1):
        assert after.blocks[-index] is before.blocks[-index]
    if changed:
        assert (
            changed.start == len(before.blocks) or after.blocks[changed.start] != before.blocks[changed.start]
        )


HOSTILE: dict[str, Callable[[int], str]] = {
    "spaces in a heading": lambda size: "# a" + " " * size + "b",
    "marks in a heading": lambda size: "# a" + " #" * (size // 2) + " b",
    "emphasis in emphasis": lambda size: "*a **a " * (size // 14) + "b" + " a** a*" * (size // 14),
    "emphasis in many paragraphs": lambda size: (
        ("*a **a " * 90 + "b" + " a** a*" * 90 + "\n\n") * (size // 1_263)
    ),
    "quotes and lists in turn": lambda size: "> a\n- b\n" * (size // 8),
    "quotes in quotes": lambda size: "> " * 500 + "a\n" * (size // 2),
    "lists in lists": lambda size: "- " * size,
    "brackets": lambda size: "[" * size,
    "links": lambda size: "[a](" * (size // 4),
    "pipes": lambda size: "a|" * (size // 2),
    "a wide table with many short rows": lambda size: (
        "a|b\n-|-\n" + "|a" * 1_000 + "\n" + "a|b\n" * (size // 4)
    ),
    "a tall table with one wide row": lambda size: "|-|\n" * (size // 6) + "|a" * (size // 6),
    "footnotes": lambda size: (
        "".join(f"[^{i}] " for i in range(size // 15))
        + "\n\n"
        + "".join(f"[^{i}]: a\n" for i in range(size // 15))
    ),
    "attribute lists": lambda size: "*a*{:.x}" * (size // 8),
    "braces": lambda size: "# a {" + "{#" * (size // 2),
    "quotation marks": lambda size: "\"'" * (size // 2),
    "comments": lambda size: "<!--" * (size // 4),
    "definitions": lambda size: "a\n: b\n" + "\n" * size + "c\n: d\n",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_read_in_proportion_to_its_length(body: Callable[[int], str]) -> None:
    assert_linear(lambda size: Page.parse(body(size), JEKYLL), 10_000)


LIQUID = Values(
    scope={"page": {"title": "kettle", "tags": ["river", "ink"]}, "site": {"data": Unknown("site.data")}}
)

LIQUID_ROWS = [
    ("# {{ page.title }}\n\nb", ["Heading 0-1", "Paragraph 2-3"]),
    ("a\n\n{% comment %}\n\n{% endcomment %}\n\nb\nc", ["Paragraph 0-1", "Paragraph 6-8"]),
    ("{% if page.title\n%}\na\n\nb\n{% endif %}", ["Paragraph 2-3", "Paragraph 4-5"]),
    (
        "{% for tag in page.tags %}\n{{ tag }}\n\n***\n{% endfor %}\nend",
        ["Paragraph 1-2", "Rule 3-4", "Paragraph 3-4", "Rule 3-4", "Paragraph 5-6"],
    ),
    ("a\n\n{% highlight ruby %}\nb\n\nc\n{% endhighlight %}\n\nd", ["CodeBlock 2-7", "Paragraph 8-9"]),
    ("```\n{{ page.title }}\n```\n\n{% gist 5 %}\n\nb", ["CodeBlock 0-3", "Paragraph 4-5", "Paragraph 6-7"]),
]


@pytest.mark.parametrize(("body", "expected"), LIQUID_ROWS)
def test_blocks_that_liquid_made_stand_where_they_were_typed(body: str, expected: list[str]) -> None:
    page = Page.parse(body, JEKYLL, values=LIQUID)
    named = [
        f"{type(block).__name__} {start}-{start + block.rows[1]}"
        for start, block in zip(page.starts, page.blocks, strict=True)
    ]
    assert named[-len(expected) :] == expected
    assert list(page.starts) == sorted(page.starts)


def test_a_chip_is_a_word_of_ours_in_the_page() -> None:
    page = Page.parse(
        "a {% include b_c_d.html %} b\n\n`{{ site.data.x }}`", JEKYLL, values=Values(themed=True)
    )
    assert page.blocks[0] == Paragraph((Text("a "), Chip("include b_c_d.html"), Text(" b")), (0, 1))
    page = Page.parse("`{{ site.data.x }}` [a]({{ site.data.y }})", JEKYLL, values=LIQUID)
    (paragraph,) = page.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[0] == Code("‹site.data.x›")
    assert isinstance(paragraph.inlines[2], Link)
    assert "site.data.y" in paragraph.inlines[2].url


def test_a_chip_has_an_element_of_its_own_and_highlighted_code_those_of_jekyll() -> None:
    page = Page.parse('{% gist "a" %}\n\n{% highlight ruby %}\na < "b"\n{% endhighlight %}\n', JEKYLL)
    assert to_html(page) == (
        '<p><span class="liquid">‹gist "a"›</span></p>\n'
        '<figure class="highlight"><pre><code class="language-ruby" data-lang="ruby">'
        "a &lt; &quot;b&quot;</code></pre></figure>\n"
    )
    assert page.blocks[1] == CodeBlock('a < "b"', (0, 3), "ruby", highlighted=True)


def test_problems_stand_in_rows_of_the_whole_post() -> None:
    page = Page.parse("a\n\nb {% gallery %}", JEKYLL, 7)
    assert page.problems == (Problem(9, 2, "unknown tag 'gallery'"),)


def test_an_edit_keeps_the_blocks_that_liquid_leaves_equal() -> None:
    before = Page.parse("{% gist 1 %}\n\n{{ page.title }}\n\nend", JEKYLL, 3, LIQUID)
    after, changed = before.edit(Edit((7, 0), (7, 3), "the end", "end"))
    assert changed == range(2, 3)
    assert after.blocks[0] is before.blocks[0]
    assert after.values is LIQUID


def test_liquid_is_words_where_the_engine_has_none() -> None:
    page = Page.parse("{{ page.title }}", DIALECTS["hugo"], values=LIQUID)
    assert page.blocks == (Paragraph((Text("{{ page.title }}"),), (0, 1)),)


PARTS = (
    *("{{ page.title }}", "{% for t in page.tags %}", "{% endfor %}", "{% gist 1 %}", "{{ site.data.x }}"),
    *("{% highlight a %}", "{% endhighlight %}", "{% raw %}", "{% endraw %}", "{% if a %}", "{% endif %}"),
    *(
        "{% comment %}",
        "{% endcomment %}",
        "{{",
        "%}",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "a",
        "```\n",
        "[^1]",
        "[^1]: ",
    ),
)


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_any_liquid_makes_a_page_within_its_body(body: str) -> None:
    page = Page.parse(body, JEKYLL, 2, LIQUID)
    assert list(page.starts) == sorted(page.starts)
    assert all(2 <= start <= 2 + body.count("\n") + 1 for start in page.starts)
    assert "\uf8f0" not in to_html(page)


def test_rows_of_neighbours_never_cross_in_the_fixtures() -> None:
    for name, source, _ in cases():
        page = Page.parse(source, DIALECTS[name])
        ends = [page.block_end(index) for index in range(len(page.blocks))]
        assert all(end <= start for end, start in pairwise([0, *_interleaved(page.starts, ends)]))


def _interleaved(starts: tuple[int, ...], ends: list[int]) -> Iterator[int]:
    for start, end in zip(starts, ends, strict=True):
        yield start
        yield end


@pytest.mark.parametrize("space", [*"\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u3000\ufeff"])
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
def test_a_space_that_only_some_take_for_one_is_read_once(space: str, dialect: Dialect) -> None:
    for row in (
        f"    {space}",
        f"- {space}",
        f"> {space}",
        f"\t{space}\n\n    {space}{space}",
        f": {space}",
        f"```\n{space}",
    ):
        page = Page.parse(f"words\n\n{row}\n\nwords", dialect)
        assert page.blocks
