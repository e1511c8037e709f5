"""Statistics of a blog's posts: their words, and the minutes in their footers.

Minutes come only from the footers, which may be written by hand, and days only from the ledger. So a post
that was written in another program can have minutes without days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from tui.desk.drafts import counting_of
from tui.edits import split_rows
from tui.errors import PostError
from tui.files.ledger import Book, Day
from tui.files.post import read_post
from tui.library.entry import Entry
from tui.prose.footer import Footer, Style, find_footer
from tui.prose.pauses import day_of, streak
from tui.settings import Settings

GROUPS = ("tag", "category", "month", "year", "post")
"""What the posts are summed up by."""


@dataclass(frozen=True, slots=True)
class Effort:
    """The words and minutes of some posts."""

    posts: int = 0
    words: int = 0
    writing_minutes: int = 0
    postprocessing_minutes: int = 0
    timed_words: int = 0
    """The words of the posts whose footers have minutes of writing."""

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            self.posts + other.posts,
            self.words + other.words,
            self.writing_minutes + other.writing_minutes,
            self.postprocessing_minutes + other.postprocessing_minutes,
            self.timed_words + other.timed_words,
        )

    @property
    def words_per_minute(self) -> float | None:
        """The words per minute of writing of the timed posts; None without any."""
        return round(self.timed_words / self.writing_minutes, 1) if self.writing_minutes else None

    @property
    def values(self) -> dict[str, object]:
        """The values for JSON."""
        return {
            "posts": self.posts,
            "words": self.words,
            "writing_minutes": self.writing_minutes,
            "postprocessing_minutes": self.postprocessing_minutes,
            "words_per_minute": self.words_per_minute,
        }


@dataclass(frozen=True, slots=True)
class Stats:
    """The statistics of a blog: in total, by groups and by day."""

    all: Effort
    groups: Mapping[str, Mapping[str, Effort]]
    """Each of `GROUPS` → what is in it → what that took.

    Tags and categories begin with the most used, months (`2024-05`) and years with the newest; posts without
    a date are in none. Posts are named by their paths within the blog.
    """

    rule: str
    """How the words were counted."""

    days: Mapping[str, Day] = field(default_factory=dict)
    """ISO date → the words and seconds of that day, the newest first."""

    streak: int = 0
    """How many days in a row were written on, up to today or yesterday."""

    @property
    def values(self) -> dict[str, object]:
        """The values that `draftroom stats --json` prints."""
        return {
            **self.all.values,
            "rule": self.rule,
            **{
                f"by_{group}": {name: effort.values for name, effort in efforts.items()}
                for group, efforts in self.groups.items()
            },
            "days": {
                date: {
                    "words": day.words,
                    "writing_minutes": int(day.seconds.writing // 60),
                    "postprocessing_minutes": int(day.seconds.postprocessing // 60),
                }
                for date, day in self.days.items()
            },
            "streak": self.streak,
        }


def read_stats(
    entries: Iterable[Entry],
    settings: Settings,
    book: Book,
    root: Path,
    now: float,
    zone: tzinfo | None = None,
) -> Stats:
    """Return the statistics of the posts of `entries`; reads each file.

    `book` is the ledger; its days count for posts under `root`. `now` is in seconds since 1970.
    """
    style = counting_of(settings).style
    total = Effort()
    groups: dict[str, dict[str, Effort]] = {group: {} for group in GROUPS}
    for entry in entries:
        effort = _effort(entry, style)
        total += effort
        for group, names in _names(entry, root).items():
            for name in names:
                groups[group][name] = groups[group].get(name, Effort()) + effort
    days = _days(book, root.resolve())
    return Stats(
        total,
        {group: _sorted(group, efforts) for group, efforts in groups.items()},
        settings.words_rule,
        days,
        streak(days, day_of(now, zone)),
    )


def _names(entry: Entry, root: Path) -> dict[str, Iterable[str]]:
    """Return what a post is in, by group."""
    path = entry.path.relative_to(root) if entry.path.is_relative_to(root) else entry.path
    return {
        "tag": dict.fromkeys(entry.tags),
        "category": dict.fromkeys(entry.categories),
        "month": [entry.date[:7]] if entry.date else [],
        "year": [entry.date[:4]] if entry.date else [],
        "post": [str(path)],
    }


def _sorted(group: str, efforts: Mapping[str, Effort]) -> dict[str, Effort]:
    if group in ("month", "year"):
        return dict(sorted(efforts.items(), reverse=True))
    return dict(sorted(efforts.items(), key=lambda item: (-item[1].posts, item[0])))


def footer_of(path: Path, style: Style) -> Footer | None:
    """Return the footer of a post's file; None without one, or when the file cannot be read."""
    try:
        post = read_post(path)
    except PostError:
        return None
    return find_footer(split_rows(post.text)[0], post.parts.body_row, style)


def _effort(entry: Entry, style: Style) -> Effort:
    footer = footer_of(entry.path, style)
    writing = footer.writing.value if footer and footer.writing else None
    after = footer.postprocessing.value if footer and footer.postprocessing else None
    return Effort(1, entry.words, writing or 0, after or 0, entry.words if writing else 0)


def _days(book: Book, root: Path) -> dict[str, Day]:
    days: dict[str, Day] = {}
    for sheet in book.sheets.values():
        if Path(sheet.post).is_relative_to(root):
            for date, day in sheet.days.items():
                days[date] = days.get(date, Day()) + day
    return dict(sorted(days.items(), reverse=True))
