"""Dates as bloggers write them."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui.blog import dates

EAST = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-12-25 12:00:00 +0000", datetime(2014, 12, 25, 12, tzinfo=UTC)),
        ("2014-12-25 12:00:00 -0400", datetime(2014, 12, 25, 12, tzinfo=WEST)),
        ("2023-03-01T08:36:00-04:00", datetime(2023, 3, 1, 8, 36, tzinfo=WEST)),
        ("2023-03-01T08:36:00Z", datetime(2023, 3, 1, 8, 36, tzinfo=UTC)),
        ("2023-03-01t08:36:00.25+05:30", datetime(2023, 3, 1, 8, 36, 0, 250_000, EAST)),
        ("2023-03-01 08:36:00 +5:30", datetime(2023, 3, 1, 8, 36, tzinfo=EAST)),
        ("2023-03-01 08:36 +05", datetime(2023, 3, 1, 8, 36, tzinfo=timezone(timedelta(hours=5)))),
        ("2023-03-01 08:36 EDT", datetime(2023, 3, 1, 8, 36, tzinfo=WEST)),
        ("2023-03-01 08:36:00", datetime(2023, 3, 1, 8, 36)),
        ("2023-03-01 08:36", datetime(2023, 3, 1, 8, 36)),
        ("  2023-3-1 ", datetime(2023, 3, 1)),
        ("2023/03/01", datetime(2023, 3, 1)),
        ("Wed, 01 Mar 2023 08:36:00 -0400", datetime(2023, 3, 1, 8, 36, tzinfo=WEST)),
        ("1 march 2023", datetime(2023, 3, 1)),
        ("March 1st, 2023", datetime(2023, 3, 1)),
        ("Mar 1 2023 08:36 EDT", datetime(2023, 3, 1, 8, 36, tzinfo=WEST)),
        ("", None),
        ("soon", None),
        ("2023-02-30", None),
        ("0001-01-01 00:00:00 +1400", None),
        ("9999-12-31 23:59:59 -1200", None),
        ("2023-03-01 25:00", None),
        ("2023-03-01 08:36 XYZ", None),
        ("2023-03-01 08:36 +9900", None),
        ("1 Foo 2023", None),
        ("٢٠٢٣-٠٣-٠١", None),
        ("2" * 5000, None),
        ("2023-03-01" + " " * 5000 + "08:36", None),
    ],
)
def test_a_date_is_read_with_its_zone(text: str, moment: datetime | None) -> None:
    found = dates.parse_date(text)
    assert found == moment
    assert (found and found.utcoffset()) == (moment and moment.utcoffset())


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("2023-03-01-frost.md", datetime(2023, 3, 1)),
        ("2023-3-1-frost.md", datetime(2023, 3, 1)),
        ("2023-03-01.md", datetime(2023, 3, 1)),
        ("13-05-08-frost.markdown", datetime(2013, 5, 8)),
        ("98-05-08-frost.md", datetime(1998, 5, 8)),
        ("2023-02-30-frost.md", None),
        ("2023-03-01frost.md", None),
        ("frost.md", None),
    ],
)
def test_a_file_name_may_begin_with_a_date(name: str, moment: datetime | None) -> None:
    assert dates.file_date(Path("kitchen") / name) == moment


@pytest.mark.parametrize(
    ("like", "text"),
    [
        ("", "2023-03-01T08:36:05-04:00"),
        ("2019-01-02T03:04:05+01:00", "2023-03-01T08:36:05-04:00"),
        ("2019-01-02T03:04:05Z", "2023-03-01T12:36:05Z"),
        ("2019-01-02 03:04:05 +0100", "2023-03-01 08:36:05 -0400"),
        ("2019-01-02 03:04:05+0100", "2023-03-01 08:36:05-0400"),
        ("2019-01-02 03:04:05", "2023-03-01 08:36:05"),
        ("2019-01-02 03:04", "2023-03-01 08:36"),
        ("2019-01-02", "2023-03-01"),
        ("{{ date }}", "2023-03-01T08:36:05-04:00"),
    ],
)
def test_a_date_is_written_as_the_blogs_others_are(like: str, text: str) -> None:
    assert dates.format_for_header(datetime(2023, 3, 1, 8, 36, 5, tzinfo=WEST), like) == text


def test_a_written_date_reads_back() -> None:
    moment = datetime(2023, 3, 1, 8, 36, 5, tzinfo=WEST)
    assert dates.parse_date(dates.format_for_header(moment)) == moment


def test_a_date_alone_is_shown_as_a_date_alone() -> None:
    assert dates.format_date(datetime(2023, 3, 1)) == "2023-03-01"
    assert dates.format_date(datetime(2023, 3, 1, tzinfo=UTC)) == "2023-03-01T00:00:00+00:00"


@pytest.mark.parametrize("name", ["", "nowhere/at all", "../../etc/passwd", "/etc/passwd", "America", "a\0b"])
def test_a_zone_that_is_none_is_utc(name: str) -> None:
    assert dates.zone(name) is UTC
    assert dates.now(name).tzinfo is not None


def test_now_is_in_the_sites_zone() -> None:
    assert dates.now("Asia/Kolkata").utcoffset() == timedelta(hours=5, minutes=30)
    assert dates.zone("Asia/Kolkata") == ZoneInfo("Asia/Kolkata")
