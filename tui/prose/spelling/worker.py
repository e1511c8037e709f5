"""The spelling process: a loop that answers JSON lines on stdin with JSON lines on stdout.

    {"id": 1, "words": ["kichen"]}      {"id": 1, "verdicts": {"kichen": "likely"}}
    {"id": 2, "suggest": "kichen"}      {"id": 2, "suggestions": ["kitchen", ...]}
    {"id": 3, "personal": ["tarn"]}     {"id": 3, "personal": 1}; without an id, no answer
    anything else                       {"id": ..., "error": "what is wrong with it"}

Stdout carries the answers, so nothing here may print. Each import adds to the process's memory and start, so
this module imports no textual, no mistune and no rich.
"""

import json
import os
import signal
import sys
from collections.abc import Iterable
from typing import BinaryIO

from tui.prose.spelling.dictionary import Dictionary

NICENESS = 5
"""The process's niceness, so that the app's own work comes first."""


def answer(line: bytes, dictionary: Dictionary) -> dict[str, object] | None:
    """Return the answer to one request, None when it wants none; the answer to a bad request is an error."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    if not isinstance(request, dict):
        return {"id": None, "error": "not an object"}
    number = request.get("id")
    match request:
        case {"words": [*words]} if _are_words(words):
            return {"id": number, "verdicts": {word: dictionary.verdict(word) for word in words}}
        case {"suggest": str(word)}:
            return {"id": number, "suggestions": dictionary.suggest(word)}
        case {"personal": [*words]} if _are_words(words):
            dictionary.set_personal(words)
            return None if number is None else {"id": number, "personal": len(words)}
    return {"id": number, "error": "neither words, suggest nor personal"}


def serve(requests: Iterable[bytes], answers: BinaryIO, dictionary: Dictionary) -> None:
    """Answer requests until stdin ends or nobody reads the answers."""
    for line in requests:
        reply = answer(line, dictionary)
        if reply is None:
            continue
        try:
            answers.write(json.dumps(reply).encode("ascii") + b"\n")
            answers.flush()
        except BrokenPipeError:
            return


def main() -> None:
    """Load the dictionary and serve stdin until it closes; Ctrl+C in the terminal is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    serve(sys.stdin.buffer, sys.stdout.buffer, Dictionary.load())


def _are_words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


if __name__ == "__main__":
    main()
