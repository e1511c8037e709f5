"""Reading the folder for the index: open drafts are known already, and a child process reads long posts.

A thread that parses a long post slows down the whole app, and nothing can stop it when the writer leaves. So
such posts are read by a child process (see `tui.desk.reader`), which is killed when the app is left. Posts
read so far are kept.
"""

import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import tui
from tui.blog.site import Site
from tui.desk.drafts import Draft
from tui.desk.entries import entry_of, read_here, refresh, unread
from tui.desk.reader import LEFT_OUT, READY, Request
from tui.errors import DraftroomError
from tui.files.post import digest_on_disk
from tui.library.entry import Entry, unpacked
from tui.library.index import Index
from tui.prose.word_count import Counting

SMALL = 8 * 1024
"""Bytes of posts that this process reads itself, because starting another would take longer."""

DEATHS = 3
"""How many posts may end the process before the reading stops."""

_COMMAND = (sys.executable, "-m", "tui.desk.reader")
# `-m` puts the working folder first on the import path, so it must be the one that holds our package
_FOLDER = Path(tui.__file__).parent.parent

_ENDED = "it was not read, because reading it took too much time or memory"


class Reading:
    """One update of the index from the folder: a worker runs it, and any thread may stop it."""

    def __init__(self, index: Index, site: Site, counting: Counting, drafts: Mapping[Path, Draft]) -> None:
        """`drafts` are the open drafts; a post whose file is as its draft has it is not read."""
        self._index, self._site, self._counting, self._drafts = index, site, counting, drafts
        self._stopped = False
        self._process: Popen[bytes] | None = None
        self._starting = threading.Lock()

    def run(self, on_progress: Callable[[int, int], None]) -> bool:
        """Bring the index up to date (see `tui.desk.entries.refresh`); return whether it changed.

        Raises DraftroomError when not all posts can be read. Those read before an error or a stop are kept.
        """
        return refresh(self._index, self._site, self._counting, on_progress, self._read)

    def stop(self) -> None:
        """Stop the reading at once; any thread may call it."""
        with self._starting:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _read(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Entry]]:
        rest = []
        for path in paths:
            if (entry := self._known(path)) is not None:
                yield path, entry
            else:
                rest.append(path)
        if _are_small(rest):
            yield from read_here(self._site, self._counting, rest)
        else:
            yield from self._read_by_process(rest)

    def _known(self, path: Path) -> Entry | None:
        """Return the entry of an open draft whose file is unchanged since it was read or saved, else None."""
        draft = self._drafts.get(path)
        if draft is None or draft.unsaved or digest_on_disk(path) != draft.post.digest:
            return None
        return entry_of(draft, self._site)

    def _read_by_process(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
        """Yield posts with their entries, read by a process; a post that ends it gets an entry that says so.

        Raises DraftroomError when the process cannot be started, or ends `DEATHS` times.
        """
        rest = deque(paths)
        for _ in range(DEATHS):
            answers = self._answers(rest)
            if next(answers, b"") != READY:
                break
            for answer in answers:
                path = rest.popleft()
                if answer != LEFT_OUT:
                    yield path, _entry(path, answer)
            if self._stopped or not rest:
                return
            path = rest.popleft()
            yield path, unread(path, _ENDED)
        if rest and not self._stopped:
            raise _unread(f"the process that reads them ended, and {len(rest)} are left unread")

    def _answers(self, paths: Iterable[Path]) -> Iterator[bytes]:
        """Yield the complete lines that a new process answers with, until it ends."""
        process = self._start()
        if process is None or process.stdin is None or process.stdout is None:
            return
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(Request(self._site, self._counting, tuple(paths)).pickled())
                process.stdin.flush()
            for line in process.stdout:
                if line.endswith(b"\n"):  # without it the process ended in the middle of an answer
                    yield line
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()

    def _start(self) -> Popen[bytes] | None:
        """Start the process; return None when the reading was stopped. Raises DraftroomError."""
        with self._starting:
            if self._stopped:
                return None
            try:
                # in its own session, so that signals from the terminal, such as Ctrl+C, reach only the app
                self._process = Popen(
                    _COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_FOLDER, start_new_session=True
                )
            except OSError as error:
                raise _unread(error.strerror or str(error)) from error
            return self._process


def _entry(path: Path, answer: bytes) -> Entry:
    """Return the entry of an answer. Raises DraftroomError when another version of the code wrote it."""
    try:
        return unpacked(path, answer.decode("ascii"))
    except (ValueError, TypeError) as error:
        detail = "the process that reads them is of another version"
        raise _unread(detail, "start draftroom again") from error


def _are_small(paths: Iterable[Path]) -> bool:
    """Whether posts have at most `SMALL` bytes together."""
    size = 0
    for path in paths:
        with contextlib.suppress(OSError):
            size += os.path.getsize(path)
        if size > SMALL:
            return False
    return True


def _unread(detail: str, hint: str = "go on writing; the next start reads the others") -> DraftroomError:
    return DraftroomError("not all posts of the folder could be read", detail, hint)
