"""The rules for a header that does not fit the site: its date, its draft key, its tags.

They search the rows of the header, not its parsed values, because a finding needs a place, and a fix changes
one value and keeps its quotes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from tui.blog.visibility import State
from tui.edits import Edit
from tui.prose.proof.finding import Finding, Subject

SHORTEST_TAG = 4
"""Letters of the shortest tag that may be misspelt."""

_OFFSET = re.compile(r"(?<=\d)\s*([+-]\d{2}:?\d{2})(?=[\"']?\s*(?:#.*)?$)")
_DAY = re.compile(r"/(\d{4})/(\d{2})/(\d{2})(?=/|$)")
_PLAIN_TAG = re.compile(r"[A-Za-z][\w-]{2,}")
_DATE_KEYS = (
    *("unpublishdate", "publishdate", "expirydate", "published", "modified", "lastmod", "pubdate", "date"),
)
"""In lower case; a key comes before the keys that are a part of its name."""

_DECIDING: Mapping[State, tuple[str, ...]] = {
    "draft": ("draft", "status", "permalink"),
    "scheduled": ("publishdate", "pubdate", "published", "date"),
    "unpublished": ("published", "status", "build"),
    "expired": ("expirydate", "unpublishdate"),
}
"""State of a post → the header keys that may have caused it."""

_SWITCHES = frozenset(("yes", "true", "off", "false", "null"))


def unusual_offset(subject: Subject) -> Iterator[Finding]:
    """Find a date whose offset from UTC is not that of the site's zone on that day.

    UTC itself is allowed, and so is another zone's offset that other posts have too. The zone's offset in the
    other half of the year is a slip and gets a fix; an offset of another zone may be meant.
    """
    site = subject.site
    if site.moment is None or site.usual is None:
        return
    own, usual = site.moment.utcoffset(), site.usual.utcoffset()
    if own is None or usual is None or own in (usual, timedelta()):
        return
    is_slip = own in site.own_offsets
    if own in site.other_offsets and not is_slip:
        return
    place = _key(subject, "date")
    found = _OFFSET.search(subject.rows[place[0]], place[1]) if place else None
    if place and found:
        wanted = site.usual.strftime("%z")[:5]
        wanted = f"{wanted[:3]}:{wanted[3:]}" if ":" in found[1] else wanted
        message = f"{found[1]} is unusual: {site.zone} has {wanted} on that day"
        fix = subject.replacing(place[0], found.start(1), found.end(1), wanted)
        yield Finding(
            place[0], found.start(1), found.end(1), "unusual-offset", message, fix if is_slip else None
        )


def other_day(subject: Subject) -> Iterator[Finding]:
    """Find a post whose address has another day than its file name."""
    site = subject.site
    day = _DAY.search(site.url)
    if day is None or site.named is None:
        return
    addressed, named = "-".join(day.groups()), f"{site.named:%Y-%m-%d}"
    if addressed != named:
        message = f"the address is dated {addressed}, the file name {named}"
        yield _at_key(subject, ("date", "permalink", "url", "slug"), "other-day", message)


def published_draft(subject: Subject) -> Iterator[Finding]:
    """Find `draft: true` when the engine publishes the post all the same."""
    site = subject.site
    if not (site.drafted and site.goes_public):
        return
    message = f"{site.engine} publishes this, `draft: true` or not"
    own = site.instead.get(("draft", "true"))
    fix = _changed(subject, "draft", *own) if own else None
    yield _at_key(subject, ("draft",), "published-draft", message, fix)


def not_public(subject: Subject) -> Iterator[Finding]:
    """Find a post that readers cannot see, and say why or until when; a note, as it may be intended."""
    seen = subject.site.visibility
    if not seen.public and not subject.site.problem:
        found = _at_key(subject, _DECIDING[seen.state], "not-public", seen.sentence)
        yield replace(found, advice="this may be meant: there is nothing to mend", is_note=True)


def no_such_day(subject: Subject) -> Iterator[Finding]:
    """Find a date whose month has no such day; Jekyll counts it on into the next month."""
    site = subject.site
    if site.lacking_day and site.day is not None:
        message = f"there is no {site.lacking_day}: {site.engine} takes it for {site.day}"
        yield _at_key(subject, ("date",), "no-such-day", message)


def stopped_build(subject: Subject) -> Iterator[Finding]:
    """Find a header that stops the site's build, such as `published: false` on Hugo."""
    if subject.site.problem:
        fixes = (
            _changed(subject, key, *own)
            for (key, value), own in subject.site.instead.items()
            if f"{key}: {value}" in subject.site.problem
        )
        fix = next(fixes, None)
        named = tuple(key for key in _DATE_KEYS if key in subject.site.problem.lower())
        yield _at_key(subject, named or _DATE_KEYS, "stopped-build", subject.site.problem, fix)


