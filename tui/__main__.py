"""The way in: the command `draftroom`, and `python -m tui`.

Nothing may be imported here before the garbage collector is off: importing makes objects by the hundred
thousand and hardly any garbage, and looking for it takes a tenth of the start. The app turns the collector
on again after its first frame; a command that prints and leaves has no need of it.
"""

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()
    # imported with the collector off, for the sake of the time a start takes
    from tui.cli import main as front_door

    front_door()


if __name__ == "__main__":
    main()
