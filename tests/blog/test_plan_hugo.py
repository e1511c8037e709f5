"""Publishing a Hugo post whose keys are in upper case."""

from datetime import UTC, datetime
from pathlib import Path

from tui.blog.plan import plan_publishing
from tui.blog.recognition import find_site

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_keys_are_found_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("")
    post = tmp_path / "content" / "posts" / "low.md"
    post.parent.mkdir(parents=True)
    post.write_text("---\nTitle: low\nDraft: true\nDate: 2023-02-01\n---\nx\n")
    plan = plan_publishing(find_site(tmp_path), post, post.read_text(), NOW)
    assert plan.after.startswith("---\nTitle: low\nDraft: false\nDate: 2026-03-01")
    assert plan.after.lower().count("date:") == plan.after.lower().count("draft:") == 1
