"""Links of a draft: the targets to choose from, and the edits that a choice makes.

Targets come in the order in which they are likely: the hyperlink bank, the links of older posts, the blog's
own posts. Nothing here uses the network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tui.blog.naming import slug_from_name
from tui.blog.site import LinkForm, Site
from tui.desk.drafts import Draft
from tui.desk.own_links import learned_form, own_target
from tui.edits import Edit, Position
from tui.files.post import read_post
from tui.files.side_bank import Banked, SideBank
from tui.library.entry import Entry
from tui.library.past_links import LinkLibrary, PastLink, find_links
from tui.library.search import find, match
from tui.markup.dialect import Dialect
from tui.prose.links.addresses import bare, escaped, host_of, leading_to, learned_attributes, normalized
from tui.prose.links.pasting import Pasted, between, inserting, linking, pasted
from tui.prose.links.post_bank import Bank, adding, find_bank, targets

LEARNED = "learned"
"""The value of the setting `link_attributes` that means: as in the blog's newest posts."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a blog writes its links."""

    attributes: str = ""
    """The attributes of links to other hosts, such as `{:target="_blank"}`."""

    own: LinkForm | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One target that a link can have."""

    kind: Literal["bank", "past", "post"]
    url: str
    """The address; "" for a post of this blog."""

    words: str
    """The words of the link when nothing is selected."""

    detail: str
    """Where it comes from, in words: "in the bank", "river.example, 3 posts", or a date."""

    used: bool = False
    """Whether this post links to it already."""

    path: Path | None = None
    """The file of the post, when it is one of this blog."""


def learn(site: Site, dialect: Dialect, bodies: Sequence[str], wanted: str = LEARNED) -> Manner:
    """Return how a blog writes links, from the bodies of its newest posts; `wanted` is the writer's setting.

    Attributes are used only in a dialect with attribute lists; in others readers would see them.
    """
    attributes = learned_attributes(bodies) if wanted == LEARNED else wanted
    return Manner(attributes if dialect.attribute_lists else "", learned_form(site, bodies))


def bank_of(draft: Draft) -> Bank | None:
    """Return the hyperlink bank of a draft; None when it has none."""
    lines = draft.page.lines
    return find_bank(lines.rows(0, len(lines)), draft.page.first_row)


def unused_beside(draft: Draft, side: Iterable[Banked]) -> list[str]:
    """Return the addresses that the side list holds for a draft and that it does not link to.

    A draft is recognised by its slug, because publishing moves its file. Addresses in the post's own bank are
    left out.
    """
    bank = bank_of(draft)
    used = targets(draft.page, bank)
    slug = slug_from_name(draft.path)
    return [
        each.url
        for each in side
        if each.post and slug_from_name(Path(each.post)) == slug
        if normalized(each.url) not in used and not (bank and bank.has(each.url))
    ]


def library_of() -> LinkLibrary:
    """Return a reader of the links in a blog's posts. It caches them, so keep it; a worker uses it."""
    return LinkLibrary(lambda path: read_post(path).text)


def choices(
    draft: Draft,
    side: Sequence[Banked],
    past: Iterable[PastLink],
    entries: Iterable[Entry],
    query: str = "",
    most: int = 20,
) -> list[Choice]:
    """Return the targets for a link that match a query, up to `most` of each kind, the likeliest first.

    First the bank (unused ones first), then links of older posts by host and words, then the blog's posts by
    title.
    """
    bank = bank_of(draft)
    used = targets(draft.page, bank)
    banked = [(entry.url, entry.words) for entry in bank.entries] if bank else []
    banked += [(each.url, each.words) for each in side if not (bank and bank.has(each.url))]
    found = [
        Choice("bank", url, words or bare(url), "in the bank", normalized(url) in used)
        for url, words in banked
        if match(f"{words} {host_of(url)} {url}", query)
    ]
    found.sort(key=lambda choice: choice.used)
    known = {normalized(url) for url, _ in banked}
    older = [link for link in find_links(past, query, most + len(known)) if normalized(link.url) not in known]
    return [
        *found[:most],
        *(
            Choice(
                "past", link.url, link.words or bare(link.url), _detail(link), normalized(link.url) in used
            )
            for link in older[:most]
        ),
        *(
            Choice("post", "", each.entry.title, each.entry.date[:10] or "draft", path=each.entry.path)
            for each in find((entry for entry in entries if entry.path != draft.path), query, most)
        ),
    ]


def link_edit(
    draft: Draft, site: Site, start: Position, end: Position, choice: Choice, manner: Manner
) -> Edit:
    """Return the edit that links the selected words; without a selection it inserts the words of the choice.

    `start` must not be after `end`. Raises BlogError when a chosen post has no address yet, PostError when
    it cannot be read.
    """
    lines = draft.page.lines
    if choice.path:
        target = f"({own_target(site, choice.path, manner.own)})"
    else:
        target = leading_to(choice.url, manner.attributes)
    if between(lines, start, end).strip():
        return linking(lines, start, end, target)
    return inserting(lines, start, f"[{escaped(choice.words, draft.page.dialect)}]{target}")


def paste(draft: Draft, start: Position, end: Position, text: str, manner: Manner) -> Pasted | None:
    """Return the edit that pastes an address as a link over a selection; None to paste plain text."""
    if start[0] < draft.page.first_row:
        return None
    return pasted(text, draft.page.lines, start, end, manner.attributes)


def bank(draft: Draft, side: SideBank, url: str, words: str, moment: datetime) -> Edit | None:
    """Keep an address: return the edit that adds it to the post's bank, or None when no edit is needed.

    A post without a bank uses the side list, which this writes. Raises DraftroomError when that fails.
    """
    found = bank_of(draft)
    if found is None:
        side.add(url, words, moment, draft.path)
        return None
    return None if found.has(url) else adding(found, draft.page.lines, url, words)


def ticks(draft: Draft) -> tuple[Edit, ...]:
    """Return the edits that tick the bank entries which the post links to; the last position first."""
    found = bank_of(draft)
    return found.ticks(draft.page) if found else ()


def _detail(link: PastLink) -> str:
    return f"{link.host}, {link.posts} {'post' if link.posts == 1 else 'posts'}"
