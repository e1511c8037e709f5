"""Curly quotes and dashes, against what kramdown 2.4 publishes under Jekyll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.markup.dialect import DIALECTS
from tui.markup.inlines import Inlines
from tui.markup.tree import Break, plain_text


def _curled(text: str) -> str:
    inlines = Inlines(DIALECTS["jekyll"], {"ref_links": {}}).read(text)
    return "".join("\n" if isinstance(inline, Break) else plain_text((inline,)) for inline in inlines)


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ("'cause i said so", "‘cause i said so"),
        ("the '90s, not '90", "the ’90s, not ‘90"),
        ("5'10\" tall", "5’10” tall"),
        ("don't, y'all", "don’t, y’all"),
        ("cats' tea", "cats’ tea"),
        ('a "cup." "yes?" "no";', "a “cup.” “yes?” “no”;"),
        ("('aside') [\"note\"]", "(‘aside’) [“note”]"),
        ("\"the 'inner' room\"", "“the ‘inner’ room”"),
        ("\"'both' of us\"", "“‘both’ of us”"),
        ('"\'90s tea"', "“‘90s tea”"),
        ('a\n"row', "a\n“row"),
        ('a\n"\nb', "a\n“\nb"),
        ('"..." ..."so', "“…” …“so"),
        ("a -- b --- c ---- d", "a – b — c —- d"),
        ("woah... ok....", "woah… ok…."),
        ("<<tea>> << tea >>", "«tea» «\u00a0tea\u00a0»"),
        ("no candidates, here", "no candidates, here"),
        ('*slow*" river', "slow” river"),
        ('a "*slow*', "a “slow"),
        ('"`it\'s`"', "“it's”"),
        (r"\--- and \'tea\"", "-– and 'tea\""),
    ],
)
def test_words_are_curled(straight: str, curly: str) -> None:
    assert _curled(straight) == curly


@given(st.text("ab'\"-.<> *\n"))
def test_every_straight_quote_is_curled(text: str) -> None:
    assert not set("'\"") & set(_curled(text))
