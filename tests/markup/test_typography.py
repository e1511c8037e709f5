"""Curly quotes and dashes, against what kramdown 2.4 publishes under Jekyll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.markup.kramdown.typography import Run, curl


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
        ('a\n"row', "a\n“row"),
        ('a\n"\nb', "a\n“\nb"),
        ('"..." ..."so', "“…” …“so"),
        ("a -- b --- c ---- d", "a – b — c —- d"),
        ("woah... ok....", "woah… ok…."),
        ("<<tea>> << tea >>", "«tea» «\u00a0tea\u00a0»"),
        ("no candidates, here", "no candidates, here"),
    ],
)
def test_words_are_curled(straight: str, curly: str) -> None:
    assert curl([Run(straight)]) == [curly]


@pytest.mark.parametrize(
    ("runs", "curly"),
    [
        ([Run("*", True), Run("slow"), Run("*", True), Run('" river')], "*slow*” river"),
        ([Run('a "'), Run("*", True), Run("slow"), Run("*", True)], "a “*slow*"),
        ([Run('"'), Run("`it's`", True), Run('"')], "“`it's`”"),
        ([Run("a"), Run("\n", True), Run('"b')], "a\n“b"),
        ([Run("--", True), Run("--")], "--–"),
    ],
)
def test_quotes_see_their_neighbours_and_kept_runs_stay(runs: list[Run], curly: str) -> None:
    assert "".join(curl(runs)) == curly


@given(st.lists(st.builds(Run, st.text("ab'\"-.<> *\n", max_size=6), st.booleans()), max_size=6))
def test_every_run_comes_back(runs: list[Run]) -> None:
    curled = curl(runs)
    assert len(curled) == len(runs)
    assert all(text == run.text for run, text in zip(runs, curled, strict=True) if run.kept)
    assert "'" not in "".join(text for run, text in zip(runs, curled, strict=True) if not run.kept)
