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
    arguments = sys.argv[1:]
    if _is_plainly_the_app(arguments):
        # what reads a command line takes longer than the first picture of the post
        from tui.cli.start import main as start

        start(arguments)
    else:
        # imported with the collector off, for the sake of the time a start takes
        from tui.cli.front_door import main as front_door

        gc.freeze()
        gc.enable()
        front_door()


def _is_plainly_the_app(arguments: list[str]) -> bool:
    """Whether the app is meant, without asking the command line: no command has a dot or a slash."""
    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0][0:1] != "-" and not set("./").isdisjoint(arguments[0])


if __name__ == "__main__":
    main()
