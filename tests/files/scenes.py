"""Playing a scene of `tests.files.inside`, and skipping what this machine does not grant."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.files.inside import FORBIDDEN, MOUNTS, Outcome, outcomes, run

Seen = dict[str, Outcome]


def seen(scene: str, folder: Path, *, mounts: bool = False) -> Seen:
    """Run a scene and return its outcomes by case; skips what this machine does not grant."""
    try:
        done = run(scene, str(folder), before=MOUNTS if mounts else ())
    except FileNotFoundError:
        pytest.skip("unshare is not here")
    if done.returncode == FORBIDDEN or "unshare failed" in done.stderr:
        pytest.skip(done.stderr.strip())
    return {outcome.case: outcome for outcome in outcomes(done)}


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that nobody can reach too: those of pytest are its user's alone."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
