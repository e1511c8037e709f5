"""The dictionary: which words are spelled right, and which words a wrong one may have meant.

It adds rules to pyspellchecker. Only the worker process may use it: loading takes 0.2 s and 50 MB, and its
long C calls hold the interpreter lock. Never ask pyspellchecker for edit distance 2 (up to 6 s a word), and
never add words to it one by one (30 ms each); the writer's own words are therefore a separate set.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import product
from typing import Literal

from spellchecker import SpellChecker

Verdict = Literal["known", "likely", "unknown", "ignored"]

NEVER = {
    "alot": "a lot",
    "cant": "can't",
    "hes": "he's",
    "shes": "she's",
    "theres": "there's",
    "whats": "what's",
    "wont": "won't",
}
"""Slip → what is meant, for words that the lexicon has, or nearly has, and that are wrong in a diary."""

SUPPLEMENT_FREQUENCY = 3_000
"""The frequency of a word of the supplement, on pyspellchecker's scale ("the" has 76 million).

It is high enough for the word to be suggested, but after everyday words.
"""

OWN_FREQUENCY = 50_000
"""The frequency of one of the writer's own words, about that of `kitchen`."""

LIKELY_FREQUENCIES = ((3, 1_000_000), (4, 100_000), (5, 30_000), (6, 10_000), (8, 3_000), (99, 1_000))
"""(letters, frequency): when an unknown word is a likely typo.

A word with at most this many letters is likely when a word one edit away has at least this frequency; a
shorter word has more neighbours by chance. The figures were chosen with 3,600 typos, made by one random edit
of words in real posts (75 of 100 are likely), and with the 1,200 correct words of the supplement (21 of 100
are likely; 36 of 100 with three letters or less), so these results flatter them. Of 3,600 other random typos
of the 12,000 most used words, 78 of 100 are likely. No list of people's own typos was tried.
"""

LONGEST = 45
"""Letters of the longest word that is judged; a longer one is "ignored"."""

ENDINGS = 3
"""How often a word is looked up, each time with one more ending removed (she'd've has two)."""

_APOSTROPHES = str.maketrans("’ʼ‘", "'''")
_ENDINGS = ("'s", "'ll", "'d", "'ve", "'re", "'m")
_LENGTHENED = re.compile(r"(.)\1{2,}")
_INTERJECTION = re.compile(
    r"a+h+|(?:ba|mwa)?(?:ha){2,}h*|(?:he){2,}h*|(?:ho){2,}|h+m+|m+h+m+|m{2,}|u+g+h+|u+h+|u+m+|a+w+|o+h+|o{2,}h*"
    r"|o+f+|e+w+|e+e+k+|y+a+y+|y+u+m+|w+o+a+h*|w+h+o+a+|p+f+t*|s+h+|z{2,}|b+r+|g+r+|a+r+g+h*|n+o+|y+e+s+|(?:la){2,}"
    r"|(?:xo){1,}x?"
)
_HARD = re.compile(r"[^a-z']")


