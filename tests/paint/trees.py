"""Pages built by hand, one per fixture in fixtures/lines, and Hypothesis strategies for any page."""

from hypothesis import strategies as st

from tui.markup.tree import (
    Abbreviation,
    Alignment,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    HtmlBlock,
    HtmlElement,
    Image,
    Inline,
    InlineHtml,
    InlineMath,
    Item,
    Link,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)

ROWS = (0, 1)


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def prose(*inlines: Inline | str, row: int = 0, tight: bool = False) -> Paragraph:
    children = tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)
    return Paragraph(children, (row, row + 1), tight=tight)


def item(*blocks: Block | str, done: bool | None = None, tight: bool = True) -> Item:
    children = tuple(prose(block, tight=tight) if isinstance(block, str) else block for block in blocks)
    return Item(children, ROWS, done)


def bullets(*items: Item) -> List:
    return List(items, ROWS)


def table(head: str, alignments: tuple[Alignment, ...], *body: str) -> Table:
    def cells(row: str) -> tuple[Cell, ...]:
        parts = (part.strip() for part in row.split("|"))
        return tuple(Cell(words(part), side) for part, side in zip(parts, alignments, strict=True))

    return Table((cells(head),) if head else (), tuple(map(cells, body)), (0, len(body) + 2))


LOW_WATER = "you can’t hurry low water. you can only be there when it happens."
_HTML = InlineHtml

PAGES: dict[str, Block] = {
    "paragraph": prose(
        "marta says the ",
        Link(words("tide tables"), "https://example.org/tides/"),
        " are the ",
        Styled("strong", (Text("real "), Styled("emphasis", words("old")), Text(" clock"))),
        " of this town. the kettle",
        Break(hard=False),
        "is ",
        Styled("strike", words("late")),
        " on time,",
        Break(hard=True),
        "and so is ",
        Code("slip"),
        FootnoteReference("a", 12),
        ".",
    ),
    "html": prose(
        "the ",
        _HTML("<b>"),
        "ferry",
        _HTML("</b>"),
        _HTML("<!-- not today -->"),
        " burns H",
        _HTML("<sub>"),
        "2",
        _HTML("</sub>"),
        "O",
        _HTML("<br>"),
        "press ",
        _HTML("<kbd>"),
        "q",
        _HTML("</kbd>"),
        " on the 1",
        _HTML("<sup>"),
        "st",
        _HTML("</sup>"),
        " ",
        _HTML('<a href="https://example.org/q">'),
        "page",
        _HTML("</a>"),
        " of ",
        _HTML("<font>"),
        "salt",
    ),
    "image": prose(
        "above. ", Image("the quay at low water", "assets/quay.jpg"), " below. ", Image("", "x.png")
    ),
    "quote": Quote(
        (
            prose(LOW_WATER),
            Quote((prose("so she says, with ", Styled("emphasis", words("salt")), " on her hands"),), ROWS),
        ),
        ROWS,
    ),
    "tasks": bullets(
        item("get up before the gulls do", done=True),
        item("write to aunt june, by hand, and carry it to the post", done=False),
        item("ask marta about the blue boat"),
    ),
    "nested-list": bullets(
        item(
            "kitchen",
            bullets(
                item("kettle", bullets(item("lid, which is the part that sings", bullets(item("knob")))))
            ),
        ),
        item("hall"),
    ),
    "numbered-list": List(
        (item("wake", tight=False), item("walk down to the river", "and back", tight=False), item("write")),
        ROWS,
        start=8,
        tight=False,
    ),
    "table": table(
        "day|low water|walked|sky",
        ("left", "right", "center", ""),
        "mon|6:52|2 km|fog",
        "tue|7:41|12 km|clear, with a wind from the other side of the hill",
    ),
    "headless-table": table("", ("", "right"), "bread|2", "butter|12"),
    "code": CodeBlock(
        "for day in range(5):  # until friday\n\tprint('low water', day, 'and a row that is far too long')",
        (0, 5),
        "python",
    ),
    "plain-code": CodeBlock("low = 6:52", ROWS, fenced=False),
    "rule": Rule(ROWS),
    "more": HtmlBlock("<!-- more -->", ROWS),
    "html-block": HtmlBlock("<figure>\n  <img src='a.jpg'>\n<!-- a\ncomment --><hr>\n</figure>", (0, 6)),
    "definitions": DefinitionList(
        (
            Definition(words("slip"), (prose("how much later the tide is every day"),), ROWS),
            Definition(words("slack"), (prose("when nothing moves", tight=True),), ROWS),
            Definition(words("spring tide"), (prose("the high one", tight=True),), ROWS),
        ),
        ROWS,
    ),
    "footnotes": Footnotes(
        (
            Footnote("a", 9, (prose("my grandfather called it waiting with your boots on."),), ROWS),
            Footnote("b", 10, (prose("he had ", Styled("strong", words("two")), " pairs."),), ROWS),
        ),
        ROWS,
    ),
    "math": MathBlock("e = mc^2\n  + salt", (0, 2)),
    "japanese": prose("川の水はとても低かった。「もう朝だ」と彼女は言った。"),
}

