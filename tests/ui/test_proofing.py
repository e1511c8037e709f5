"""The check in the app: F7 from finding to finding, the list, the one key that mends."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.ui.support import make_blog, settle_page, settles_only_when_told, writing
from tui.desk.drafts import Draft
from tui.desk.findings import find_all
from tui.prose.proof.finding import Finding
from tui.session import proofing
from tui.settings import Settings

POST = "_posts/2024-10-12-low-water.md"
HEAD = "---\nlayout: post\ntitle: 'low water'\ndate: '2024-10-12T07:20:00+00:00'\ntags:\n- river\n---\n\n"
BODY = """i stayed in 'cause of the rain, and the the kettle.

it was in in the mud, and nobody minds.

<!-- hyperlink bank
https://oats.example
-->
"""


def blog_with(root: Path, body: str = BODY) -> Path:
    return make_blog(root, {POST: HEAD + body}) / POST


async def test_f7_goes_to_the_next_finding_and_says_why(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("f7")
        await writer.wait_for("1 of 5")
        assert writer.screen.editor.cursor_location == (8, 12)
        assert "Alt+E mend it" in writer.status
        await writer.press("f7")
        await writer.wait_for("2 of 5")
        assert writer.screen.editor.cursor_location == (8, 40)
        await writer.press("shift+f7")
        await writer.wait_for("1 of 5")
        await writer.press("shift+f7")
        await writer.wait_for("5 of 5")
        assert writer.screen.editor.cursor_location == (13, 0)


async def test_what_f7_says_goes_with_the_next_key(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("f7")
        await writer.wait_for("1 of 5")
        await writer.type("x")
        assert "1 of " not in writer.status


async def test_one_key_mends_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("f7")
        await writer.wait_for("mend it")
        await writer.press("alt+e")
        assert "’cause of" in writer.screen.editor.text
        assert "mended" in writer.status
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == HEAD + BODY


async def test_the_list_mends_and_turns_rules_off(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("ctrl+p")
        await writer.type(">what readers")
        await writer.press("enter")
        await writer.wait_for("5 listed")
        assert "wrong-apostrophe" in writer.painted()
        assert writer.painted().count("repeated-word") == 2
        await writer.press("f")
        await writer.wait_for("4 listed")
        assert "wrong-apostrophe" not in writer.painted()
        await writer.press("o")
        await writer.wait_for("2 listed")
        assert "repeated-word" not in writer.painted()
        assert "<!-- draftroom: off repeated-word -->\n<!-- hyperlink bank" in writer.screen.editor.text
        await writer.press("escape", "ctrl+z", "ctrl+z")
        assert writer.screen.editor.text == HEAD + BODY


async def test_enter_in_the_list_goes_there(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        writer.screen.action_do("check.show")
        await writer.wait_for("5 listed")
        await writer.press("down", "down", "enter")
        await writer.wait_for("3 of 5")
        assert writer.screen.editor.cursor_location == (10, 10)


async def test_settings_turn_rules_off(tmp_path: Path) -> None:
    off = ("repeated-word", "wrong-apostrophe", "unused-link", "public-comments")
    async with writing(blog_with(tmp_path), settings=Settings(spelling=False, check_off=off)) as writer:
        await writer.press("f7")
        await writer.wait_for("nothing found that readers would not expect")


async def test_a_rule_that_is_none_is_named_once(tmp_path: Path) -> None:
    settings = Settings(spelling=False, check_off=("repeated-wrd",))
    async with writing(blog_with(tmp_path), settings=settings) as writer:
        await writer.press("f7")
        await writer.wait_for("there is no rule `repeated-wrd`")
        await writer.wait_for("1 of 5")


async def test_publishing_shows_what_is_found(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {POST: HEAD + BODY, "_drafts/mud.md": HEAD + "it was in in the mud.\n"})
    async with writing(blog / "_drafts" / "mud.md") as writer:
        await writer.press("f9")
        await writer.wait_for("publish this post")
        assert "line 9: “in” stands here twice in a row" in writer.painted()
        await writer.press("escape")


HOSTILE = "\x1b[2J\x9b31m\u202e"


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 10), (20, 5)])
async def test_hostile_text_is_harmless_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    body = f"'cause{HOSTILE} in in the [mud](/2024/01/01/{HOSTILE}.html)\n"
    async with writing(blog_with(tmp_path, body), size=size) as writer:
        await writer.press("f7")
        await writer.pilot.pause(0.3)
        writer.screen.action_do("check.show")
        await writer.pilot.pause(0.3)
        assert not set("\x1b\x9b\u202e") & set(writer.painted())
        await writer.press("f", "o", "escape")
        assert not set("\x1b\x9b\u202e") & set(writer.painted())


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Event:
    """What a check waits for before it looks."""
    go = Event()

    def slowly(draft: Draft, *rest: Any) -> tuple[Finding, ...]:
        go.wait(60)
        return find_all(draft, *rest)

    monkeypatch.setattr(proofing, "find_all", slowly)
    return go


async def test_nothing_jumps_under_someone_who_types_on(tmp_path: Path, go: Event) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("f7", "x")
        go.set()
        await writer.pilot.pause(0.3)
        assert writer.screen.editor.text == f"{HEAD}x{BODY}"
        assert writer.screen.editor.cursor_location == (8, 1)
        await writer.press("f7")
        await writer.wait_for("1 of 5")


async def test_a_page_that_settles_while_it_is_checked_is_no_other_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    settles_only_when_told(monkeypatch)
    async with writing(blog_with(tmp_path)) as writer:
        await writer.type("[heron]: /reeds\n\n")
        await writer.press("f7")
        await settle_page(writer)
        go.set()
        await writer.wait_for("1 of 5")


@pytest.mark.parametrize("key", ["f", "enter"])
async def test_a_finding_of_a_text_that_changed_under_the_list_is_not_used(tmp_path: Path, key: str) -> None:
    post = blog_with(tmp_path)
    async with writing(post) as writer:
        writer.screen.action_do("check.show")
        await writer.wait_for("5 listed")
        other = HEAD + BODY.replace("i stayed", "in those days i stayed at home")
        post.write_text(other, encoding="utf-8")
        writer.screen.session.outside.look()
        await writer.settle()
        assert writer.screen.editor.text == other
        await writer.press(key)
        await writer.wait_for("the text changed meanwhile")
        await writer.press("escape", "alt+e")
        assert writer.screen.editor.text == other


TAIL = """it rained.

