"""What is offered in the status line: its key always, its words as far as there is room."""

import pytest

from tui.commands import COMMANDS
from tui.session.hint import Hint
from tui.ui.room.status_words import hinted
from tui.ui.widgets.status import compose

KEYS = {command.id: command.keys for command in COMMANDS}
LONG = "emphasis cannot go on in another paragraph: readers see its underscores"
MEND = Hint(LONG, (("text.escape", "mend it"), ("check.next", "next")))


def line(hint: Hint, width: int) -> str:
    view = hinted("unsaved", hint, KEYS, width, 4, "status.background")
    return "".join(span.text for span in compose(view, width))


def test_with_room_all_is_said() -> None:
    said = line(MEND, 160)
    assert said.startswith(f"    unsaved    {LONG}  ")
    assert said.rstrip().endswith("Alt+E mend it   F7 next")
    assert len(said) <= 160


@pytest.mark.parametrize("width", [99, 80, 60, 44])
def test_the_words_give_way_to_the_first_key(width: int) -> None:
    said = line(MEND, width)
    assert "Alt+E mend it" in said
    assert "F7" not in said
    assert "emphas" in said
    assert len(said.rstrip()) <= width


def test_the_state_stays_beside_a_short_one() -> None:
    assert line(Hint("readers see *", ()), 80).startswith("    unsaved   readers see *")


def test_a_command_without_a_key_is_not_named() -> None:
    view = hinted("saved", Hint("x", (("spark.list", "list"),)), KEYS, 80, 4, "status.background")
    assert not view.keys
