"""Answers questions in a thread while the writer types on: of several, only the newest is answered."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from tui.session.ports import Jobs

Answer = TypeVar("Answer")


class Newest(Generic[Answer]):
    """One question at a time; those that were typed over meanwhile are left out."""

    def __init__(
        self, jobs: Jobs, name: str, answer: Callable[[str], Answer], take: Callable[[Answer], None]
    ) -> None:
        """`answer` runs in a thread; `take` gets its answer in the event loop. `name` tells what is done."""
        self._jobs = jobs
        self._name = name
        self._answer = answer
        self._take = take
        self._asked = ""
        self._is_busy = False

    def ask(self, question: str) -> None:
        """Answer a question, and no longer the one before."""
        self._asked = question
        if not self._is_busy:
            self._is_busy = True
            self._jobs.start(self._run, "browsing", self._name)

    async def _run(self) -> None:
        try:
            question = self._asked
            answer = await asyncio.to_thread(self._answer, question)
            while question != self._asked:
                question = self._asked
                answer = await asyncio.to_thread(self._answer, question)
        finally:
            self._is_busy = False
        self._take(answer)
