"""The one list of the dialogs, seen through a picker."""

from tests.ui.dialogs import COLOURS, asked
from tui.session.asking import Pick, Picking
from tui.ui.dialogs.picker import Picker


async def test_the_chosen_row_stays_in_view_on_a_lower_screen() -> None:
    picking = Picking(lambda typed: [Pick(f"row {number}.", number) for number in range(40)], "hint")
    async with asked(Picker(COLOURS, picking), (120, 44)) as reader:
        await reader.press("pagedown", "pagedown", "pagedown")
        assert "row 24." in reader.painted()
        await reader.pilot.resize_terminal(90, 20)
        await reader.settle()
        assert "▋   row 24." in reader.painted()
