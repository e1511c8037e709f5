"""A writing day from end to end in a real terminal: spark, post, two minutes, published, built."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.e2e.clock import Clock
from tests.e2e.terminal import Terminal
from tests.e2e.test_app import COMMAND, CTRL_Q, CTRL_S

CTRL_END, CTRL_L, CTRL_P, ALT_E = "\x1b[1;5F", "\x0c", "\x10", "\x1be"
F7, F8, F9 = "\x1b[18~", "\x1b[19~", "\x1b[20~"
TAB = '{:target="_blank"}'
TAIL = """
---


<!-- hyperlink bank -->
<!-- &#042; = asterisk -->

**words / writing / post-processing**\x20\x20
"""
CONFIG = "title: a river blog\nurl: https://river.example\ntimezone: America/Halifax\n"
LAYOUT = (
    '{{ page.title }}|{{ page.date | date: "%Y-%m-%dT%H:%M:%S%:z" }}|{{ page.tags | join: "," }}|'
    "{{ page.url }}|{{ content }}"
)
SAID_LATE = (
    "slowly upstream herons waited beside frozen reeds while nobody came near enough to hear what snow"
)
WORDS = ["quietly", "muddy", "boats", "drifted", *SAID_LATE.split()]
"""Each is on the screen once, so that a test sees when it is there."""


def old_post(title: str, date: str, text: str) -> str:
    header = f"---\nlayout: post\ntitle: '{title}'\ndate: '{date}T07:20:00-03:00'\ntags:\n- river\n---\n\n\n"
    return f"{header}{text}\n{TAIL}5w / 3min / 2min"


def make_blog(root: Path) -> Path:
    """Write a blog whose writer keeps links, entities and times below each post."""
    files = {
        "_config.yml": CONFIG,
        "_layouts/post.html": LAYOUT,
        "_posts/2024-10-12-low-water.md": old_post(
            "low water", "2024-10-12", f"see [tide tables](https://tides.example/t){TAB} first."
        ),
        "_posts/2024-09-02-oats.md": old_post("a jar of oats", "2024-09-02", "oats keep for a year."),
    }
    for name, text in files.items():
        path = root / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root / "blog"


def draftroom(blog: Path, *arguments: str) -> str:
    done = subprocess.run([COMMAND, *arguments], cwd=blog, capture_output=True, text=True, check=True)
    return done.stdout


def begin_from_spark(terminal: Terminal) -> None:
    """Pick the one spark, agree to its title and to the blog's template."""
    terminal.press(CTRL_P)
    terminal.wait_for("esc back")
    terminal.press(">begin a post from")
    terminal.wait_for("spark: begin a post from one")
    terminal.press("\r")
    terminal.wait_for("today")
    terminal.answer("\r")
    terminal.wait_for("_drafts/phil-s-ferry.md")
    terminal.press("\triver\r")
    terminal.wait_for("learned from its newest ones")
    terminal.answer("t")
    terminal.wait_for("0 words as published")


def write_and_link(terminal: Terminal, clock: Clock) -> None:
    """Write twenty words in two minutes and a bit, put an address into the bank, then link from there."""
    clock.type_slowly(terminal, WORDS, 125)
    terminal.wait_for("20 words as published")
    terminal.press("\x1b[200~https://ferry.example/paint\x1b[201~")
    terminal.wait_for("Alt+E")
    terminal.press(ALT_E)
    terminal.wait_for("hyperlink bank")
    terminal.wait_for("20 words as published")
    terminal.press(CTRL_L)
    terminal.wait_for("bank        ☐ ferry.example/paint")
    terminal.press("\r")
    terminal.wait_for("23 words as published")


def look_again(terminal: Terminal, clock: Clock) -> None:
    """Come back much later, and take eighty seconds for three words, one of them twice."""
    clock.wait(3000)
    terminal.press(F8)
    terminal.wait_for("post-processing 0 min")
    for word, pause, words in (("anyway", 50, 24), ("with", 30, 25), ("with", 0, 26)):
        terminal.press(f" {word}")
        terminal.wait_for(f"{words} words as published")
        clock.wait(pause)
    terminal.wait_for("post-processing 1 min")


def mend_the_doubled_word(terminal: Terminal) -> None:
    for _ in range(6):
        terminal.press(F7)
        terminal.settle()
        if "stands here twice in a row" in terminal.text:
            break
    terminal.press(ALT_E)
    terminal.wait_for("mended:")


