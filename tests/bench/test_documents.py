"""The posts that are measured with: always the same, and free of the letters that are typed."""

import pytest

from tests.bench.documents import MARKER, post
from tests.bench.ruler import LETTERS


@pytest.mark.parametrize("size", [2_000, 10_000, 100_000])
def test_a_post_is_always_the_same_and_of_its_size(size: int) -> None:
    text = post(size)
    assert text == post(size)
    assert text != post(size, seed=2)
    assert text.isascii()
    assert size <= len(text) < size + 1_200
    assert text.count(MARKER) == 1


def test_no_post_has_the_letters_that_are_typed() -> None:
    assert not set(LETTERS) & set(post(100_000))
