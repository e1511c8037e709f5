"""How a command fails: an error that a person can cause becomes one line on stderr and exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tui.errors import DraftroomError
from tui.output import print_line
from tui.ui.terminal import give_back

FAILED = 2
INTERRUPTED = 130


@contextmanager
def errors_told() -> Iterator[None]:
    """Catch an error raised in the block: restore the terminal, print the error as one line, and exit."""
    try:
        yield
    except DraftroomError as error:
        fail(str(error))
    except OSError as error:  # such as a full disk, or a current folder that was deleted
        fail(f"the system says: {error.strerror or error}; check the disk, and the folder you are in")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        give_back()


def fail(message: str) -> NoReturn:
    """Restore the terminal, print what went wrong on stderr, and exit with code 2."""
    give_back()
    print_line(f"draftroom: {message}", error=True)
    sys.exit(FAILED)
