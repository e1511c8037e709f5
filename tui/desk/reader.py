"""The reading process: it describes posts for the app, so that no key waits for a long one.

On stdin comes one pickled `Request`, which only the app that started us can have written; on stdout goes
a line that says we are ready, then one for each post, in their order:

    {"ready": true}
    ["the weir", "2024-10-12T07:20:00+00:00", ...]      an entry as `tui.library.index.packed` has it
    null                                                the disk does not give this post

Whoever asked may be killed at any moment, and must leave no process behind that reads on. So a thread waits
for the end of stdin, and ends us with it.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tui.blog.site import Site
from tui.desk.entries import describe
from tui.library.entry import packed
from tui.prose.word_count import Counting

NICENESS = 10
"""How far the process steps back for others, the app's own keys first."""

LONGEST = 60.0
"""Seconds of processor time for one post; the system ends the process that takes more."""

READY, LEFT_OUT = b'{"ready": true}\n', b"null\n"


@dataclass(frozen=True, slots=True)
class Request:
    """Which posts to describe, and by what rules."""

    site: Site
    counting: Counting
    paths: tuple[Path, ...]

    def pickled(self) -> bytes:
        """Return it for a process that runs the same code."""
        return pickle.dumps((self.site, self.counting, self.paths))


def read_request(stream: BinaryIO) -> Request:
    """Return the request that a stream begins with. Raises EOFError where it ends before."""
    site, counting, paths = pickle.load(stream)
    return Request(site, counting, paths)


def serve(request: Request, answers: BinaryIO) -> None:
    """Answer with one line for each post, at once: what the app has is not lost when the next one ends us.

    Raises BrokenPipeError when nobody listens any more.
    """
    answers.write(READY)
    answers.flush()
    for path in request.paths:
        signal.setitimer(signal.ITIMER_PROF, LONGEST)  # its signal ends the process, whatever that is at
        try:
            line = packed(describe(request.site, path, request.counting)).encode("ascii") + b"\n"
        except OSError:
            line = LEFT_OUT
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(line)
        answers.flush()


def main() -> None:
    """Answer the request on stdin; Ctrl+C in the terminal is not meant for us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that prints gets among the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        request = read_request(sys.stdin.buffer)
        threading.Thread(target=_end_with_stdin, daemon=True).start()
        serve(request, answers)
    os._exit(0)  # nothing is left to do, and tearing down an interpreter takes as long as reading a post


def _end_with_stdin() -> None:
    """End the process when stdin ends: the app has its answers, or has ended."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
