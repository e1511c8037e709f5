"""Which dates in a header end Jekyll's build."""

from pathlib import Path

import pytest

from tui.blog.engines.jekyll.engine import JEKYLL
from tui.files.header import read_header
from tui.files.post import split


@pytest.mark.parametrize(
    ("date", "stops"),
    [
        ("2024-02-30", False),
        ("20240506", False),
        ("2024-05-06 10:00 PM", False),
        ("2024-05-06 10:00:00 CEST", False),
        ("2024-05-06 24:00:00", False),
        ("'12:30'", False),
        ("19:44", False),
        ("0506", False),
        ("0123", True),
        ("2024-13-45", True),
        ("'2024-13-45'", True),
        ("2024", True),
        ("2024-05-06T25:00:00", True),
        ("12:30", True),
        ("1714999999", True),
        ("'1714999999'", True),
        ("soon", True),
        ("", True),
        ("[2024-05-06]", False),
    ],
)
def test_a_date_that_is_none_ends_the_build(date: str, stops: bool) -> None:
    header = read_header(split(f"---\ntitle: low water\ndate: {date}\n---\n\nlow.\n"))
    assert bool(JEKYLL.problem(Path("_posts/2024-05-06-low-water.md"), header)) is stops


@pytest.mark.parametrize(("day", "stops"), [("2024-02-30", False), ("2024-02-32", True), ("24-13-01", True)])
def test_a_day_in_a_file_name_may_be_past_the_end_of_its_month(day: str, stops: bool) -> None:
    header = read_header(split("---\ntitle: low water\n---\n\nlow.\n"))
    assert bool(JEKYLL.problem(Path(f"_posts/{day}-low-water.md"), header)) is stops
