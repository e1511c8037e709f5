"""What goes into a Liquid pass and what comes out: values, rows, problems, and what nobody here can know.

Nothing and unknown are two things. What a site does not define prints nothing; what it does define and we
cannot see is an `Unknown`, which ends as a chip on the page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Literal

from tui.markup.chips import marked


class Unknown(str):
    """A value that exists on the site but not here; as text it is the mark of a chip with its label."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, label: str) -> "Unknown":
        """Stand for the value that a writer calls `label`."""
        self = super().__new__(cls, marked(label))
        self.label = label
        return self

    def __getnewargs__(self) -> tuple[str]:
        return (self.label,)

    def part(self, key: object) -> "Unknown":
        """Return what stands under a key of it."""
        return Unknown(f"{self.label}.{key}" if isinstance(key, str) else f"{self.label}[{key}]")


class Moment(datetime):
    """A date with a zone that prints as Ruby prints one: `2023-03-01 12:36:00 +0000`."""

    @classmethod
    def of(cls, moment: datetime) -> "Moment":
        """Return a datetime, which has a zone, as a moment."""
        return cls.combine(moment.date(), moment.timetz())

    def __str__(self) -> str:
        return f"{self:%Y-%m-%d %H:%M:%S %z}"


Makers = Mapping[str, Callable[[], object]]


class Lazy(Mapping[str, object]):
    """A table whose values are worked out when a post asks for them; each at most once."""

    __slots__ = ("_found", "_makers", "_rest", "_unseen")

    def __init__(self, makers: Makers, unseen: Makers | None = None, rest: str = "") -> None:
        """`unseen` is there as well, and a loop over the table passes it by.

        `rest` is the label of whatever else there may be, "" where nothing can be.
        """
        self._makers = makers
        self._unseen = unseen or {}
        self._rest = rest
        self._found: dict[str, object] = {}

    def __getitem__(self, key: str) -> object:
        if key not in self._found:
            maker = self._makers.get(key) or self._unseen.get(key)
            if maker is None and not self._rest:
                raise KeyError(key)
            self._found[key] = maker() if maker else Unknown(f"{self._rest}.{key}")
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, key: object) -> bool:
        return bool(self._rest) or key in self._makers or key in self._unseen


GITHUB_TAGS = frozenset(("gist", "github_edit_link"))
"""Tags of the plugins that GitHub's own builds switch on for every site."""


def _nothing(_: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """What a body may see of its site. Nothing of it is read before a body asks."""

    engine: Literal["jekyll", "eleventy"] = "jekyll"
    scope: Mapping[str, object] = field(default_factory=dict)
    """The names at the top: `site`, `page` and so on → str, int, float, bool, None, Moment, Unknown, and
    lists and mappings of these."""
    open: bool = False
    """A name that `scope` does not have may be defined by a program of the site, so that it is unknown."""
    programs: bool = False
    """The site has programs that may define tags and filters, and give values to anything."""
    tags: frozenset[str] = GITHUB_TAGS
    """Tags of plugins that are known by their names alone: what they print is not known here."""
    themed: bool = False
    """Includes may come from a theme that lies elsewhere."""
    zone: tzinfo = UTC
    base: str = ""
    """Jekyll's `baseurl`, such as `/blog`."""
    url: str = ""
    """Jekyll's `url`, such as `https://example.org`."""
    include: Callable[[str], str | None] = _nothing
    """The name of an include → its text, None when there is none."""
    beside: Callable[[str], str | None] = _nothing
    """The name of a file in the post's folder → its text, an `Unknown` included; None when there is none."""
    post_url: Callable[[str], str | None] = _nothing
    """`2023-03-01-morning-bread` → the post's address within the site, None when there is no such post."""
    link: Callable[[str], str | None] = _nothing
    """The path of a file in the site → its address, an `Unknown` included; None when there is none."""
    markdown: Callable[[str], str] = str
    """Markdown → HTML."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What would stop the site's build. `row` and `column` count from 0."""

    row: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body after Liquid."""

    text: str
    rows: tuple[int, ...]
    """The row of the body that each row of the text was typed in."""
    problems: tuple[Problem, ...] = ()
    chips: tuple[str, ...] = ()
    """The labels that the marks in the text stand for (`tui.markup.chips`)."""
    plain: tuple[tuple[int, int], ...] = ()
    """Rows of the body, from and up to, that stand in the text as they were typed, outside any tag."""


class Fault(Exception):
    """What stops a build when it is run: the message in our words."""


class Cut(Fault):
    """A limit of the preview was reached; nothing more is worked out."""


class Interrupt(Exception):
    """`break` or `continue`, on its way to its loop."""


class Break(Interrupt):
    """The loop ends."""