class Dictionary:
    """The lexicon, the supplement and the writer's own words."""

    def __init__(self, checker: SpellChecker, supplement: Iterable[str]) -> None:
        """Add the supplement to a checker of edit distance 1, in one batch."""
        self._checker = checker
        checker.word_frequency.load_json(dict.fromkeys(supplement, SUPPLEMENT_FREQUENCY))
        self._counts = checker.word_frequency.dictionary
        self._personal: frozenset[str] = frozenset()

    @classmethod
    def load(cls) -> "Dictionary":
        """Load pyspellchecker's English and the supplement, which takes 0.2 s."""
        return cls(SpellChecker(language="en", distance=1), read_supplement())

    def set_personal(self, words: Iterable[str]) -> None:
        """Replace the writer's own words; their case does not matter.

        They count as right before any other rule, even when they are in `NEVER`.
        """
        self._personal = frozenset(_plain(word) for word in words)

    def verdict(self, word: str) -> Verdict:
        """Return whether a word is spelled right.

        "known": it is right. "ignored": an English lexicon cannot judge it, because it is unknown and has a
        capital, or has other letters than English ones. "likely": it is wrong, and a frequent word is one
        edit away. "unknown": any other word.
        """
        if len(word) > LONGEST:
            return "ignored"
        plain = _plain(word)
        if plain in self._personal:
            return "known"
        if plain in NEVER:
            return "likely"
        if self._is_known(plain):
            return "known"
        if word[:1].isupper() or not _letters(plain) or _HARD.search(_fold(plain)):
            return "ignored"
        return "likely" if self._is_likely(plain) else "unknown"

    def suggest(self, word: str, most: int = 5) -> list[str]:
        """Return up to `most` words that may have been meant, the likeliest first.

        They are one edit away, in order of their frequency in English; a contraction typed without its
        apostrophe comes first. A capital first letter and a possessive 's are kept.
        """
        if len(word) > LONGEST:
            return []
        plain = _plain(word)
        fix = NEVER.get(plain)
        found = [fix] if fix else self._near(plain)
        if not found and plain.endswith("'s"):
            found = [f"{near}'s" for near in self._near(plain[:-2])]
        if not found and plain.endswith("'"):
            found = [f"{near}'" for near in self._near(plain[:-1])]
        if word[:1].isupper():
            found = [near[:1].upper() + near[1:] for near in found]
        return found[:most]

    def _is_known(self, plain: str) -> bool:
        if plain.endswith("in'") and self._has(f"{plain[:-1]}g"):
            return True
        bare = plain.strip("'")
        for _ in range(ENDINGS):
            if self._is_form_known(bare):
                return True
            ending = next(filter(bare.endswith, _ENDINGS), "")
            if not ending:
                return False
            bare = bare.removesuffix(ending)
        return False

    def _is_form_known(self, bare: str) -> bool:
        if self._has(bare) or _INTERJECTION.fullmatch(bare):
            return True
        folded = _fold(bare)
        return (folded != bare and self._has(folded)) or any(map(self._has, _shortened(bare)))

    def _has(self, plain: str) -> bool:
        return plain in self._counts or plain in self._personal

    def _is_likely(self, plain: str) -> bool:
        bare = plain.strip("'").removesuffix("'s")
        least = next((least for letters, least in LIKELY_FREQUENCIES if len(bare) <= letters), 1_000)
        return any(
            self._frequency(near) >= least or _lacks_apostrophe(bare, near) for near in self._near(bare)
        )

    def _near(self, plain: str) -> list[str]:
        """Return the words one edit away, the likeliest first."""
        near = self._checker.candidates(plain) or set()
        if self._personal:
            near = near | (self._checker.edit_distance_1(plain) & self._personal)
        near.discard(plain)
        return sorted(near, key=lambda one: (not _lacks_apostrophe(plain, one), -self._frequency(one), one))

    def _frequency(self, word: str) -> float:
        """Return the frequency of a word on pyspellchecker's scale."""
        if word in self._personal:
            return max(OWN_FREQUENCY, self._counts[word])
        return self._checker.word_usage_frequency(word, total_words=1)


def read_supplement() -> list[str]:
    """Return the words that draftroom adds because pyspellchecker lacks them."""
    return files(__package__).joinpath("words.txt").read_text(encoding="utf-8").split()


def _plain(word: str) -> str:
    """Return a word in the form of the lexicon: lower case, straight apostrophes, composed letters."""
    return unicodedata.normalize("NFC", word.translate(_APOSTROPHES)).lower()


def _lacks_apostrophe(plain: str, near: str) -> bool:
    """Tell whether `plain` is the contraction `near` without its apostrophe (dont, im, but not kitchens)."""
    return "'" in near and not near.endswith("'s") and _letters(near) == plain


def _letters(plain: str) -> str:
    return plain.replace("'", "")


def _fold(plain: str) -> str:
    """Return a word without its accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))


def _shortened(plain: str) -> Iterator[str]:
    """Yield the forms of a lengthened word (sooooo, longggg) with one or two letters for each long run."""
    runs = _LENGTHENED.findall(plain)
    if not runs or len(runs) > 4:
        return
    pieces = _LENGTHENED.split(plain)
    plain_parts = pieces[::2]
    for widths in product((1, 2), repeat=len(runs)):
        parts = [part + run * width for part, run, width in zip(plain_parts, runs, widths, strict=False)]
        yield "".join((*parts, plain_parts[-1]))
