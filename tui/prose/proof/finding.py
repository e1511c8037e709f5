"""The input and the output of the check's rules: a `Subject` is the post to check, a `Finding` one result.

Rows and columns are those of the whole post, header included, from 0. The rows of a block in the tree count
from its top-level block.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Protocol

from tui.blog.visibility import PUBLIC, Visibility
from tui.edits import Edit, Rows
from tui.markup.page import Page
from tui.prose.footer import Footer
from tui.prose.proof.passages import Passage, Place, passages_of, places_of
from tui.prose.spelling.mask import START, mask_line


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the check: its place, its rule, a message about what readers would see, and a fix."""

    row: int
    column: int
    end: int
    """The column after the last, in the same row."""

    rule: str
    """The rule's name, by which settings and posts turn it off; it never changes."""

    message: str
    fix: Edit | None = None
    """The edit that mends it; None when no edit is safe."""

    advice: str = "there is no safe fix; it is for you to write"
    """What the writer can do when there is no fix."""

    is_note: bool = False
    """Whether it is only information: it may be intended, and nothing has to be mended."""


class Unused(Protocol):
    """An address in the hyperlink bank that the post does not use."""

    @property
    def row(self) -> int:
        """The row of the address in the post."""

    @property
    def url(self) -> str:
        """The address as typed."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Facts about the site of the post, and what it does with the post; the defaults mean no site."""

    engine: str = "plain"
    """The name of the engine, for messages."""

    zone: str = ""
    """The name of the site's time zone; "" when it names none."""

    moment: datetime | None = None
    """The date in the header as written, with a zone if it has one."""

    usual: datetime | None = None
    """The same local time with the offset of the site's zone on that day."""

    own_offsets: frozenset[timedelta] = frozenset()
    """The offsets of the site's zone in that year, in summer and in winter."""

    other_offsets: frozenset[timedelta] = frozenset()
    """The offsets that more than one other post of the blog has."""

    named: datetime | None = None
    """The date in the file name."""

    url: str = ""
    tags: tuple[str, ...] = ()
    drafted: bool = False
    """Whether the header says that the post is a draft."""

    goes_public: bool = False
    """Whether the engine publishes the post, now or on its date."""

    visibility: Visibility = PUBLIC
    """Whether readers can see the post now, and if not, why."""

    lacking_day: str = ""
    """The day in the header's date when the month has no such day, such as `2024-02-31`; else ""."""

    day: date | None = None
    """The day that the engine uses instead."""

    problem: str = ""
    """The reason why this post stops the whole build; "" when it does not."""

    instead: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """A header key and value that do not hide a post on this engine → the key and value that do."""


@dataclass(frozen=True)
class Subject:
    """A post to check, with the facts about its site and its writer that the rules use."""

    text: str
    page: Page
    site: SiteFacts = field(default_factory=SiteFacts)
    footer: Footer | None = None
    unused: Sequence[Unused] = ()
    kept: Sequence[str] = ()
    """The addresses in the side list that were added for this post and that it does not link to."""

    known_tags: Mapping[str, int] = field(default_factory=dict)
    """Tag → the number of other posts that have it."""

    later_tags: frozenset[str] = frozenset()
    """The tags in `known_tags` that only one post has, and that post is later than this one."""

    own_words: frozenset[str] = frozenset()
    """The personal dictionary, in lower case."""

    fault_of: Callable[[str, str], str] = lambda _address, _anchor: ""
    """(address, anchor) → a message about a broken link within the site, "" when it is right.

    The anchor is the name after `#`, "" without one.
    """

    @cached_property
    def source(self) -> Rows:
        """The post as rows."""
        return Rows(self.text)

    @property
    def rows(self) -> list[str]:
        """The rows of the post without their endings."""
        return self.source.lines

    @cached_property
    def masked(self) -> list[str]:
        """The rows with spaces in place of anything but prose: header, code, addresses, tags, comments."""
        masked, state = [], START
        for row in self.rows:
            prose, state = mask_line(row, state)
            masked.append(prose)
        first = min(self.page.first_row, len(masked))
        return [" " * len(row) for row in masked[:first]] + masked[first:]

    @cached_property
    def places(self) -> tuple[tuple[Place, ...], ...]:
        """The blocks with their rows in the post, in groups of siblings: first the page's own blocks."""
        return tuple(places_of(self.page, len(self.rows)))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs and headings of the post without its footer, in the order of `places`."""
        footer = self.footer.row if self.footer else -1
        found = (passages_of(siblings, self.masked) for siblings in self.places)
        all_of_them = [passage for passages in found for passage in passages]
        return tuple(passage for passage in all_of_them if not passage.first <= footer < passage.end)

    def has_entities(self) -> bool:
        """Whether the writer types entities such as `&rsquo;` in this post."""
        return "&#" in self.text or "&rsquo;" in self.text or "&lsquo;" in self.text

    def replacing(self, row: int, start: int, end: int, text: str) -> Edit:
        """Return the edit that replaces columns of a row."""
        return Edit((row, start), (row, end), text, self.rows[row][start:end])
