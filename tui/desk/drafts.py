"""A draft: a post as it is being written, with everything that is read from its text.

A draft is frozen, so every change of the text makes a new one. When only the body changed, its page is edited
instead of parsed again, and unchanged blocks stay the same objects.

The cost of `text`, `parts` and a new parse grows with the whole post, so code that runs at every key must not
use them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tui.blog import dates
from tui.blog.facts import read_facts, read_tags
from tui.blog.post_facts import PostFacts
from tui.blog.site import Site, dialect_for, header_of
from tui.edits import Edit, Lines, apply
from tui.errors import HeaderError, PostError
from tui.files.header import EDIT_AS_TEXT, Header
from tui.files.post import Parts, Post, encode, may_open_header, read_post, split
from tui.files.splice import remove_value, set_tags
from tui.markup.page import Page, unlike
from tui.markup.tree import HtmlBlock, Rule
from tui.prose.footer import Style
from tui.prose.word_count import PUBLISHED, Counting, count_block, footer_words, is_footer
from tui.settings import Settings

LONG = 200_000
"""Characters; a longer post is shown before its page is parsed, because parsing takes too long."""

OTHER_FORMATS = frozenset((".rst", ".rest", ".org", ".adoc", ".asciidoc", ".asc"))
"""Extensions of files whose metadata is written in their own markup."""


@dataclass(frozen=True)
class Draft:
    """One post on the desk. `post` is the file as last read or saved, `page` is the current text."""

    post: Post
    head: Parts
    """The text above the body; its `body` is always empty."""

    header: Header | None
    """None when it cannot be read."""

    problem: HeaderError | None
    facts: PostFacts
    page: Page
    file: Lines
    """The text of `post`; rows that are equal in the page are shared with it."""

    all_words: int
    """The words of all blocks, including a footer's."""

    counting: Counting = PUBLISHED

    @property
    def path(self) -> Path:
        """The path of its file."""
        return self.post.path

    @property
    def text(self) -> str:
        """The current text, joined at every call."""
        return self.page.lines.text

    def same_text(self, other: "Draft") -> bool:
        """Whether another draft has the same file and text; only one of the pages may be finished."""
        return self.post is other.post and self.page.lines is other.page.lines

    @property
    def parts(self) -> Parts:
        """The current text split at its header, joined at every call."""
        return replace(self.head, body=self.page.body)

    @cached_property
    def words(self) -> int:
        """How many words readers get, without the footer; 0 while the page is not read."""
        return self.all_words - footer_words(self.page.blocks, self.counting)

    @cached_property
    def unsaved(self) -> bool:
        """Whether the text differs from the file.

        The bytes decide: two undecodable bytes that became neighbours are one letter when written.
        """
        mine, theirs = self.page.lines.unlike(self.file)
        try:
            return mine != theirs and encode(mine) != encode(theirs)
        except PostError:
            return True

    @property
    def first_row(self) -> int:
        """The row (of the whole text) where the writing begins: the first one with words, or the last row.

        In a new post, whose body begins with a rule, a comment or a footer, it is the empty row above that.
        """
        lines, last = self.page.lines, len(self.page.lines) - 1
        top = row = min(self.page.first_row, last)
        while row < last and not lines[row].strip():
            row += 1
        first = next(iter(self.page.blocks), None)
        is_ending = isinstance(first, Rule | HtmlBlock) or (
            first is not None and is_footer(first, self.counting.style)
        )
        return min(top + 1, row - 1) if is_ending and row > top else row

    def saved(self, post: Post) -> "Draft":
        """Return the draft with `post` as its file."""
        return replace(self, post=post, file=self.page.lines.changed_to(post.text))

    def as_post(self) -> Post:
        """Return the post that saving would write to disk."""
        return self.post.with_text(self.text)

    def with_page(self, page: Page, changed: range | None = None) -> "Draft":
        """Return the draft with another page below the same header; only changed blocks are counted again.

        `changed` are the indices of the new page's changed blocks; without it the pages are compared.
        """
        old, new = self.page.blocks, page.blocks
        if changed is None:
            first, old_stop, new_stop = unlike(old, new)
        else:
            first, new_stop = changed.start, changed.stop
            old_stop = len(old) - (len(new) - new_stop)
        before, after = old[first:old_stop], new[first:new_stop]
        kept = {*map(id, before)} & {*map(id, after)}
        words, rule = self.all_words, self.counting.rule
        words -= sum(count_block(block, rule) for block in before if id(block) not in kept)
        words += sum(count_block(block, rule) for block in after if id(block) not in kept)
        return replace(self, page=page, all_words=words)

    def finish(self) -> "Draft":
        """Return the draft with its page finished and its words counted. Pure, so a thread may run it."""
        return self if self.page.finished else self.with_page(self.page.finish())


def counting_of(settings: Settings) -> Counting:
    """Return how the settings say that words are counted."""
    return Counting(settings.words_rule, Style(settings.footer_label, settings.footer_form))


def open_draft(path: Path, site: Site, counting: Counting = PUBLISHED, most: int | None = None) -> Draft:
    """Read a post and return its draft; `counting` says how words are counted, `most` is as in `draft_of`.

    Raises PostError when the file cannot be read as a post. A header that cannot be read raises nothing; it
    becomes the draft's `problem`.
    """
    post = read_post(path)
    return draft_of(post, post.text, site, counting, most)


