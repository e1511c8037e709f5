from tui.prose.spelling.marks import Verdicts, read_row
from tui.prose.spelling.mask import START, MaskState

BODY = MaskState()


def test_a_word_is_wanted_first_and_marked_when_its_verdict_is_there() -> None:
    verdicts = Verdicts()
    row = "the kichen hums zorb"
    assert verdicts.marks(row, BODY) == []
    assert verdicts.take_wanted() == {"the", "kichen", "hums", "zorb"}
    verdicts.learn({"the": "known", "kichen": "likely", "hums": "ignored", "zorb": "unknown"})
    assert verdicts.marks(row, BODY) == [(4, 10, "misspelt.likely"), (16, 20, "misspelt.unknown")]
    assert verdicts.take_wanted() == set()


def test_a_word_that_was_asked_for_is_not_wanted_again_until_asking_failed() -> None:
    verdicts = Verdicts()
    verdicts.marks("tea", BODY)
    assert verdicts.take_wanted() == {"tea"}
    verdicts.marks("tea", BODY)
    assert verdicts.take_wanted() == set()
    verdicts.forget({"tea"})
    verdicts.marks("tea", BODY)
    assert verdicts.take_wanted() == {"tea"}


def test_the_word_at_the_cursor_is_neither_marked_nor_wanted() -> None:
    verdicts = Verdicts()
    verdicts.learn({"kichen": "likely"})
    assert verdicts.marks("a kichen", BODY, cursor=1) == [(2, 8, "misspelt.likely")]
    for column in (2, 5, 8):
        assert verdicts.marks("a kichen", BODY, cursor=column) == []
    assert verdicts.marks("kichen zor", BODY, cursor=10) == [(0, 6, "misspelt.likely")]
    assert verdicts.take_wanted() == set()


def test_forgetting_all_asks_anew() -> None:
    verdicts = Verdicts()
    verdicts.learn({"kichen": "likely"})
    verdicts.forget()
    assert verdicts.marks("kichen", BODY) == []
    assert verdicts.take_wanted() == {"kichen"}


def test_what_is_not_prose_is_never_wanted() -> None:
    verdicts = Verdicts()
    state = START
    for row in ("---", "slug: kichen", "---", "```", "kichen", "```", "`kichen` tea"):
        verdicts.marks(row, state)
        state = read_row(row, state).after
    assert verdicts.take_wanted() == {"tea"}


def test_a_row_that_was_read_before_is_not_read_again() -> None:
    row = "a row that no other test has: the weir"
    hits = read_row.cache_info().hits
    assert read_row(row, BODY) is read_row(row, BODY)
    assert read_row.cache_info().hits == hits + 1
    assert read_row(row, MaskState(fence="```")).words == ()
