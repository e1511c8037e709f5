"""The side list of links."""

from datetime import UTC, datetime
from pathlib import Path

from tui.files.side_bank import Banked, SideBank

MORNING = datetime(2023, 3, 1, 8, 36, tzinfo=UTC)


def test_each_blog_has_its_own_addresses_the_newest_first(tmp_path: Path) -> None:
    one, other = SideBank(tmp_path, Path("/one")), SideBank(tmp_path, Path("/other"))
    one.add("https://a.example", "the weir", MORNING, Path("/one/weir.md"))
    one.add("https://b.example", "", MORNING)
    other.add("https://c.example", "", MORNING)
    added = "2023-03-01T08:36:00+00:00"
    assert one.read() == [
        Banked("https://b.example", "", added),
        Banked("https://a.example", "the weir", added, "/one/weir.md"),
    ]
    assert [banked.url for banked in other.read()] == ["https://c.example"]


def test_an_address_goes_and_comes_back(tmp_path: Path) -> None:
    bank = SideBank(tmp_path, Path("/one"))
    bank.add("https://a.example", "", MORNING)
    bank.add("https://b.example", "", MORNING)
    bank.add("https://a.example", "the weir", MORNING)
    assert [(banked.url, banked.words) for banked in bank.read()] == [
        ("https://a.example", "the weir"),
        ("https://b.example", ""),
    ]
    bank.remove("https://a.example")
    assert [banked.url for banked in bank.read()] == ["https://b.example"]
    with bank.path.open("ab") as file:
        file.write(b'{"blog":"/one","url":5}\n{"blog":"/one"')
    bank.remove("https://b.example")
    assert bank.read() == []
