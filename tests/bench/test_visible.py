"""What counts when two pages are compared, and what does not."""

import pytest

from tests.bench.visible import blocks, shown, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p id='a' class='b'>low</p>", "<p>low</p>"),
        ("<div><p>low</p></div>", "<p>low</p>"),
        ("<p>low <!-- hidden -->water</p>", "<p>low water</p>"),
        ("<p>\n low\n  water </p>", "<p>low water</p>"),
        ("<p>low<br />\nwater</p>", "<p>low<br>water</p>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tbody><tr>\n<td>a</td></tr></tbody></table>"),
        ("<td style='text-align: right'>a</td>", "<td align='right'>a</td>"),
        ("<s>low</s>", "<del>low</del>"),
        ("<a href='#fn:1'>1</a>", "<a href='#fnref1'>1</a>"),
        ("<a href='mailto:a@b.c'>a</a>", "<a href='mailto:&#97;@b.c'>a</a>"),
        ("<input checked>", "<input checked='checked'>"),
        ("<p>&ldquo;low&rdquo; &amp; so</p>", "<p>“low” &#38; so</p>"),
        ("<pre><code class='language-a'><span>x</span>\n</code></pre>", "<pre><code>x</code></pre>"),
    ],
)
def test_what_a_reader_does_not_see_is_left_out(one: str, other: str) -> None:
    assert visible(one) == visible(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>low</p>", "<p>high</p>"),
        ("<p>low</p>", "low"),
        ("<p>low <b>water</b></p>", "<p>low<b>water</b></p>"),
        ("<p>it's</p>", "<p>it’s</p>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<a href='/a'>a</a>", "<a href='/b'>a</a>"),
        ("<a href='/a' target='_blank'>a</a>", "<a href='/a'>a</a>"),
        ("<img src='/a' alt='b'>", "<img src='/a' alt=''>"),
        ("<ol start='3'><li>a</li></ol>", "<ol><li>a</li></ol>"),
        ("<td align='right'>a</td>", "<td>a</td>"),
        ("<input checked>", "<input>"),
        ("<h2>a</h2>", "<h3>a</h3>"),
    ],
)
def test_what_a_reader_sees_counts(one: str, other: str) -> None:
    one, other = (f"<table><tr>{each}</tr></table>" if "<td" in each else each for each in (one, other))
    assert visible(one) != visible(other)


def test_a_page_is_cut_at_its_top() -> None:
    page = visible("<h2>a</h2><ul><li><p>b<br>c</p></li></ul><hr>words")
    assert [len(block) for block in blocks(page)] == [3, 9, 1, 1]
    assert shown(page)[:4] == ["<h2>", "'a'", "</h2>", "<ul>"]


def test_a_deeply_nested_page_can_be_read() -> None:
    assert shown(visible("<b>" * 3_000 + "low"))[-3_001] == "'low'"
