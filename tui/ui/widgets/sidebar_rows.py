"""The rows of the sidebar: the blog's entries for a choice of tags, a filter and an order.

These are pure functions from values to rows, so that the order of rows can be tested without a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tui.blog.visibility import State
from tui.library.entry import Entry
from tui.library.query import Query, read_query
from tui.library.searching import NOTHING_HELD, Held
from tui.library.tags import (
    category_counts,
    drafts,
    in_categories,
    on_this_day,
    tag_counts,
    untagged,
    with_tags,
)
from tui.session.dates import short_date

Kind = Literal["heading", "blank", "choice", "tag", "category", "year", "post", "note"]
Order = Literal["newest first", "by title", "longest first"]
ORDERS: tuple[Order, ...] = ("newest first", "by title", "longest first")
CHOICES = ("all", "drafts", "scheduled", "untagged", "on this day")
"""The groups above the tags; `scheduled` and `on this day` are listed only when a post is in them."""


@dataclass(frozen=True, slots=True)
class PostList:
    """The facts about the blog that the sidebar shows."""

    entries: tuple[Entry, ...] = ()
    open: Path | None = None
    unsaved: frozenset[Path] = frozenset()
    loading: bool = False
    held: Held = NOTHING_HELD
    """Which posts hold the words of the filter in their texts."""

    today: str = ""
    """Today's date in the zone of the site, as `2024-10-12`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The writer's choice of posts: tags, filter and order."""

    group: str = "all"
    """One of CHOICES, "" if tags are chosen."""

    tags: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    """Tags."""

    categories: tuple[str, ...] = ()
    excluded_categories: tuple[str, ...] = ()
    filter: str = ""
    """A query (see `tui.library.query`)."""

    order: Order = "newest first"

    @property
    def title(self) -> str:
        """The title of the list of posts."""
        without = [f"not {name}" for name in (*self.excluded, *self.excluded_categories)]
        return " + ".join([*self.categories, *self.tags, *without]) or self.group or "all"

    def toggled(self, kind: Kind, name: str, excludes: bool) -> "Choice":
        """Return the choice with a tag or category wanted or excluded, or no longer so."""
        wanted, excluded = (
            (self.tags, self.excluded) if kind == "tag" else (self.categories, self.excluded_categories)
        )
        was_there = name in (excluded if excludes else wanted)
        wanted, excluded = (tuple(each for each in names if each != name) for names in (wanted, excluded))
        if not was_there and excludes:
            excluded += (name,)
        elif not was_there:
            wanted += (name,)
        if kind == "tag":
            choice = replace(self, tags=wanted, excluded=excluded)
        else:
            choice = replace(self, categories=wanted, excluded_categories=excluded)
        return replace(choice, group="" if choice.conditions else "all")

    @property
    def conditions(self) -> int:
        """How many tags and categories it names."""
        return len(self.tags + self.excluded + self.categories + self.excluded_categories)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sidebar."""

    kind: Kind
    text: str = ""
    side: str = ""
    """The text at the other end: a count or an order; for a post, the date before its title."""

    path: Path | None = None
    chosen: bool = False
    marked: bool = False
    """Whether it is the post in the editor."""

    @property
    def selectable(self) -> bool:
        """Whether the keyboard stops on the row."""
        return self.kind in ("choice", "tag", "category", "post")


def tag_rows(posts: PostList, choice: Choice, short: bool) -> list[Row]:
    """Return the rows of the upper part: the fixed groups, and the tags and categories with their counts.

    A blog that has categories and no tags gets the categories at the top, and no group for what has no tag.
    """
    tags, categories = tag_counts(posts.entries), category_counts(posts.entries)
    has_only_categories = bool(categories) and not tags
    groups = {name: len(_in_group(posts, name)) for name in (CHOICES[:2] if short else CHOICES)}
    left_out = {name for name in ("scheduled", "on this day") if not groups.get(name)}
    left_out |= {"untagged"} if has_only_categories else set()
    names = [name for name in groups if name not in left_out]
    rows = [Row("heading", "categories" if has_only_categories else "tags"), Row("blank")]
    rows += [Row("choice", name, str(groups[name]), chosen=choice.group == name) for name in names]
    tagged = _label_rows("tag", tags, choice.tags, choice.excluded, choice.filter)
    filed = _label_rows("category", categories, choice.categories, choice.excluded_categories, choice.filter)
    rows += [Row("blank"), *tagged] if tagged else []
    if filed:
        heading = [] if has_only_categories else [Row("blank"), Row("heading", "categories")]
        rows += [*heading, Row("blank"), *filed]
    return rows