def test_from_a_spark_to_the_built_page(tmp_path: Path) -> None:
    blog, clock = make_blog(tmp_path), Clock(tmp_path)
    draftroom(blog, "spark", "phil's ferry: who paints it")
    [waiting] = json.loads(draftroom(blog, "spark", "--json"))
    with clock.start(blog) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle()
        begin_from_spark(terminal)
        write_and_link(terminal, clock)
        look_again(terminal, clock)
        mend_the_doubled_word(terminal)
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        [draft] = (blog / "_drafts").iterdir()
        assert draft.read_text().endswith("\n25w / 2min / min")
        terminal.press(F9)
        terminal.wait_for("the footer becomes: 25w / 2min / 1min")
        terminal.wait_for("-ferry.html")
        told = re.search(r"https://river\.example(/\S+\.html)", terminal.text)
        terminal.answer("\r")
        terminal.wait_for("published: /")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0

    assert told
    assert not draft.exists()
    [post] = (blog / "_posts").glob("*-phil-s-ferry.md")
    meta = json.loads(draftroom(blog, "meta", str(post), "--json"))
    assert (meta["title"], meta["tags"], meta["public"]) == ("phil's ferry", ["river"], True)
    assert meta["url"] == told[1]
    assert post.name[:10] == meta["date"][:10]
    assert told[1] == f"/{post.name[:10].replace('-', '/')}/phil-s-ferry.html"
    header = f"---\nlayout: post\ntitle: 'phil''s ferry'\ndate: '{meta['date']}'\ntags:\n- river\n---\n\n\n"
    spark = f"<!-- spark, {waiting['caught'][:10]}: phil's ferry: who paints it -->\n\n"
    link = f"[ferry.example/paint](https://ferry.example/paint){TAB}"
    tail = TAIL.replace("bank -->", "bank\n[x] https://ferry.example/paint\n-->")
    body = f"{' '.join(WORDS)} {link} anyway with\n"
    assert post.read_text() == f"{header}{spark}{body}{tail}25w / 2min / 1min"
    assert draftroom(blog, "spark") == ""
    assert_built(blog, meta)


def assert_built(blog: Path, meta: dict[str, object]) -> None:
    """What draftroom said is what Jekyll builds, where that is installed; nothing of ours goes along."""
    if shutil.which("jekyll") is None:
        return
    subprocess.run(["jekyll", "build", "-q"], cwd=blog, check=True, capture_output=True, env=dict(os.environ))
    page = (blog / "_site" / str(meta["url"]).lstrip("/")).read_text()
    title, date, tags, url, content = page.split("|", 4)
    assert (title, date, tags.split(","), url) == (meta["title"], meta["date"], meta["tags"], meta["url"])
    assert "ferry.example/paint</a> anyway with</p>" in content
    assert "25w / 2min / 1min" in content
    assert not (blog / "_site" / ".draftroom").exists()


KEPT = f"""---
layout: post
title: 'a slow thaw'
date: '2024-11-02T08:36:00-04:00'
tags:
- river
---\x20


on friday the ice went out, which i'd read about in [the ledger](https://ledger.example/ice/){TAB}:\x20

_it goes at night, they say.

and nobody hears it._



'cause what i want to say is this: "so soon!" and here we are.\x20

**thaw**: what the river does when nobody looks.\x20
{TAIL}47w / 13min / min"""
"""With what an editor would tidy: spaces at ends, empty rows, no line end after the footer."""


def test_only_the_row_that_was_written_in_and_the_footer_change(tmp_path: Path) -> None:
    blog, clock = make_blog(tmp_path), Clock(tmp_path)
    post = blog / "_posts" / "2024-11-02-a-slow-thaw.md"
    post.write_text(KEPT)
    with clock.start(post) as terminal:
        terminal.wait_for("47 words as published")
        terminal.settle()
        terminal.press("\x1b[B" * 3 + "\x1b[F")
        terminal.settle()
        clock.type_slowly(terminal, WORDS, 125)
        terminal.wait_for("67 words as published")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    before, after = KEPT.split("\n"), post.read_bytes().decode().split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    row = "_it goes at night, they say."
    assert changed == [(row, f"{row}{' '.join(WORDS)} "), ("47w / 13min / min", "67w / 15min / min")]
