"""A draft: a post as it is being written, with everything that is read out of its text.

Frozen: every change of the text makes a new one. Where only the body changed, the page is edited, not
parsed anew, and its unchanged blocks stay the same objects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui.blog.facts import PostFacts, read_facts, read_tags
from tui.blog.site import Site, dialect_for
from tui.blog.values import values_for
from tui.edits import Edit, apply
from tui.errors import HeaderError, PostError
from tui.files.header import EDIT_AS_TEXT, Header, read_header
from tui.files.post import Parts, Post, encode, read_post, split
from tui.files.splice import set_tags
from tui.markup.page import Page
from tui.prose.words import count_words


@dataclass(frozen=True)
class Draft:
    """One post on the desk. `post` is the file as it was read or saved last, `text` what is written now."""

    post: Post
    text: str
    parts: Parts
    header: Header | None
    """None while it cannot be read."""

    problem: HeaderError | None
    facts: PostFacts
    page: Page
    words: int

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.post.path

    @property
    def unsaved(self) -> bool:
        """Whether the text differs from the file."""
        return self.text != self.post.text and not self._has_the_bytes_of_the_file()

    def _has_the_bytes_of_the_file(self) -> bool:
        """Whether it differs only as text: two undecodable bytes that came together are a letter on disk."""
        try:
            return encode(self.text) == self.post.raw
        except PostError:
            return False

    @property
    def first_row(self) -> int:
        """The row of the whole text where the writing begins: the first with words, or the last."""
        body = self.parts.body
        return self.parts.body_row + body.count("\n", 0, len(body) - len(body.lstrip()))

    def saved(self, post: Post) -> "Draft":
        """Return the draft with the file as it is on disk now."""
        return replace(self, post=post)

    def as_post(self) -> Post:
        """Return the post that saving would put on disk."""
        return self.post.with_text(self.text)


def open_draft(path: Path, site: Site) -> Draft:
    """Read a post and put it on the desk.

    Raises PostError when the file cannot be read as a post; a header that cannot be read never hides
    the text, it is the draft's `problem`.
    """
    post = read_post(path)
    return draft_of(post, post.text, site)


def draft_of(post: Post, text: str, site: Site) -> Draft:
    """Return the draft of a post with some text, its own or one that was never saved."""
    parts = split(text)
    header, problem = _read(parts, post.path)
    facts = read_facts(site, post, header)
    dialect = dialect_for(site, header, parts.body)
    values = values_for(site, post, header, facts, dialect)
    page = Page.parse(parts.body, dialect, parts.body_row, values)
    return Draft(post, text, parts, header, problem, facts, page, count_words(page.blocks))


def edited(draft: Draft, edits: Sequence[Edit], text: str, site: Site) -> Draft:
    """Return the draft after edits; `text` is the whole text that they led to."""
    if not edits:
        return draft
    parts = split(text)
    head = (parts.kind, parts.prefix, parts.header, parts.closing)
    same_head = head == (draft.parts.kind, draft.parts.prefix, draft.parts.header, draft.parts.closing)
    if not same_head:
        return draft_of(draft.post, text, site)
    page = _edited_page(draft.page, edits, parts)
    return replace(draft, text=text, parts=parts, page=page, words=count_words(page.blocks))


def _edited_page(page: Page, edits: Sequence[Edit], parts: Parts) -> Page:
    """Return the page after edits, parsed anew where it cannot be edited.

    A lone carriage return is a column of its row for whoever made the edit; once it stands before a line
    feed it is part of the line ending for whoever splits the text anew, and the columns are others.
    """
    if len(edits) == 1 and edits[0].start[0] >= parts.body_row:
        try:
            after, _ = page.edit(edits[0])
        except ValueError:
            return Page.parse(parts.body, page.dialect, parts.body_row, page.values)
        if after.body == parts.body:
            return after
    return Page.parse(parts.body, page.dialect, parts.body_row, page.values)


def tags_edit(draft: Draft, tags: Sequence[str], site: Site) -> Edit | None:
    """Return the edit that gives a draft exactly these tags, None when it has them.

    Raises HeaderError when the header cannot be changed safely, or when the site would read other tags
    out of it then: Jekyll takes a `tag` instead of the `tags`.
    """
    wanted = tuple(dict.fromkeys(tags))
    edit = set_tags(draft.text, wanted)
    text = draft.text if edit is None else apply(draft.text, edit)
    if read_tags(site, read_header(split(text))) != wanted:
        raise HeaderError("the tags would not read back as asked", hint=EDIT_AS_TEXT, path=draft.path)
    return edit


def _read(parts: Parts, path: Path) -> tuple[Header | None, HeaderError | None]:
    try:
        return read_header(parts, path), None
    except HeaderError as error:
        return None, error
