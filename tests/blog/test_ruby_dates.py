"""Dates as Ruby reads them, each tried with Time.parse of Ruby 3.1."""

from datetime import datetime, timedelta, timezone

import pytest

from tui.blog.engines.jekyll.ruby_dates import is_refused_by_ruby, rolled_day, ruby_date

EAST = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-30", datetime(2024, 3, 1)),
        ("2023-04-31 08:36:00 +0530", datetime(2023, 5, 1, 8, 36, tzinfo=EAST)),
        ("20240506", datetime(2024, 5, 6)),
        ("20240506 08:36", datetime(2024, 5, 6, 8, 36)),
        ("2024-05-06 10:00 PM", datetime(2024, 5, 6, 22)),
        ("2024-05-06 12:00:00 am", datetime(2024, 5, 6)),
        ("2024-05-06 12:30pm", datetime(2024, 5, 6, 12, 30)),
        ("2024-05-06 10:00 p.m. -0400", datetime(2024, 5, 6, 22, tzinfo=WEST)),
        ("2024-05-06 10:00:00 CEST", datetime(2024, 5, 6, 10)),
        ("2024-05-06 10:00:00 EDT", datetime(2024, 5, 6, 10, tzinfo=WEST)),
        ("2024-05-06 24:00:00", datetime(2024, 5, 7)),
        ("2024-05-06 10:59:60", datetime(2024, 5, 6, 11)),
        ("March 1st, 2023", datetime(2023, 3, 1)),
        ("30 Feb 2024", datetime(2024, 3, 1)),
        ("Monday, March 4, 2024", datetime(2024, 3, 4)),
        ("May 2024", datetime(2024, 5, 1)),
        ("2024-1-5", datetime(2024, 1, 5)),
        ("24-02-31", datetime(2024, 3, 2)),
        ("69-1-1", datetime(1969, 1, 1)),
        ("202-4-3", datetime(202, 4, 3)),
        ("31.2.2024", datetime(2024, 3, 2)),
        ("06/05/2024 10:00", datetime(2024, 5, 6, 10)),
        ("2024/05", datetime(2024, 5, 1)),
        ("5/2024", datetime(2024, 5, 1)),
        ("2024-060", datetime(2024, 2, 29)),
        ("2024060", datetime(2024, 2, 29)),
        ("2024-366 10:00 -0400", datetime(2024, 12, 31, 10, tzinfo=WEST)),
        ("2024-13-45", None),
        ("2024-02-32", None),
        ("2024-05-06 24:30", None),
        ("2024-W02-3", None),
        ("2024-05-06 10:60", None),
        ("1714999999", None),
        ("2" * 5000, None),
        ("soon", None),
    ],
)
def test_a_date_is_read_as_ruby_reads_it(text: str, moment: datetime | None) -> None:
    found = ruby_date(text)
    assert found == moment
    assert (found and found.utcoffset()) == (moment and moment.utcoffset())


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "5", "32", "367", "2024", "1301", "171499", "20241345", "1714999999"),
        *("1714999999000", "17149999990000", "2024-13-45", "2024-01-00", "2024-13-01 10:00 +0200"),
        *("2024-W02-3", "2024W023", "2024-w02", "W02-3", "2024-01", "2024-", "12/25/2024", "32.5.2024"),
        *("2023-366", "2024-000", "2024-400", "2024-060 25:00", "24-13-1", "24-1-32", "32 May 2024"),
        *("2024-05-06T25:00:00", "2024-05-06 24:30:00", "2024-05-06 10:60", "2024-05-06 10:59:61"),
    ],
)
def test_ruby_takes_no_date_from_these(text: str) -> None:
    assert is_refused_by_ruby(text)
    assert ruby_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("12", "126", "1231", "240506", "20240506", "2024050610", "20240506100000", "2024-02-30"),
        *("2024-05-06 24:00:00", "2024-05-06 10:59:60", "2024-05-06 25:00 -05:30", "2024/05"),
        *("2024-05-06 foo", "12:30", "6.5.2024", "May 6", "soon 12", "0001-01-01", "9999-12-31"),
        *("2024-W02-3 10:00", "2024-060T10:00", "May", "decide later", "1 Foo 2024", "2024-05-06 8 pm"),
    ],
)
def test_ruby_takes_a_date_from_these_or_nobody_knows(text: str) -> None:
    assert not is_refused_by_ruby(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-31", "2024-02-31"),
        ("2023-2-29 10:00 -0400", "2023-02-29"),
        ("31 June 2024", "2024-06-31"),
        ("2024-02-29", ""),
        ("2024-060", ""),
        ("2024-05", ""),
        ("2024-02-32", ""),
        ("soon", ""),
    ],
)
def test_a_day_that_its_month_lacks_is_told(text: str, day: str) -> None:
    assert rolled_day(text) == day
