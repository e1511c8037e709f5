"""The entry point of the command `draftroom` and of `python -m tui`.

Nothing is imported here before the garbage collector is off: imports make some hundred thousand objects and
hardly any garbage, and collecting takes a tenth of the time to start. The app turns the collector on again
after its first frame. A command that only prints turns it on before it runs.
"""

import gc
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()
    arguments = sys.argv[1:]
    if _is_plainly_the_app(arguments):
        # importing the parser of the command line takes longer than the first frame
        from tui.cli.start import main as start

        start(arguments)
    else:
        # imported while the collector is off, for a faster start
        from tui.cli.front_door import main as front_door

        gc.freeze()
        gc.enable()
        front_door()


def _is_plainly_the_app(arguments: list[str]) -> bool:
    """Whether the arguments start the app, without parsing them: no command has a dot or a slash."""
    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0][0:1] != "-" and not set("./").isdisjoint(arguments[0])


if __name__ == "__main__":
    main()
