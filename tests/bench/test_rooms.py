"""What each room takes for its share of a key, a start and a first reading of the blog."""

import re
import time
from pathlib import Path

import mistune
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.documents import post
from tui.blog.recognition import find_site
from tui.desk.entries import refresh
from tui.edits import Edit
from tui.files.header import read_header
from tui.files.post import split
from tui.library.index import Index
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.paint import source
from tui.paint.lines import layout
from tui.prose.spelling import mask
from tui.prose.word_count import count_words

pytestmark = pytest.mark.bench

JEKYLL = DIALECTS["jekyll"]
WIDTH = 68
ROWS = 1_000
POSTS = 1_000


def body(size: int) -> str:
    return split(post(size)).body


def source_rows() -> list[str]:
    return post(250_000).split("\n")[:ROWS]


@pytest.mark.parametrize("size", [3_000, 30_000, 100_000], ids=["3 KB", "30 KB", "100 KB"])
def test_parse_a_page(benchmark: BenchmarkFixture, size: int) -> None:
    page = benchmark(Page.parse, body(size), JEKYLL)
    assert page.blocks


@pytest.mark.parametrize("size", [3_000, 30_000, 100_000], ids=["3 KB", "30 KB", "100 KB"])
def test_edit_a_page_by_one_letter(benchmark: BenchmarkFixture, size: int) -> None:
    page = Page.parse(body(size), JEKYLL)
    row = page.starts[len(page.starts) // 2]
    _, changed = benchmark(page.edit, Edit((row, 3), (row, 3), "o", ""))
    assert len(changed) == 1


def test_lay_out_all_blocks_of_30_kb(benchmark: BenchmarkFixture) -> None:
    blocks = Page.parse(body(30_000), JEKYLL).blocks
    lines = benchmark(lambda: [line for block in blocks for line in layout(block, WIDTH)])
    assert len(lines) > 30_000 / WIDTH


def test_count_the_words_of_30_kb(benchmark: BenchmarkFixture) -> None:
    text = body(30_000)
    words = benchmark(count_words, Page.parse(text, JEKYLL).blocks)
    assert words == pytest.approx(len(re.findall(r"\S+", text)), rel=0.05)


def test_colour_1000_rows_of_source(benchmark: BenchmarkFixture) -> None:
    rows = source_rows()

    def colour_all() -> int:
        state, marks = source.START, 0
        for row in rows:
            coloured = source.colour(row, state)
            state, marks = coloured.state, marks + len(coloured.marks)
        return marks

    assert benchmark(colour_all) > ROWS // 4


def test_mask_1000_rows_for_spelling(benchmark: BenchmarkFixture) -> None:
    rows = source_rows()

    def mask_all() -> int:
        state, words = mask.START, 0
        for row in rows:
            masked, state = mask.mask_line(row, state)
            words += sum(1 for _ in mask.words_in(masked))
        return words

    assert benchmark(mask_all) > ROWS


def test_split_a_post_and_read_its_header(benchmark: BenchmarkFixture) -> None:
    text = post(3_000)
    header = benchmark(lambda: read_header(split(text)))
    assert header.texts("tags") == ("river", "mornings")


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a blog of 1,000 posts of 3 KB."""
    root = tmp_path_factory.mktemp("blog")
    (root / "_config.yml").write_text("title: a river blog\n")
    (root / "_posts").mkdir()
    for number in range(POSTS):
        path = root / "_posts" / f"{2000 + number // 28}-02-{1 + number % 28:02}-walk.md"
        path.write_text(post(3_000, seed=number))
    return root


def test_index_1000_posts_for_the_first_time(benchmark: BenchmarkFixture, blog: Path, tmp_path: Path) -> None:
    site = find_site(blog)
    caches = iter(range(100))

    def new_index() -> tuple[tuple[Index], dict[str, object]]:
        return (Index.open(tmp_path / str(next(caches)), blog),), {}

    def read_all(index: Index) -> int:
        refresh(index, site)
        count = len(index.entries())
        index.close()
        return count

    read = benchmark.pedantic(read_all, setup=new_index, rounds=3)  # type: ignore[no-untyped-call]  # it has no annotations
    assert read == POSTS


def test_open_the_index_of_1000_unchanged_posts(
    benchmark: BenchmarkFixture, blog: Path, tmp_path: Path
) -> None:
    site = find_site(blog)
    first = Index.open(tmp_path, blog)
    refresh(first, site)
    first.close()

    def open_again() -> int:
        index = Index.open(tmp_path, blog)
        assert not refresh(index, site)
        index.close()
        return len(index.entries())

    assert benchmark(open_again) == POSTS


def test_a_jekyll_page_costs_at_most_three_times_plain_mistune() -> None:
    text = body(100_000)
    plain = mistune.create_markdown(renderer=None)
    times: dict[str, list[float]] = {"mistune": [], "jekyll": []}
    for _ in range(7):  # in turns, so that a busy moment falls on both
        for name, parse in (("mistune", plain), ("jekyll", lambda text: Page.parse(text, JEKYLL))):
            start = time.process_time()
            parse(text)
            times[name].append(time.process_time() - start)
    ratio = min(times["jekyll"]) / min(times["mistune"])
    print(f"\n100 KB: a jekyll page takes {ratio:.2f} times what mistune takes to tokens")
    assert ratio <= 3
