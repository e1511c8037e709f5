"""The app's side of spelling: it starts the child process, asks it, restarts it and ends it.

When the child dies, the calls that wait for it fail with `SpellingUnavailable`, and the next call starts a
new child. When `RESTARTS` new ones have died too, every call fails.
"""

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable
from pathlib import Path

import tui
from tui.errors import DraftroomError

RESTARTS = 3
"""How often a dead child is replaced."""

LONGEST_ANSWER = 1 << 24
"""Bytes in one line of the child's answers."""

_COMMAND = (sys.executable, "-m", "tui.prose.spelling.worker")
# The child runs in the folder that holds the package: `-m` puts the current folder first on the import path,
# and the writer's own may be a blog with a `json.py` in it.
_FOLDER = Path(tui.__file__).parent.parent


class SpellingUnavailable(DraftroomError):
    """The spelling process cannot answer; the rest of the app works on."""


class Speller:
    """Spelling for one event loop; call all methods from that loop."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[dict[str, object]]] = {}
        self._number = 0
        self._started = 0
        self._personal: list[str] = []
        self._closed = False
        self._starting = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start the child unless it runs; its first answer comes after about 0.3 s, and requests wait for it.

        Raises SpellingUnavailable when it cannot be started or has died too often.
        """
        async with self._starting:
            if self._closed:
                raise _unavailable("the spelling check is closed")
            if self._listens():
                return
            await self._leave()
            if self._started > RESTARTS:
                raise _unavailable(f"its process ended {self._started} times")
            self._started += 1
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *_COMMAND,
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=DEVNULL,
                    start_new_session=True,
                    limit=LONGEST_ANSWER,
                    cwd=_FOLDER,
                )
            except OSError as error:
                raise _unavailable(str(error)) from error
            self._reader = asyncio.create_task(self._read(self._process), name="spelling answers")
            if self._personal:
                await self._send(self._process, {"personal": self._personal})

    def _listens(self) -> bool:
        """Tell whether the child is alive; a broken pipe is often noticed before the end of the process."""
        process, reader = self._process, self._reader
        if process is None or reader is None or reader.done() or process.returncode is not None:
            return False
        return process.stdin is not None and not process.stdin.is_closing()

    async def verdicts(self, words: Iterable[str]) -> dict[str, str]:
        """Return each word's verdict: known, likely, unknown or ignored (see `Dictionary.verdict`).

        Raises SpellingUnavailable.
        """
        asked = sorted(set(words))
        if not asked:
            return {}
        found = (await self._ask({"words": asked})).get("verdicts")
        return {str(word): str(verdict) for word, verdict in found.items()} if isinstance(found, dict) else {}

    async def suggest(self, word: str) -> list[str]:
        """Return up to five words that may have been meant, the likeliest first.

        Raises SpellingUnavailable.
        """
        found = (await self._ask({"suggest": word})).get("suggestions")
        return [str(one) for one in found] if isinstance(found, list) else []

    async def set_personal(self, words: Iterable[str]) -> None:
        """Set the writer's own words, also for each later child.

        Verdicts given before do not change; ask for them again. Raises SpellingUnavailable.
        """
        self._personal = sorted(set(words))
        await self._ask({"personal": self._personal})

    async def close(self) -> None:
        """End the child; calls that wait for it fail. It may be called twice."""
        self._closed = True
        async with self._starting:
            await self._leave()

    async def _ask(self, request: dict[str, object]) -> dict[str, object]:
        await self.start()
        process = self._process
        if process is None:
            raise _unavailable("the spelling check is closed")
        self._number += 1
        number = self._number
        future: asyncio.Future[dict[str, object]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            await self._send(process, {"id": number, **request})
            reply = await future
        finally:
            del self._waiting[number]
            if future.done() and not future.cancelled():
                future.exception()  # marks it as seen, or asyncio would log it when sending failed first
        if "error" in reply:
            raise _unavailable(str(reply["error"]))
        return reply

    async def _send(self, process: Process, request: dict[str, object]) -> None:
        if process.stdin is None:
            raise _unavailable("its process takes no requests")
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise _unavailable("its process ended") from error

    async def _read(self, process: Process) -> None:
        """Give each answer to the call that waits for it; when the answers end, the other calls fail."""
        try:
            while process.stdout and (line := await process.stdout.readline()):
                reply = json.loads(line)
                future = self._waiting.get(reply.get("id"))
                if future and not future.done():
                    future.set_result(reply)
        except ValueError:  # an answer is too long or not JSON, so this child cannot be used
            _kill(process)
        finally:
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(_unavailable("its process ended"))

    async def _leave(self) -> None:
        """End the child, if it lives, and the task that reads its answers.

        It is killed, because it stores nothing and may still be loading, which would delay the caller.
        """
        process, reader = self._process, self._reader
        self._process = self._reader = None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        _kill(process)
        await process.wait()
        if reader:
            await reader


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()


def _unavailable(detail: str) -> SpellingUnavailable:
    return SpellingUnavailable(
        title="words are not being checked",
        detail=detail,
        hint="go on writing; start draftroom again to check spelling",
    )