def draft_of(
    post: Post, text: str, site: Site, counting: Counting = PUBLISHED, most: int | None = None
) -> Draft:
    """Return the draft of a post with a text, which may differ from the file's.

    With `most`, the page of a text of more than `most` characters is not parsed; `Draft.finish` does that.
    """
    lines = Lines.of(text)
    is_long = most is not None and len(text) > most
    return _draft_of(post, lines, lines.changed_to(post.text), site, counting, is_long)


def _draft_of(
    post: Post, lines: Lines, file: Lines, site: Site, counting: Counting, is_long: bool = False
) -> Draft:
    parts = split(lines.text)
    header, problem = _read(site, parts, post.path)
    facts = read_facts(site, post, header)
    dialect = dialect_for(site, header, parts.body)
    values = site.engine.values(site, post, header, facts, dialect)
    first_row = parts.body_row
    if not parts.body and parts.kind != "none" and lines[len(lines) - 1]:
        first_row = len(lines)  # the header's last row has no line end, so the body has no row yet
    page = (Page.unread if is_long else Page.of)(lines, dialect, first_row, values)
    head = replace(parts, body="")
    words = sum(count_block(block, counting.rule) for block in page.blocks)
    return Draft(post, head, header, problem, facts, page, file, words, counting)


def edited(draft: Draft, edits: Sequence[Edit], site: Site) -> Draft:
    """Return the draft after edits, each in positions of the text after the edit before it.

    The header is read again when an edit may have changed it, else the dialect stays as it was when the
    post was opened. Raises ValueError when the text that an edit removes is not at its place.
    """
    for edit in edits:
        draft = _edited(draft, edit, site)
    return draft


def _edited(draft: Draft, edit: Edit, site: Site) -> Draft:
    if not _is_below_header(draft, edit):
        lines = draft.page.lines.apply(edit)
        is_in_body = draft.page.first_row <= edit.start[0]
        if not is_in_body or replace(split(lines.text), body="") != draft.head:
            return _draft_of(draft.post, lines, draft.file, site, draft.counting, not draft.page.is_read)
    return draft.with_page(*draft.page.edit(edit))


def _is_below_header(draft: Draft, edit: Edit) -> bool:
    """Whether an edit can neither change where the header ends nor make one (see `tui.files.post.split`).

    Only a Pelican header may have no closing row; it ends at the first row that is not part of it.
    """
    (row, column), (end_row, end_column) = edit.start, edit.end
    lines, kind = draft.page.lines, draft.head.kind
    if kind != "none":
        ends_by_itself = kind == "pelican" and not draft.head.closing
        return row >= draft.page.first_row + ends_by_itself
    if may_open_header(lines[0]) or draft.head.fault or row <= _indented_fields(lines, row):
        return False
    if row > 0:
        return True
    rest = lines[end_row][end_column:] if end_row < len(lines) else ""
    return not may_open_header((lines[0][:column] + edit.text + rest).partition("\n")[0])


def _indented_fields(lines: Lines, row: int) -> int:
    """Return the last row in which a header may begin after white space, looking no further than `row`.

    Returns -1 when the text does not begin with white space, because then no such header can begin.
    """
    if lines[0][:1].strip():
        return -1
    fence = next((number for number in range(min(row + 1, len(lines))) if lines[number].strip()), row)
    return fence + 1


def by_clock(draft: Draft, site: Site) -> Draft:
    """Return the draft with its visibility now: a scheduled post may be public, a public one expired.

    Returns the same draft when nothing changed. That costs one comparison of dates, so it may be called every
    second.
    """
    if not draft.facts.visibility.is_due(now := dates.now(site.timezone)):
        return draft
    facts = read_facts(site, draft.post, draft.header, now)
    return draft if facts == draft.facts else replace(draft, facts=facts)


def tags_edit(draft: Draft, tags: Sequence[str], site: Site) -> Edit | None:
    """Return the edit that gives a draft exactly these tags, None when it has them already.

    Raises HeaderError when the header cannot be changed safely, or when the site would then read other tags
    from it: Jekyll (4.3, `Utils.pluralized_array_from_hash`) reads `tag` instead of `tags`.
    """
    check_format(draft)
    wanted, reader = tuple(dict.fromkeys(tags)), site.engine.reader
    header = header_of(site, draft.parts, draft.path)
    if read_tags(site, header) == wanted:
        return None
    key = next((key for key in site.engine.tag_keys if header.texts(key)), "tags")
    if key != "tags" and not wanted:
        edit = remove_value(draft.text, key, reader)
    else:
        edit = set_tags(draft.text, wanted, key, reader)
    text = draft.text if edit is None else apply(draft.text, edit)
    found = read_tags(site, header_of(site, split(text)))
    if found != wanted:
        also = " and ".join(key for key in site.engine.tag_keys if key in header.values)
        detail = f"{site.engine.name} would take {', '.join(found) or 'none'} from {also or key}"
        raise HeaderError(
            "the site would not read these tags from the header", detail, EDIT_AS_TEXT, draft.path
        )
    return edit


def check_format(draft: Draft) -> None:
    """Raise HeaderError for a format that has other metadata than front matter."""
    if draft.head.kind == "none" and draft.path.suffix.lower() in OTHER_FORMATS:
        title = f"the header of a {draft.path.suffix.lower()} file cannot be changed"
        raise HeaderError(title, "only those of markdown files can", EDIT_AS_TEXT, draft.path)


def _read(site: Site, parts: Parts, path: Path) -> tuple[Header | None, HeaderError | None]:
    try:
        return header_of(site, parts, path), None
    except HeaderError as error:
        return None, error
