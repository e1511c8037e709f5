"""Keys take effect in their order in whatever takes letters, however close they come.

How the program's own turns fall between two keys is chance: a fast typist, a key macro, a line that lags. So
every row is pressed with each of several numbers of turns of the event loop after every key.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, key_event, make_blog, writing
from tui.files.sparks import Sparks
from tui.settings import places

POST, SILT = "_posts/2024-10-12-low-water.md", "_posts/2023-07-07-a-jar-of-silt.md"
TEMPLATE = "---\ntitle: $title$\ntags: $tags$\n---\n\n$text$\n"


@pytest.fixture(params=[0, 1, 2, 4, 8])
def turns(request: pytest.FixtureRequest) -> int:
    """Turns of the event loop after each key."""
    return int(request.param)


async def burst(writer: Writer, turns: int, *keys: str) -> None:
    """Press keys without waiting for what they do; then wait until nothing moves."""
    for key in keys:
        writer.app.post_message(key_event(key))
        for _ in range(turns):
            await asyncio.sleep(0)
    await writer.settle()


async def test_the_palette_opens_what_was_typed_and_the_post_gets_the_rest(
    tmp_path: Path, turns: int
) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+p", *"silt", "enter", *"oar")
        draft = writer.app.desk.draft
        assert draft is not None
        assert draft.path.name == Path(SILT).name
        assert "\noarit had made up" in draft.text


async def test_a_command_is_picked_by_its_name_and_its_line_keeps_a_thought(
    tmp_path: Path, turns: int
) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        before = writer.screen.editor.text
        await burst(writer, turns, "ctrl+p", *"> keep a thought", "enter", *"the ferry at noon", "enter")
        assert [spark.text for spark in Sparks(places().state).waiting()] == ["the ferry at noon"]
        assert writer.screen.editor.text == before


async def test_the_find_bar_goes_to_what_was_typed(tmp_path: Path, turns: int) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+f", *"posts", "escape", *"oar")
        assert "that the oarposts stood" in writer.screen.editor.text


async def test_the_find_bar_goes_on_from_what_was_typed(tmp_path: Path, turns: int) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+f", *"th", "enter", "enter", "escape", *"oar")
        assert "low** that oarthe posts" in writer.screen.editor.text


async def test_a_new_post_has_the_whole_title_and_the_tag_that_fits(tmp_path: Path, turns: int) -> None:
    blog = make_blog(tmp_path)
    template = blog / ".draftroom" / "templates" / "post.md"
    template.parent.mkdir(parents=True)
    template.write_text(TEMPLATE)
    async with writing(blog / POST) as writer:
        await burst(writer, turns, "ctrl+n", *"eels", "tab", *"ki", "tab", "enter", *"oar")
        draft = writer.app.desk.draft
        assert draft is not None
        assert draft.path.name == "eels.md"
        assert draft.facts.tags == ("kitchen",)
        assert "---\n\noar" in writer.screen.editor.text


async def test_the_tags_that_were_typed_are_added(tmp_path: Path, turns: int) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+t", *"kit", "enter", *"eels", "enter", "escape", *"oar")
        draft = writer.app.desk.draft
        assert draft is not None
        assert draft.facts.tags == ("river", "mornings", "kitchen", "eels")
        assert "\noarthe water" in writer.screen.editor.text


async def test_a_link_leads_where_was_typed(tmp_path: Path, turns: int) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+l", *"https://eels.example/weir", "enter")
        assert "(https://eels.example/weir)" in writer.screen.editor.text


async def test_an_entity_is_found_by_its_name(tmp_path: Path, turns: int) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        keys = ("ctrl+p", *"> insert an entity", "enter", *"em dash", "enter", *"oar")
        await burst(writer, turns, *keys)
        assert "\n&#8212;oarthe water" in writer.screen.editor.text


async def test_what_comes_before_a_list_is_read_is_for_the_list(tmp_path: Path, turns: int) -> None:
    sparks = Sparks(places().state)
    for day, thought in enumerate(("eels", "a weir"), 1):
        sparks.catch(thought, datetime(2024, 10, day, tzinfo=UTC))
    async with writing(make_blog(tmp_path) / POST) as writer:
        before = writer.screen.editor.text
        keys = ("ctrl+p", *"> begin a post", "enter", "down", "enter", "end", *"ier")
        await burst(writer, turns, *keys)
        assert "_drafts/eelsier.md" in writer.painted()
        assert writer.screen.editor.text == before


async def test_what_comes_before_earlier_versions_are_read_is_for_their_screen(
    tmp_path: Path, turns: int
) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "ctrl+p", *"> earlier versions", "enter", "down", "escape", *"oar")
        assert writer.screen.editor.text == RIVER.replace("the water", "oarthe water")


async def test_the_list_is_filtered_by_all_letters_from_the_first(tmp_path: Path, turns: int) -> None:
    """Some of them are commands of the list where no filter is typed."""
    async with writing(make_blog(tmp_path) / POST) as writer:
        await burst(writer, turns, "f2", "/", *"silt", "enter", "enter", *"oar")
        draft = writer.app.desk.draft
        assert draft is not None
        assert draft.path.name == Path(SILT).name
        assert "\noarit had made up" in writer.screen.editor.text


async def test_letters_are_in_the_post_before_a_command_works_on_it(tmp_path: Path, turns: int) -> None:
    post = make_blog(tmp_path) / POST
    async with writing(post) as writer:
        await burst(writer, turns, *"oar, ", "ctrl+s")
        assert "\noar, the water" in post.read_text()
