"""What the rules of the proof look at, and what they say: `Subject` and `Finding`.

Rows and columns are those of the whole post, header included, from 0; the rows of a block in the tree are
not.
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
    """One thing that readers would see: where it is, which rule says so, why, and what would mend it."""

    row: int
    column: int
    end: int
    """The column after the last, in the same row."""

    rule: str
    """A stable name, with which settings and posts turn the rule off."""

    message: str
    fix: Edit | None = None
    """The change that makes the finding go away, where there is a safe one; of several, the first."""

    advice: str = "there is no safe fix; it is for you to write"
    """What to do where there is none."""

    is_note: bool = False
    """Whether it is only told, and may well be meant: nothing has to be mended."""


class Unused(Protocol):
    """An address in the hyperlink bank that the post does not use."""

    @property
    def row(self) -> int:
        """Its row in the post."""

    @property
    def url(self) -> str:
        """The address as it was typed."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the post's site makes of it; the defaults are those of a post without a site."""

    engine: str = "plain"
    """What messages call it."""

    zone: str = ""
    """The name of the site's time zone, "" when it names none."""

    moment: datetime | None = None
    """The date in the header as it was written, with its zone where it has one."""

    usual: datetime | None = None
    """The same time of day with the offset that the site's zone has then."""

    own_offsets: frozenset[timedelta] = frozenset()
    """The offsets that the site's zone has in that year, in summer and in winter."""

    other_offsets: frozenset[timedelta] = frozenset()
    """The offsets that other posts of the blog have, each more than once."""

    named: datetime | None = None
    """The date in the file name."""

    url: str = ""
    tags: tuple[str, ...] = ()
    drafted: bool = False
    """The header says that it is a draft."""

    goes_public: bool = False
    """The engine publishes it, now or when its date has come."""

    visibility: Visibility = PUBLIC
    """What readers get of it now."""

    lacking_day: str = ""
    """The day that it is dated, where the month has no such day, as `2024-02-31`; "" for any other."""

    day: date | None = None
    """The day that the engine takes it for."""

    problem: str = ""
    """Why the engine could build nothing because of it."""

    instead: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """A header key and its value that hide nothing on this engine → what hides a post there."""


@dataclass(frozen=True)
class Subject:
    """A post to be proofread, with what its rules need to know of the world around it."""

    text: str
    page: Page
    site: SiteFacts = field(default_factory=SiteFacts)
    footer: Footer | None = None
    unused: Sequence[Unused] = ()
    kept: Sequence[str] = ()
    """The addresses that were kept elsewhere for this post, and that it does not link to."""

    known_tags: Mapping[str, int] = field(default_factory=dict)
    """The tags of the other posts, and how many have each."""

    later_tags: frozenset[str] = frozenset()
    """Those of them that one post alone has, one that comes after this one."""

    own_words: frozenset[str] = frozenset()
    """The personal dictionary, in lower case."""

    fault_of: Callable[[str, str], str] = lambda _address, _anchor: ""
    """What is wrong with an address within the site, and with the heading named behind its `#` ("" for
    none); "" for nothing."""

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
        """The rows with all that is no prose made spaces: header, code, addresses, tags, comments."""
        masked, state = [], START
        for row in self.rows:
            prose, state = mask_line(row, state)
            masked.append(prose)
        first = min(self.page.first_row, len(masked))
        return [" " * len(row) for row in masked[:first]] + masked[first:]

    @cached_property
    def places(self) -> tuple[tuple[Place, ...], ...]:
        """Blocks with their rows in the post: those of the page, then those inside each other block."""
        return tuple(places_of(self.page, len(self.rows)))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs and headings of the post but for the footer, in their order."""
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
