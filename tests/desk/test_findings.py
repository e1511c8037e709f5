"""Findings on the desk: gathered, told, and turned off for one post."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui.blog.recognition import find_site
from tui.desk.drafts import Draft, draft_of, open_draft
from tui.desk.findings import check_rule_names, find_all, sentences, turning_off
from tui.edits import apply
from tui.errors import SettingsError
from tui.files.side_bank import SideBank
from tui.prose.footer import find_footer
from tui.settings import Settings, places

HEAD = "---\nlayout: post\ntitle: 'low water'\n---\n\n"
FOOTER = "**words / writing / post-processing**  \n8w / 13min / min"
OFF = "<!-- draftroom: off repeated-word -->"


def opened(root: Path, body: str) -> Draft:
    blog = make_blog(root, {"_posts/2024-10-12-low-water.md": HEAD + body})
    post = blog / "_posts/2024-10-12-low-water.md"
    return open_draft(post, find_site(blog))


def rules(draft: Draft, settings: Settings | None = None, off: tuple[str, ...] = ()) -> list[str]:
    site = find_site(draft.path.parent)
    return [each.rule for each in find_all(draft, site, (), places(), settings or Settings(), off)]


def test_settings_and_the_caller_turn_rules_off(tmp_path: Path) -> None:
    draft = opened(tmp_path, f"in in the mud.\n\n<!-- a note -->\n\n---\n\n{FOOTER}")
    assert rules(draft) == ["repeated-word", "public-comments", "blank-minutes"]
    assert rules(draft, Settings(strip_comments=True)) == ["repeated-word", "blank-minutes"]
    assert rules(draft, Settings(check_off=("repeated-word",)), ("blank-minutes",)) == ["public-comments"]


def test_words_of_ones_own_and_the_bank_are_known(tmp_path: Path) -> None:
    draft = opened(tmp_path, "it rained.\n\n<!-- hyperlink bank\nhttps://mud.example\n-->\n")
    assert "unused-link" in rules(draft)


def kept(root: Path, url: str, post: str) -> None:
    """Keep an address in the side list of the blog, while a post was open."""
    moment = datetime(2024, 10, 12, tzinfo=UTC)
    SideBank(places().state, root / "blog").add(url, "mud", moment, root / "blog" / post if post else None)


@pytest.mark.parametrize(
    ("post", "body", "waits"),
    [
        ("_posts/2024-10-12-low-water.md", "it rained.\n", True),
        ("_drafts/low-water.md", "it rained.\n", True),
        ("_posts/2024-10-13-high-water.md", "it rained.\n", False),
        ("", "it rained.\n", False),
        ("_posts/2024-10-12-low-water.md", "it [rained](https://mud.example/).\n", False),
        ("_posts/2024-10-12-low-water.md", "it rained.\n\n<!-- hyperlink bank -->\n", True),
    ],
)
def test_what_was_kept_for_a_post_and_is_not_used_is_found(
    tmp_path: Path, post: str, body: str, waits: bool
) -> None:
    draft = opened(tmp_path, body)
    kept(tmp_path, "https://mud.example", post)
    site = find_site(draft.path.parent)
    found = find_all(draft, site, (), places(), Settings(), ("public-comments",))
    said = "1 address is kept for this post that no link uses: https://mud.example"
    assert [(each.row, each.message) for each in found] == ([(5, said)] if waits else [])


def test_what_the_bank_has_is_not_found_twice(tmp_path: Path) -> None:
    draft = opened(tmp_path, "it rained.\n\n<!-- hyperlink bank\nhttps://mud.example\n-->\n")
    kept(tmp_path, "https://mud.example", "_posts/2024-10-12-low-water.md")
    assert rules(draft) == ["public-comments", "unused-link"]


def test_findings_are_told_with_their_lines_from_1(tmp_path: Path) -> None:
    draft = opened(tmp_path, "in in the mud.\n")
    found = find_all(draft, find_site(draft.path.parent), (), places(), Settings())
    assert sentences(found) == ["line 6: “in” stands here twice in a row"]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("in in the mud.\n", f"in in the mud.\n\n{OFF}\n"),
        ("in in the mud.", f"in in the mud.\n\n{OFF}"),
        ("in in the mud.\r\n", f"in in the mud.\n\n{OFF}\r\n"),
        ("in in.\n\n<!-- hyperlink bank -->\n", f"in in.\n\n{OFF}\n<!-- hyperlink bank -->\n"),
        (f"in in.\n\n---\n\n{FOOTER}", f"in in.\n\n---\n\n{OFF}\n\n{FOOTER}"),
        (f"in in.\n\n---\n{FOOTER}", f"in in.\n\n---\n{OFF}\n\n{FOOTER}"),
        (
            "in in.\n\n<!-- draftroom: off rare-twin -->\n",
            "in in.\n\n<!-- draftroom: off rare-twin, repeated-word -->\n",
        ),
        ("", f"\n{OFF}\n"),
    ],
    ids=["end", "no last line end", "crlf body", "bank", "footer", "footer under rule", "one more", "empty"],
)
def test_a_rule_is_turned_off_by_a_comment_in_the_tail(tmp_path: Path, body: str, after: str) -> None:
    draft = opened(tmp_path, body)
    text = apply(draft.text, turning_off(draft, "repeated-word", Settings()))
    assert text == HEAD + after
    changed = draft_of(draft.post, text, find_site(draft.path.parent))
    assert "repeated-word" not in rules(changed)
    before = find_footer(draft.text.split("\n"), 5)
    footer = find_footer(text.split("\n"), 5)
    assert (footer is None) == (before is None)


def test_names_of_rules_are_checked() -> None:
    check_rule_names(Settings(check_off=("rare-twin",)), places())
    with pytest.raises(SettingsError, match="there is no rule `rare-twins`"):
        check_rule_names(Settings(check_off=("rare-twins",)), places())
