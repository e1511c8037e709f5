"""New posts: the template that is proposed once, the choice among several, and where the writing goes on."""

from pathlib import Path

from tests.ui.support import make_blog, writing

LOW_WATER = "_posts/2024-10-12-low-water.md"


async def test_a_template_is_proposed_with_its_reasons_and_never_again_once_kept(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    template = blog / ".draftroom" / "templates" / "post.md"
    async with writing(blog / LOW_WATER, (80, 24)) as writer:
        await writer.press("ctrl+n")
        await writer.type("one")
        await writer.press("enter")
        assert "keys as in the newest post" in writer.painted()
        assert "title: '$title$'" in writer.painted()
        await writer.press("t")
        assert "title: '$title$'" in template.read_text()
        assert (blog / "_drafts" / "one.md").exists()
    template.write_text("---\ntitle: '$title$'\n---\n\n$text$\n\n**words / writing / post-processing**  \n")
    async with writing(blog / LOW_WATER) as writer:
        await writer.press("ctrl+n")
        await writer.type("phil's spark")
        await writer.press("enter")
        await writer.type("here")
        text = "---\ntitle: 'phil''s spark'\n---\n\nhere\n\n**words / writing / post-processing**  \n"
        assert writer.screen.editor.text == text


async def test_several_templates_are_a_choice(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    folder = blog / ".draftroom" / "templates"
    folder.mkdir(parents=True)
    (folder / "post.md").write_text("---\ntitle: $title$\n---\n\na post: $text$\n")
    (folder / "walk.md").write_text("---\ntitle: $title$\n---\n\na walk: $text$\n")
    async with writing(blog / LOW_WATER) as writer:
        await writer.press("ctrl+n")
        assert "walk" in writer.painted()
        await writer.press("down", "enter")
        await writer.type("one")
        await writer.press("enter")
        assert "a walk: " in writer.screen.editor.text
        assert "title: one" in writer.screen.editor.text
