"""The query language: what a writer types to find posts, read into conditions.

`low water "ferry left" #river -#kitchen in:harbour is:draft year:2023 title:jar words:>500 by:title`

A post has to meet every part; `-` before a part turns it round, and `#a|#b` is met by either tag. A query
never fails: a part that cannot be read is left out and told as a problem, with its place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from tui.library.entry import Entry

Order = Literal["date", "title", "words", "rank"]
ORDERS: tuple[Order, ...] = get_args(Order)
STATES = ("draft", "scheduled", "published", "unpublished", "expired", "untagged")
"""What may stand after `is:`."""

KEYS = ("in", "is", "year", "before", "after", "title", "words", "by")
"""What may stand before a colon; any other `word:` is a word to search for."""

_TOKEN = re.compile(
    r"""(?P<minus>-(?=\S))?
    (?: (?P<tags>\#[^\s|]+(?:\|\#[^\s|]+)*)
      | (?:(?P<key>[A-Za-z]+):)? (?: "(?P<phrase>[^"]*)(?P<closed>"?) | (?P<word>[^\s"]*) ) )""",
    re.VERBOSE,
)
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_COUNT = re.compile(r"(>=|<=|>|<|=?)(\d{1,9})")
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">": int.__gt__,
    "<": int.__lt__,
    ">=": int.__ge__,
    "<=": int.__le__,
    "=": int.__eq__,
    "": int.__eq__,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a query that cannot be read: its columns, and what would be right."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand next to each other in a post's text or title."""

    text: str
    in_title: bool = False
    is_prefix: bool = False
    """Whether the last word may go on: it is still being typed."""

    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What the index alone can tell of a post."""

    holds: Callable[[Entry], bool]
    excluded: bool = False

    def is_met(self, entry: Entry) -> bool:
        """Whether a post meets it."""
        return self.holds(entry) != self.excluded


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    words: tuple[Words, ...] = ()
    conditions: tuple[Condition, ...] = ()
    order: Order | None = None
    """None where the query does not say."""

    problems: tuple[Problem, ...] = ()

    @property
    def wanted(self) -> tuple[Words, ...]:
        """The words that a post must hold."""
        return tuple(words for words in self.words if not words.excluded)

    @property
    def unwanted(self) -> tuple[Words, ...]:
        """The words of which a post must hold none."""
        return tuple(words for words in self.words if words.excluded)


EVERYTHING = Query()
"""The query that every post meets."""


def read_query(text: str) -> Query:
    """Return what a query means. Raises nothing."""
    words: list[Words] = []
    conditions: list[Condition] = []
    problems: list[Problem] = []
    order: Order | None = None
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _TOKEN.match(text, at)
        assert token is not None  # the pattern takes any text, and at least one character of it
        start, at = at, max(token.end(), at + 1)
        excluded = bool(token["minus"])
        value = token["phrase"] if token["phrase"] is not None else token["word"] or ""
        key = (token["key"] or "").lower()
        if token["tags"]:
            names = frozenset(each[1:] for each in token["tags"].split("|"))
            conditions.append(Condition(_tagged(names), excluded))
        elif key == "by":
            if value in ORDERS:
                order = value
            else:
                problems.append(Problem(start, at, f"by: takes {', '.join(ORDERS)}"))
        elif key in KEYS and key != "title":
            found = _READERS[key](value)
            if isinstance(found, str):
                problems.append(Problem(start, at, found))
            else:
                conditions.append(Condition(found, excluded))
        else:
            if key and key != "title":
                value = text[start + excluded : at]  # a word with a colon in it
            if any(letter.isalnum() for letter in value):
                is_typed = at == len(text) and not token["closed"]
                words.append(Words(value, key == "title", is_typed, excluded))
    return Query(tuple(words), tuple(conditions), order, tuple(problems))


def _tagged(names: frozenset[str]) -> Callable[[Entry], bool]:
    folded = {name.casefold() for name in names}
    return lambda entry: not folded.isdisjoint(tag.casefold() for tag in entry.tags)


def _in(name: str) -> Callable[[Entry], bool] | str:
    if not name:
        return "in: takes a category"
    folded = name.casefold()
    return lambda entry: any(folded == each.casefold() for each in entry.categories)


def _is(state: str) -> Callable[[Entry], bool] | str:
    if state not in STATES:
        return f"is: takes {', '.join(STATES)}"
    if state == "untagged":
        return lambda entry: not entry.tags
    wanted = "public" if state == "published" else state
    return lambda entry: entry.visibility.state == wanted


def _year(text: str) -> Callable[[Entry], bool] | str:
    if not re.fullmatch(r"\d{4}", text):
        return "year: takes a year such as 2023"
    return lambda entry: entry.date.startswith(text)


def _before(text: str) -> Callable[[Entry], bool] | str:
    if not _DAY.fullmatch(text):
        return "before: takes a year, a month or a day, such as 2023, 2023-05 or 2023-05-17"
    return lambda entry: "" < entry.date[: len(text)] < text


def _after(text: str) -> Callable[[Entry], bool] | str:
    if not _DAY.fullmatch(text):
        return "after: takes a year, a month or a day, such as 2023, 2023-05 or 2023-05-17"
    return lambda entry: entry.date[: len(text)] > text


def _words(text: str) -> Callable[[Entry], bool] | str:
    count = _COUNT.fullmatch(text)
    if not count:
        return "words: takes a number, such as words:>500"
    compare, number = _COMPARE[count[1]], int(count[2])
    return lambda entry: compare(entry.words, number)


_READERS: dict[str, Callable[[str], Callable[[Entry], bool] | str]] = {
    "in": _in,
    "is": _is,
    "year": _year,
    "before": _before,
    "after": _after,
    "words": _words,
}