def _label_rows(
    kind: Kind, counts: Sequence[tuple[str, int]], chosen: Sequence[str], excluded: Sequence[str], typed: str
) -> list[Row]:
    """Return the rows of the tags, or of the categories, that hold what is typed."""
    wanted = [words.text.casefold() for words in read_query(typed).wanted]
    return [
        Row(kind, name, "not" if name in excluded else str(count), chosen=name in chosen)
        for name, count in counts
        if all(words in name.casefold() for words in wanted)
    ]


def chosen_entries(posts: PostList, choice: Choice) -> list[Entry]:
    """Return the entries that match the choice, in its order."""
    entries = _in_group(posts, choice.group)
    if choice.tags or choice.excluded:
        entries = with_tags(entries, choice.tags, choice.excluded)
    if choice.categories or choice.excluded_categories:
        entries = in_categories(entries, choice.categories, choice.excluded_categories)
    query = read_query(choice.filter)
    left = [
        entry
        for entry in entries
        if all(condition.is_met(entry) for condition in query.conditions)
        and (entry.path in posts.held.wanted or _is_named(entry, query))
        and entry.path not in posts.held.unwanted
    ]
    if choice.order == "newest first":
        left.sort(key=_place)
    elif choice.order == "by title":
        left.sort(key=lambda entry: entry.title.casefold())
    elif choice.order == "longest first":
        left.sort(key=lambda entry: -entry.words)
    return left


def _in_group(posts: PostList, group: str) -> Sequence[Entry]:
    """Return the posts of one of `CHOICES`; all of them for ""."""
    match group:
        case "drafts":
            return drafts(posts.entries)
        case "scheduled":
            return [entry for entry in posts.entries if entry.visibility.state == "scheduled"]
        case "untagged":
            return untagged(posts.entries)
        case "on this day":
            return on_this_day(posts.entries, posts.today)
    return posts.entries


def _is_named(entry: Entry, query: Query) -> bool:
    """Whether the words of a query are in what is listed of a post: its title, its tags, its categories."""
    names = [name.casefold() for name in (entry.title, *entry.tags, *entry.categories)]
    for words in query.words:
        searched = names[:1] if words.in_title else names
        if any(words.text.casefold() in name for name in searched) == words.excluded:
            return False
    return True


def post_rows(posts: PostList, choice: Choice) -> list[Row]:
    """Return the rows of the lower part: the posts, grouped by year if they are sorted by date."""
    entries = chosen_entries(posts, choice)
    title = f"/{choice.filter}" if choice.filter else choice.title
    rows = [Row("heading", title, choice.order), Row("blank")]
    rows += [Row("note", problem.message) for problem in read_query(choice.filter).problems]
    if not entries:
        note = "reading the folder…" if posts.loading else "no posts here yet"
        return [*rows, Row("note", "nothing matches" if choice.filter else note)]
    group = None
    for entry in entries:
        if choice.order == "newest first" and _group(entry) != group:
            rows += [] if group is None else [Row("blank")]
            group = _group(entry)
            rows.append(Row("year", group))
        marked = entry.path == posts.open
        rows.append(Row("post", entry.title, _side(entry, posts, choice), entry.path, marked, marked))
    return rows


_PLACES: tuple[State, ...] = ("draft", "scheduled", "public", "unpublished", "expired")
"""The groups in the order by date: posts to come, public posts, and posts no longer public."""


def _place(entry: Entry) -> tuple[int, float]:
    """Return the key that sorts posts by date; posts with equal keys keep their order.

    A scheduled post is sorted by the day on which it becomes public, which need not be its date.
    """
    seen = entry.visibility
    waits = seen.moment.timestamp() if seen.state == "scheduled" and seen.moment else 0.0
    return _PLACES.index(seen.state), -waits


def _group(entry: Entry) -> str:
    seen = entry.visibility
    match seen.state:
        case "public":
            return entry.date[:4] or "no date"
        case "draft":
            return "drafts"
        case "scheduled":
            return f"scheduled for {seen.moment:%Y}" if seen.moment else "scheduled"
    return seen.state


def _side(entry: Entry, posts: PostList, choice: Choice) -> str:
    """Return the text beside a title; it says that a post is not public, unless its group says so."""
    seen = entry.visibility
    if entry.path in posts.unsaved:
        return "unsaved"
    if choice.order != "newest first" and not seen.public:
        return seen.state
    if choice.order == "longest first":
        return str(entry.words)
    if seen.state == "scheduled" and seen.moment:
        return short_date(seen.moment.isoformat())
    return short_date(entry.date) or ("draft" if seen.state == "draft" else "")
