"""The one place where an error that a person can cause becomes one line on stderr and exit code 2."""

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
    """Say an error that is raised within, on a terminal that is as it was, and leave."""
    try:
        yield
    except DraftroomError as error:
        fail(str(error))
    except OSError as error:  # a disk that is full, a current folder that is gone
        fail(f"the system says: {error.strerror or error}; check the disk, and the folder you are in")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        give_back()


def fail(message: str) -> NoReturn:
    """Say what went wrong and leave."""
    give_back()
    print_line(f"draftroom: {message}", error=True)
    sys.exit(FAILED)