---

<!-- ask anna -->

<!-- hyperlink bank
https://oats.example
-->

**words / writing / post-processing**
2w / 13min / min"""


async def test_the_clock_mends_minutes_that_are_blank(tmp_path: Path) -> None:
    post = blog_with(tmp_path, "it rained.\n\n2w / 13min / min")
    async with writing(post) as writer:
        await writer.press("f7")
        await writer.wait_for("Alt+E mend it")
        await writer.press("alt+e")
        await writer.wait_for("post-processing is closed")
        assert writer.screen.editor.text == f"{HEAD}it rained.\n\n2w / 13min / 0min"
        await writer.press("f7")
        await writer.wait_for("nothing found that readers would not expect")


async def test_a_comment_is_taken_out_but_not_with_links_in_it(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path, TAIL)) as writer:
        await writer.press("f7")
        await writer.wait_for("2 comments, this one first")
        await writer.press("alt+e")
        assert writer.screen.editor.text == HEAD + TAIL.replace("<!-- ask anna -->\n\n", "")
        await writer.press("ctrl+home", "f7")
        await writer.wait_for("this comment reaches")
        assert "mend it" not in writer.status
        await writer.press("alt+e")
        await writer.wait_for("publish without comments, or take it out yourself")
        await writer.press("f7")
        await writer.wait_for("no link uses it")
        await writer.press("alt+e")
        await writer.wait_for("link some words to it")


async def test_the_list_mends_what_the_clock_mends_and_goes_on(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path, TAIL)) as writer:
        writer.screen.action_do("check.show")
        await writer.wait_for("3 listed")
        assert "mended: without <!-- ask anna -->" in writer.painted()
        await writer.press("down", "down", "f")
        await writer.wait_for("2 listed")
        assert "2w / 13min / 0min" in writer.screen.editor.text
        await writer.settle()
        await writer.press("up", "f")
        await writer.wait_for("this comment reaches")
        assert "ask anna" not in writer.screen.editor.text