def near_tag(subject: Subject) -> Iterator[Finding]:
    """Find tags that no other post has and that resemble a tag of other posts.

    When each of two such tags has only one post, only the tag of the later post is found.
    """
    passed_over = subject.later_tags.union(subject.site.tags)
    for tag in subject.site.tags:
        if tag in subject.known_tags:
            continue
        near = [known for known in subject.known_tags if known not in passed_over and is_near(tag, known)]
        known = max(near, key=lambda each: (subject.known_tags[each], each), default=None)
        if known is None:
            continue
        count = subject.known_tags[known]
        posts = "1 other post has" if count == 1 else f"{count} other posts have"
        message = f"no other post is tagged “{tag}”, {posts} “{known}”"
        yield _at_tag(subject, tag, known, message)


def is_near(tag: str, known: str) -> bool:
    """Whether two tags may be meant as one: they differ in case, hyphens, a plural or one letter."""
    one, other = (re.sub(r"[\s_-]+", "", each).casefold() for each in (tag, known))
    if one == other or one + "s" == other or other + "s" == one:
        return True
    if min(len(one), len(other)) < SHORTEST_TAG or not (one.isalpha() and other.isalpha()):
        return False
    if re.sub("ies$", "y", one) == re.sub("ies$", "y", other):
        return True
    return min(len(one), len(other)) > SHORTEST_TAG and _one_letter(one, other)


def _one_letter(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if start == 0:
        return False
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    return swapped or mine[1:] == theirs or mine == theirs[1:] or mine[1:] == theirs[1:]


def _key(subject: Subject, key: str) -> tuple[int, int] | None:
    """Return row and column of the start of a key's value in the header; None without the key."""
    pattern = re.compile(rf"[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[:=][ \t]*", re.IGNORECASE)
    for row in range(min(subject.page.first_row, len(subject.rows))):
        if found := pattern.match(subject.rows[row]):
            return row, found.end()
    return None


def _at_key(
    subject: Subject, keys: tuple[str, ...], rule: str, message: str, fix: Edit | None = None
) -> Finding:
    """Return a finding at the first of `keys` that the header has, or else at the start of the post."""
    for key in keys:
        if place := _key(subject, key):
            row, end = place[0], len(subject.rows[place[0]].rstrip())
            return Finding(row, 0, end, rule, message, fix)
    return Finding(0, 0, len(subject.rows[0]), rule, message, fix)


def _changed(subject: Subject, old: str, new: str, value: str) -> Edit | None:
    """Return the edit that replaces a boolean key and its value; None when the header has the new key too."""
    place = _key(subject, old)
    if place is None or _key(subject, new) is not None:
        return None
    row, start = place
    text = subject.rows[row]
    key = re.match(r"[ \t]*[\"']?", text)
    found = re.compile(r"(?:true|false|yes|no|on|off)\b", re.IGNORECASE).match(text, start)
    if key is None or found is None:
        return None
    middle = text[key.end() + len(old) : start]
    return subject.replacing(row, key.end(), found.end(), f"{new}{middle}{value}")


def _at_tag(subject: Subject, tag: str, known: str, message: str) -> Finding:
    """Return a finding at a tag in the header; its fix is the known tag, if that needs no quotes."""
    place = next(filter(None, (_key(subject, key) for key in ("tags", "tag"))), None)
    pattern = re.compile(rf"(?<![\w-]){re.escape(tag)}(?![\w-])")
    for row in range(place[0] if place else 0, min(subject.page.first_row, len(subject.rows))):
        start = place[1] if place and row == place[0] else 0
        if found := pattern.search(subject.rows[row], start):
            safe = _PLAIN_TAG.fullmatch(known) and known.lower() not in _SWITCHES
            fix = subject.replacing(row, found.start(), found.end(), known) if safe else None
            return Finding(row, found.start(), found.end(), "near-tag", message, fix)
    return Finding(0, 0, len(subject.rows[0]), "near-tag", message)
