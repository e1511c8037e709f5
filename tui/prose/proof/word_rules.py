"""The rules for words: `repeated-word`, typed twice, and `rare-twin`, a slip that looks like a frequent word.

Writers double words on purpose (`so so long`, `that that`), and most words are one letter from another real
word (`night`, `right`). So only words that are almost certainly mistakes are reported.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Passage
from tui.prose.spelling.mask import words_in

OFTEN = 4
"""How often a post must use a word before a rare one can be a slip for it."""

SHORTEST = 5
"""Letters of the shortest word that may be a rare twin."""

NEVER_TWICE = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "because", "been", "but", "by", "can", "could", "for"),
        *("from", "has", "have", "if", "into", "its", "just", "might", "my", "of", "on", "or", "our"),
        *(
            "should",
            "some",
            "than",
            "the",
            "their",
            "them",
            "then",
            "these",
            "they",
            "those",
            "through",
            "to",
        ),
        *("was", "we", "were", "when", "which", "while", "who", "will", "with", "would", "your", "he", "she"),
        *("him", "his", "i", "i'm", "it's", "not", "what", "where", "in"),
    )
)
"""Words that are repeated only by mistake; `had had`, `is is` and `it it` are English and not among them."""

_TWICE = re.compile(r"(?<![\w'’-])([A-Za-z]+(?:['’][a-z]+)?)(\s+)(\1)(?![\w'’-])", re.IGNORECASE)
_VOWELS = frozenset("aeiouy")


def repeated_word(subject: Subject) -> Iterator[Finding]:
    """Find small words that are typed twice, also across the end of a row."""
    for passage in subject.passages:
        for found in _TWICE.finditer(passage.masked):
            plain, alike = found[1].lower().replace("’", "'"), found[1].isupper() == found[3].isupper()
            if plain in NEVER_TWICE and alike and (finding := _twice(subject, passage, found)):
                yield finding


def _twice(subject: Subject, passage: Passage, found: re.Match[str]) -> Finding | None:
    """Return the finding for a repeated word; None when anything but white space is between the two."""
    first, second = passage.position(found.end(1)), passage.position(found.start(3))
    if subject.source.between(first, second).strip():
        return None
    row, column = second
    end = column + len(found[3])
    if first[0] == row:
        fix = subject.replacing(row, first[1], end, "")
    else:
        after = len(subject.rows[row]) - len(subject.rows[row][end:].lstrip())
        fix = subject.replacing(row, column, after, "")
    more = subject.rows[row][:column].strip() or subject.rows[row][end:].strip()
    message = f"“{found[3]}” stands here twice in a row"
    return Finding(row, column, end, "repeated-word", message, fix if more else None)


def rare_twin(subject: Subject) -> Iterator[Finding]:
    """Find words used once that are one letter from a word used often: slips that are words themselves."""
    places: dict[str, tuple[int, int, int]] = {}
    counts: Counter[str] = Counter()
    written: set[str] = set()
    for passage in subject.passages:
        for row in range(passage.first, passage.end):
            for start, end, word in words_in(subject.masked[row]):
                plain = word.lower()
                counts[plain] += 1
                written.add(word)
                places[plain] = (row, start, end)
    often = _variants(
        {
            word: count
            for word, count in counts.items()
            if count >= OFTEN and len(word) >= SHORTEST and word.isalpha()
        }
    )
    families = Counter(word[:at] for word in counts for at in range(4, len(word) + 1))
    for word, (row, start, end) in places.items():
        if counts[word] != 1 or not _may_be_a_slip(word, subject):
            continue
        typed = subject.rows[row][start:end]
        twins = (twin for twin in _twins(word, often) if not _has_family(word, twin, families))
        meant = max(twins, key=lambda twin: (counts[twin], twin), default="")
        if typed[:1].isupper():  # a name, unless the post also has the twin with a capital
            meant = meant.title() if meant.title() in written else ""
        if meant and typed.lower() == word:
            fix = subject.replacing(row, start, end, meant)
            message = (
                f"“{typed}” is one letter from “{meant}”, which stands here {counts[meant.lower()]} times"
            )
            yield Finding(row, start, end, "rare-twin", message, fix)


def _has_family(word: str, twin: str, families: Mapping[str, int]) -> bool:
    """Whether other words of the post begin with the same letters, including the differing letter."""
    start, _ = _common_ends(word, twin)
    beginning = word[: max(4, start + 1)]
    return families[beginning] > (2 if twin.startswith(beginning) else 1)


def _may_be_a_slip(word: str, subject: Subject) -> bool:
    if len(word) < SHORTEST or not word.isalpha() or word in _common():
        return False
    return word not in subject.own_words


def _variants(often: Mapping[str, int]) -> dict[str, list[str]]:
    """Return each frequent word, and each of them without one letter → the frequent words it comes from."""
    found: dict[str, list[str]] = {}
    for word in often:
        for variant in _without_a_letter(word):
            found.setdefault(variant, []).append(word)
    return found


def _without_a_letter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _twins(word: str, often: Mapping[str, list[str]]) -> set[str]:
    """Return the frequent words that are one edit from a word and not another form of it."""
    near = {twin for variant in _without_a_letter(word) for twin in often.get(variant, ())}
    return {twin for twin in near if _is_one_edit(word, twin) and not _is_a_form(word, twin)}


def _is_one_edit(one: str, other: str) -> bool:
    """Whether two words differ in one letter added, missing or wrong, or in two neighbours swapped."""
    start, end = _common_ends(one, other)
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if len(mine) <= 1 and len(theirs) <= 1:
        return one != other
    return len(mine) == 2 and mine == theirs[::-1]


def _is_a_form(one: str, other: str) -> bool:
    """Whether two words differ as real words do.

    Real words differ in the first letter, in the last one, by `s` for `z`, by `ou` for `o`, by a letter
    before an ending such as `ed`, or by a vowel in a short word.
    """
    start, end = _common_ends(one, other)
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if end == 0 or start == 0:
        return True
    if {mine, theirs} <= {"s", "z"} or (mine + theirs == "u" and one[start - 1] == "o"):
        return True
    tail = one[len(one) - end :]
    if not (mine and theirs) and tail in ("s", "d", "r", "ed", "er", "ing", "es", "ly", "y"):
        return True
    return len(mine) == len(theirs) == 1 and mine in _VOWELS and theirs in _VOWELS and len(one) < 7


def _common_ends(one: str, other: str) -> tuple[int, int]:
    """Return the number of letters that two words share at their start, and of the rest at their end."""
    shortest = min(len(one), len(other))
    start = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return start, end


@cache
def _common() -> frozenset[str]:
    """Return frequent English words that are one letter from another frequent one; they are never slips."""
    return frozenset(files(__package__).joinpath("common.txt").read_text(encoding="utf-8").split())
