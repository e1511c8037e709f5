"""What the status line says first: a question or an offer, a word that one key mends, then the facts."""

import pytest

from tui.commands import COMMANDS
from tui.session.hint import Hint
from tui.ui.layout import PaneName, Wanted, panes
from tui.ui.room.status_line import Situation, status_facts, status_view
from tui.ui.widgets.status import compose

KEYS = {command.id: command.keys for command in COMMANDS}
OFFER, MEND = Hint("an offer"), Hint("teh: the?", (("text.escape", "take it"),))
FACTS = status_facts(None, "no post open", 0, "", 0, (3, 5), "", "", None)


def line(hint: Hint | None, mend: Hint | None, keyboard: PaneName = "editor", focus: bool = False) -> str:
    """Return what is painted at 160 columns."""
    wanted = Wanted(keyboard=keyboard, focus=focus)
    situation = Situation(160, wanted, panes(160, 45, wanted), hint, mend)
    return "".join(span.text for span in compose(status_view(FACTS, situation, KEYS), 160))


@pytest.mark.parametrize("focus", [False, True])
def test_an_offer_comes_before_a_word_and_a_word_before_the_facts(focus: bool) -> None:
    assert "an offer" in line(OFFER, MEND, focus=focus)
    assert "teh: the?" in line(None, MEND, focus=focus)
    assert "no post open" in line(None, None, focus=focus)


def test_in_the_sidebar_the_list_comes_before_an_offer() -> None:
    said = line(OFFER, None, keyboard="sidebar")
    assert "an offer" not in said
    assert "3 of 5 posts" in said
