import pytest
from spellchecker import SpellChecker

from tui.prose.spelling.dictionary import Dictionary, read_supplement


@pytest.mark.parametrize(
    "word",
    [
        "river",
        "Kitchen",
        "i'm",
        "don’t",
        "it's",
        "should've",
        "anna's",
        "who'd've",
        "mondays",
        "sooooo",
        "longggg",
    ],
)
def test_right_words_are_known(word: str, dictionary: Dictionary) -> None:
    assert dictionary.verdict(word) == "known"


@pytest.mark.parametrize(
    "word",
    [
        "'cause",
        "’til",
        "doin'",
        "nothin'",
        "café",
        "naïve",
        "façade",
        "haha",
        "hmmm",
        "ughhh",
        "woahhh",
        "colour",
        "wifi",
    ],
)
def test_words_of_diaries_are_known(word: str, dictionary: Dictionary) -> None:
    assert dictionary.verdict(word) == "known"


@pytest.mark.parametrize(
    "word",
    [
        "kichen",
        "rivver",
        "teh",
        "becuase",
        "mornning",
        "rivver's",
        "dont",
        "im",
        "cant",
        "wont",
        "alot",
        "Cant",
    ],
)
def test_typos_near_a_frequent_word_are_likely(word: str, dictionary: Dictionary) -> None:
    assert dictionary.verdict(word) == "likely"


@pytest.mark.parametrize("word", ["zorbling", "fleeperish", "kombuchaed"])
def test_words_near_nothing_are_unknown(word: str, dictionary: Dictionary) -> None:
    assert dictionary.verdict(word) == "unknown"


@pytest.mark.parametrize("word", ["Zorbling", "Kichen", "река", "漢字", "x2y", "ærlig", "", "a" * 60, "'"])
def test_names_and_other_scripts_are_not_judged(word: str, dictionary: Dictionary) -> None:
    assert dictionary.verdict(word) == "ignored"


def test_a_plural_is_not_right_because_its_singular_is(dictionary: Dictionary) -> None:
    assert dictionary.verdict("hygge") == "known"
    assert dictionary.verdict("hygges") == "unknown"


def test_own_words_are_known_in_any_case_and_form(dictionary: Dictionary) -> None:
    words = ("zorbling", "zorbling's", "cant", "l'eau")
    dictionary.set_personal(["Zorbling", "cant", "l’eau"])
    assert [dictionary.verdict(word) for word in words] == ["known"] * 4
    dictionary.set_personal([])
    assert "known" not in [dictionary.verdict(word) for word in words]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("kichen", "kitchen"),
        ("Kichen", "Kitchen"),
        ("teh", "the"),
        ("dont", "don't"),
        ("im", "i'm"),
        ("cant", "can't"),
        ("Wont", "Won't"),
        ("alot", "a lot"),
        ("rivver's", "river's"),
        ("mornning’s", "morning's"),
        ("realsied", "realised"),
        ("colourr", "colour"),
    ],
)
def test_the_likeliest_word_is_suggested_first(word: str, first: str, dictionary: Dictionary) -> None:
    assert dictionary.suggest(word)[0] == first


def test_suggestions_are_few_and_ordered_by_use(dictionary: Dictionary) -> None:
    found = dictionary.suggest("thier")
    assert found[:2] == ["their", "thief"]
    assert len(found) == 5
    assert dictionary.suggest("thier", most=1) == ["their"]


def test_own_words_are_suggested(dictionary: Dictionary) -> None:
    assert dictionary.verdict("zobling") == "unknown"
    dictionary.set_personal(["zorbling"])
    assert dictionary.verdict("zobling") == "likely"
    assert dictionary.suggest("zobling")[0] == "zorbling"


@pytest.mark.parametrize("word", ["internationalisattion", "xqzvjkwq", "a" * 200])
def test_a_word_near_nothing_gets_no_suggestion(word: str, dictionary: Dictionary) -> None:
    assert dictionary.suggest(word) == []


def test_hostile_words_end_soon(dictionary: Dictionary) -> None:
    assert dictionary.verdict("a" + "'s" * 5_000) == "ignored"
    assert dictionary.verdict("a'''''s's's's") in ("known", "unknown", "likely")


def test_the_supplement_holds_only_what_pyspellchecker_lacks() -> None:
    words = read_supplement()
    lexicon = SpellChecker(language="en", distance=1).word_frequency.dictionary
    assert words == sorted(set(words))
    assert [word for word in words if word in lexicon or word != word.lower() or not word.isascii()] == []
    assert "boding" not in words
