"""How close our pages come to those of the real engines, told by what a reader sees.

    python -m tests.bench.engines kramdown FOLDER      kramdown's test documents (its test/testcases)
    python -m tests.bench.engines commonmark SPEC.txt  the examples of the CommonMark specification
    python -m tests.bench.engines posts FOLDER...      the posts under some folders, told by blocks too

`kramdown` and `posts` need ruby with kramdown and its GFM parser. `--show NAME` prints the text of the cases
whose names hold NAME, and what differs in them; otherwise the names of those that differ are printed.

The one thing to get right: kramdown's own `.html` files are made under its own options; what counts is
what it makes under Jekyll's.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.visible import blocks, shown, visible
from tui.blog.recognition import find_site
from tui.blog.site import EXTENSIONS
from tui.desk.drafts import open_draft
from tui.errors import PostError
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.liquid.render import render
from tui.markup.page import Page

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_PROGRAM = Path(__file__).with_name("kramdown.rb")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and the HTML that we and the engine make of it."""

    name: str
    text: str
    ours: str
    engine: str


def kramdown(texts: Sequence[str]) -> list[str]:
    """Return what kramdown makes of texts under Jekyll's options. Exits when there is no kramdown."""
    try:
        asked = json.dumps([text.encode("utf-8", "replace").decode() for text in texts])
        done = subprocess.run(
            ["ruby", str(_PROGRAM)], input=asked, capture_output=True, text=True, encoding="utf-8", check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = error.stderr[-200:] if isinstance(error, subprocess.CalledProcessError) else error
        raise SystemExit(f"engines: ruby with kramdown is needed: {reason}") from error
    pages: list[str] = json.loads(done.stdout)
    return pages


def kramdown_cases(folder: Path) -> list[Case]:
    """Return kramdown's test documents, those that have an HTML file."""
    paths = [path for path in sorted(folder.rglob("*.text")) if path.with_suffix(".html").exists()]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    jekyll = replace(DIALECTS["jekyll"], liquid=False)
    return [
        Case(str(path.relative_to(folder)), text, to_html(Page.parse(text, jekyll)), page)
        for path, text, page in zip(paths, texts, kramdown(texts), strict=True)
    ]


def commonmark_cases(specification: Path) -> list[Case]:
    """Return the examples of the CommonMark specification, named by their numbers."""
    found = _EXAMPLE.findall(specification.read_text(encoding="utf-8").replace("→", "\t"))
    return [
        Case(str(number), text, to_html(Page.parse(text, DIALECTS["commonmark"])), page)
        for number, (text, page) in enumerate(found, 1)
    ]


def post_cases(folders: Iterable[Path]) -> list[Case]:
    """Return every post under some folders that is kramdown's; both sides get the body that Liquid leaves."""
    paths = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in EXTENSIONS
    )
    pages = []
    for path in paths:
        try:
            page = open_draft(path, find_site(path)).page
        except PostError as error:
            print(f"{path}: left out: {error.title}")
            continue
        if page.dialect.kramdown:
            pages.append((path, without_liquid(page)))
        else:
            print(f"{path}: left out: it is written for {page.dialect.name}")
    bodies = [page.body for _, page in pages]
    return [
        Case(os.path.relpath(path), page.body, to_html(page), engine)
        for (path, page), engine in zip(pages, kramdown(bodies), strict=True)
    ]


def without_liquid(page: Page) -> Page:
    """Return the page of what Liquid leaves of a body."""
    plain = replace(page.dialect, liquid=False)
    return Page.parse(render(page.body, page.values).text if page.dialect.liquid else page.body, plain)


def same_blocks(case: Case) -> tuple[int, int]:
    """Return how many top-level blocks are the same, and how many there are."""
    ours, engine = blocks(visible(case.ours)), blocks(visible(case.engine))
    matching = difflib.SequenceMatcher(None, ours, engine, autojunk=False).get_matching_blocks()
    return sum(match.size for match in matching), max(len(ours), len(engine))


def report(cases: Sequence[Case], wanted: str) -> None:
    """Print the scores and the names of what differs; with `wanted`, what differs in those cases."""
    for case in cases:
        ours, engine = visible(case.ours), visible(case.engine)
        if wanted and wanted in case.name:
            print(f"{'=' * 20} {case.name}\n{case.text}\n{'-' * 20} the engine\n{case.engine}")
            print(f"{'-' * 20} ours\n{case.ours}")
            print(*difflib.unified_diff(shown(engine), shown(ours), "engine", "ours", lineterm=""), sep="\n")
        elif not wanted and ours != engine:
            print(case.name)
    right = sum(visible(case.ours) == visible(case.engine) for case in cases)
    same, count = (
        (sum(numbers) for numbers in zip(*map(same_blocks, cases), strict=True)) if cases else (0, 0)
    )
    print(f"documents: {right} of {len(cases)}; blocks: {same} of {count} ({same / max(count, 1):.2%})")


def main() -> None:
    """Compare what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engines")
    parser.add_argument("kind", choices=("kramdown", "commonmark", "posts"))
    parser.add_argument("places", type=Path, nargs="+", metavar="PLACE")
    parser.add_argument("--show", default="", metavar="NAME")
    chosen = parser.parse_args()
    if chosen.kind == "posts":
        cases = post_cases(chosen.places)
    else:
        read = kramdown_cases if chosen.kind == "kramdown" else commonmark_cases
        cases = read(chosen.places[0])
    report(cases, chosen.show)


if __name__ == "__main__":
    main()
