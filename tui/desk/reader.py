"""The reading process: it reads posts for the app, so that no key waits for a long one.

It gets one pickled `Request` on stdin, which only the app that started it can write. It answers on stdout
with a line that says it is ready, then one line for each post, in order:

    {"ready": true}
    ["the weir", "2024-10-12T07:20:00+00:00", ...]      an entry in the form of `tui.library.index.packed`
    null                                                this post cannot be read from disk

The app may be killed at any moment, and this process must not outlive it. So a thread waits for the end of
stdin and then ends the process.
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
"""How much priority the process gives up, so that the app answers keys first."""

LONGEST = 60.0
"""Seconds of processor time for one post; the system ends a process that takes more."""

READY, LEFT_OUT = b'{"ready": true}\n', b"null\n"


@dataclass(frozen=True, slots=True)
class Request:
    """The posts to read, and the site and word counting to read them with."""

    site: Site
    counting: Counting
    paths: tuple[Path, ...]

    def pickled(self) -> bytes:
        """Return the request as bytes for a process that runs the same code."""
        return pickle.dumps((self.site, self.counting, self.paths))


def read_request(stream: BinaryIO) -> Request:
    """Return the request that a stream begins with. Raises EOFError when the stream is too short."""
    site, counting, paths = pickle.load(stream)
    return Request(site, counting, paths)


def serve(request: Request, answers: BinaryIO) -> None:
    """Answer with a line for each post as soon as it is read, so that a later crash loses none.

    Raises BrokenPipeError when the app has closed the pipe.
    """
    answers.write(READY)
    answers.flush()
    for path in request.paths:
        signal.setitimer(signal.ITIMER_PROF, LONGEST)  # its signal ends the process
        try:
            line = packed(describe(request.site, path, request.counting)).encode("ascii") + b"\n"
        except OSError:
            line = LEFT_OUT
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(line)
        answers.flush()


def main() -> None:
    """Answer the request on stdin. Ctrl+C is ignored, because it is meant for the app."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that no print gets between the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        request = read_request(sys.stdin.buffer)
        threading.Thread(target=_end_with_stdin, daemon=True).start()
        serve(request, answers)
    os._exit(0)  # skips the interpreter's shutdown, which takes as long as reading a post


def _end_with_stdin() -> None:
    """End the process when stdin ends, because the app has its answers or has ended."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