# what is hard: no width, two cells, joiners, a no-break space, direction marks, controls, undecodable bytes
_HARD = [
    "a",
    "word",
    " ",
    "  ",
    "\t",
    "\n",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\ufe0f",
    "\u0301",
    "é",
    "—",
]
_HARD += [
    "漢",
    "」",
    "（",
    "👩\u200d🚀",
    "👍🏽",
    "1️⃣",
    "🇫🇷",
    "🇫",
    "‮",
    "\x1b[31m",
    "\x00",
    "\udc80",
    "ש",
    "|",
    "https://example.org/a/long/one",
]
text = st.one_of(st.lists(st.sampled_from(_HARD), max_size=30).map("".join), st.text(max_size=40))
_url = st.sampled_from(
    ["", "https://example.org", "javascript:x", "a.jpg", "https://x.org/\x1b]8", "data:image/png;x"]
)
_tag = st.sampled_from(
    [
        "<br>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<!-- x",
        "<x y='z'>",
        "<img alt='a' src=b>",
        "<a href=x>",
        "</a>",
    ]
)
_rows = st.tuples(st.integers(0, 9), st.integers(0, 9))
_leaf: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, text),
    st.builds(Break, st.booleans()),
    st.builds(Code, text),
    st.builds(Image, text, _url),
    st.builds(InlineHtml, _tag | text),
    st.builds(FootnoteReference, text, st.integers(0, 999)),
    st.builds(Abbreviation, text, text),
    st.builds(InlineMath, text),
)


def _inside(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(children, max_size=3).map(tuple)
    kinds = st.sampled_from(["emphasis", "strong", "strike", "mark", "insert", "superscript", "subscript"])
    return st.builds(Styled, kinds, several) | st.builds(Link, several, _url)


inlines = st.lists(st.recursive(_leaf, _inside, max_leaves=6), max_size=6).map(tuple)
_cell = st.builds(Cell, inlines, st.sampled_from(["", "left", "center", "right"]))
_cells = st.lists(_cell, max_size=5).map(tuple)
_simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, inlines, _rows, tight=st.booleans()),
    st.builds(Heading, st.integers(1, 6), inlines, _rows),
    st.builds(CodeBlock, text, _rows, st.sampled_from(["", "python", "nonsense", "html x"]) | text),
    st.builds(
        Table,
        st.lists(_cells, max_size=2).map(tuple),
        st.lists(_cells, max_size=3).map(tuple),
        _rows,
        st.lists(_cells, max_size=1).map(tuple),
        st.sampled_from([(), (1,), (1, 2)]),
    ),
    st.builds(Rule, _rows),
    st.builds(HtmlBlock, text | _tag | st.just("<!--more-->"), _rows),
    st.builds(MathBlock, text, _rows),
)


def _around(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(children, max_size=3).map(tuple)
    items = st.builds(Item, several, _rows, st.none() | st.booleans())
    notes = st.builds(Footnote, text, st.integers(0, 999), several, _rows)
    start = st.none() | st.integers(0, 10**9)
    return st.one_of(
        st.builds(Quote, several, _rows),
        st.builds(HtmlElement, st.just("div"), several, _rows),
        st.builds(List, st.lists(items, max_size=3).map(tuple), _rows, start, st.booleans()),
        st.builds(
            DefinitionList,
            st.lists(st.builds(Definition, inlines, several, _rows), max_size=3).map(tuple),
            _rows,
        ),
        st.builds(Footnotes, st.lists(notes, max_size=3).map(tuple), _rows),
    )


blocks: st.SearchStrategy[Block] = st.recursive(_simple, _around, max_leaves=8)
