"""The one list of the dialogs, seen through a picker."""

from tests.ui.dialogs import COLOURS, asked
from tui.session.asking import Listing, Pick, Picking, Row
from tui.ui.dialogs.listing import ListingScreen
from tui.ui.dialogs.picker import Picker


async def test_the_chosen_row_stays_in_view_on_a_lower_screen() -> None:
    picking = Picking(lambda typed: [Pick(f"row {number}.", number) for number in range(40)], "hint")
    async with asked(Picker(COLOURS, picking), (120, 44)) as reader:
        await reader.press("pagedown", "pagedown", "pagedown")
        assert "row 24." in reader.painted()
        await reader.pilot.resize_terminal(90, 20)
        await reader.settle()
        assert "▋   row 24." in reader.painted()


def test_keys_that_come_before_a_list_is_on_the_screen_move_in_it() -> None:
    rows = [Row(name, name) for name in ("eels", "a weir", "silt")]

    async def act(_letter: str, _value: object) -> list[Row]:
        return rows

    listing = ListingScreen(COLOURS, Listing("sparks", rows, "begin a post", (), act))
    listing.action_move(1)
    assert listing._list.at == 1
