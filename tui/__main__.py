"""The way in: the command `draftroom`, and `python -m tui`.

Nothing may be imported here before the garbage collector is off: importing makes objects by the hundred
thousand and hardly any garbage, and looking for it takes a tenth of the start. The app turns the collector
on again after its first frame, a command that prints and leaves has it from its beginning.
"""

import gc
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()
    give_back = _leave_as_it_is
    arguments = sys.argv[1:]
    # the app, for all that can be told without asking the command line: no command has a dot or a slash
    is_app = not arguments or (len(arguments) == 1 and not set("./").isdisjoint(arguments[0]))
    try:
        if is_app:
            # the picture comes before all else, and no command needs what paints it
            from tui.ui.firstpaint import paint
            from tui.ui.terminal import give_back

            paint(arguments)
        # imported with the collector off, for the sake of the time a start takes
        from tui.cli import main as front_door

        if not is_app:
            gc.freeze()
            gc.enable()
        front_door(give_back)
    finally:
        give_back()


def _leave_as_it_is() -> None:
    """Do nothing to a terminal that is as it was."""


if __name__ == "__main__":
    main()
