"""The input and the output of a run of Liquid: values, rows, problems, and exceptions.

Nothing and unknown differ. A name that the site does not define prints nothing. A value that the site has and
the preview does not is an `Unknown`, which is shown as a chip.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Literal

from tui.markup.chips import marked


class Unknown(str):
    """A value that the site has and the preview does not; its text is the mark of a chip with its label."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, label: str) -> "Unknown":
        """`label` is the expression as a writer would type it."""
        self = super().__new__(cls, marked(label))
        self.label = label
        return self

    def __getnewargs__(self) -> tuple[str]:
        return (self.label,)

    def part(self, key: object) -> "Unknown":
        """Return the value under a key of this one, which is unknown too."""
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
    """A mapping whose values are computed when a post first uses them."""

    __slots__ = ("_found", "_makers", "_rest", "_unseen")

    def __init__(self, makers: Makers, unseen: Makers | None = None, rest: str = "") -> None:
        """`makers` compute the values; those of `unseen` are left out by a loop over the mapping.

        Any other key gives an `Unknown` labelled `rest` and the key; with "" it is missing.
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
"""Tags of the plugins that GitHub Pages enables for every site."""


def _nothing(_: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The values of a site that a body may use. Each is read only when a body uses it."""

    engine: Literal["jekyll", "eleventy"] = "jekyll"
    scope: Mapping[str, object] = field(default_factory=dict)
    """The global names: `site`, `page` and so on → str, int, float, bool, None, Moment, Unknown, and
    lists and mappings of these."""
    open: bool = False
    """A name that is not in `scope` may be defined by a program of the site, and is unknown."""
    programs: bool = False
    """The site has programs that may define tags and filters, and give values to anything."""
    tags: frozenset[str] = GITHUB_TAGS
    """The names of plugins' tags, whose output is unknown here."""
    themed: bool = False
    """Includes may come from a theme outside the site."""
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
    """A fault that would stop the site's build. `row` and `column` count from 0."""

    row: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body after Liquid."""

    text: str
    rows: tuple[int, ...]
    """For each row of the text, the row of the body where it was typed."""
    problems: tuple[Problem, ...] = ()
    chips: tuple[str, ...] = ()
    """The labels of the marks in the text, by their numbers (`tui.markup.chips`)."""
    plain: tuple[tuple[int, int], ...] = ()
    """Ranges of rows of the body (end excluded) that are in the text as typed, outside any tag."""


class Fault(Exception):
    """A fault that stops the site's build when a tag is run; the message is for the writer."""


class Cut(Fault):
    """A limit of the preview was reached."""


class Interrupt(Exception):
    """A `continue` that its loop catches; the subclass `Break` is a `break`."""


class Break(Interrupt):
    """A `break` that its loop catches."""
