"""The documents name what is there: rooms, folders, files and make targets."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [HOUSE, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
CODE = re.compile(r"`([\w./]+)`")


def named(path: Path) -> set[str]:
    """Return what a document names between backticks that looks like a path."""
    return {name for name in CODE.findall(path.read_text()) if "/" in name or name.endswith((".py", ".md"))}


def folders(place: Path) -> list[str]:
    return [path.name for path in place.iterdir() if path.is_dir() and path.name[0] != "_"]


def is_there(name: str) -> bool:
    places = (ROOT, ROOT / "tui", ROOT / "tui" / "ui", ROOT / "tui" / "ui" / "room")
    return any((place / name).exists() for place in places) or any((ROOT / "tui").rglob(name))


def test_every_room_has_a_row() -> None:
    rooms = {f"{path.name}/" for path in (ROOT / "tui").iterdir() if path.is_dir() and path.name[0] != "_"}
    inner = {
        f"ui/{path.name}/"
        for path in (ROOT / "tui" / "ui").iterdir()
        if path.is_dir() and path.name[0] != "_"
    }
    rows = set(re.findall(r"^\| `([\w/]+/)` \|", HOUSE.read_text(), re.MULTILINE))
    assert rows == rooms | inner


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_what_is_named_is_there(document: Path) -> None:
    assert sorted(name for name in named(document) if not is_there(name)) == []


def test_every_make_target_that_is_named_is_one() -> None:
    text = "".join(path.read_text() for path in (*DOCUMENTS, ROOT / "README.md"))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make (\w+)", text, re.MULTILINE)) <= targets
