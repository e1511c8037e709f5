"""Characters that do harm: said in the status line as one types, escaped by one key."""

from pathlib import Path

from tests.ui.support import Writer, make_blog, writing

POST = "_posts/2024-10-12-low-water.md"
HEAD = "---\nlayout: post\ntitle: 'low water'\n---\n\n"


def blog_with(root: Path, body: str = "\n") -> Path:
    return make_blog(root, {POST: HEAD + body}) / POST


async def swear(writer: Writer) -> None:
    await writer.pilot.press(*"what a m", "asterisk", *"ck of a r", "asterisk", *"t")
    await writer.settle()


async def test_stars_inside_words_are_seen_and_one_key_escapes_them(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await swear(writer)
        await writer.wait_for("this makes emphasis")
        assert "Alt+E write \\*" in writer.status
        await writer.press("alt+e")
        assert "what a m\\*ck of a r\\*t" in writer.screen.editor.text
        assert "m*ck of a r*t" in writer.part(104, 160)


async def test_the_key_again_is_the_entity_and_then_what_was_typed(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await swear(writer)
        await writer.wait_for("this makes emphasis")
        await writer.press("alt+e", "alt+e")
        assert "what a m&#042;ck of a r&#042;t" in writer.screen.editor.text
        await writer.press("alt+e")
        assert "what a m*ck of a r*t" in writer.screen.editor.text
        await writer.wait_for("this makes emphasis")
        await writer.press("alt+e")
        assert "what a m\\*ck of a r\\*t" in writer.screen.editor.text
        await writer.press("ctrl+z")
        assert "what a m*ck of a r*t" in writer.screen.editor.text


async def test_an_apostrophe_that_opens_a_word(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.pilot.press(*"i stayed ", "apostrophe", *"cause ")
        await writer.wait_for("this curls the wrong way")
        await writer.type("of it")
        await writer.pilot.pause(0.2)
        assert "this curls the wrong way" in writer.status
        await writer.press("alt+e")
        assert "i stayed ’cause of it" in writer.screen.editor.text
        assert writer.screen.editor.cursor_location[1] == len("i stayed ’cause of it")


async def test_nothing_is_said_of_marks_that_are_meant(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.pilot.press("asterisk", *"so low", "asterisk", *" it was ")
        await writer.pilot.pause(0.3)
        assert "Alt+E" not in writer.status
        await writer.press("alt+e")
        assert "nothing is offered here" in writer.told


async def test_it_goes_when_the_writer_goes_elsewhere(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path, "\n\nthe river.\n")) as writer:
        await swear(writer)
        await writer.wait_for("this makes emphasis")
        await writer.press("down", "down")
        assert "this makes emphasis" not in writer.status


async def test_a_small_terminal_keeps_the_key(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path), size=(80, 24)) as writer:
        await swear(writer)
        await writer.wait_for("this makes emphasis")
        assert "Alt+E write \\*" in writer.status
