"""A blog in a git repository, for tests; nobody's own git configuration has a say in it."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RIVER = "".join(f"the river is {number} feet high this morning\n" for number in range(40)).encode()


class Blog:
    """A blog in a repository of its own; a commit is an hour later than the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOON
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str | bytes, check: bool = True) -> bytes:
        when = f"{int(self.now.timestamp())} +0300"
        people = {
            f"GIT_{who}_{what}": "mira" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        place = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, env={**people, **dates, **place}, capture_output=True, check=check)
        return done.stdout.strip()

    def commit(self, subject: str | bytes, **posts: bytes) -> str:
        for name, raw in posts.items():
            (self.folder / f"{name}.md").write_bytes(raw)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty-message", "-m", subject)
        self.now += timedelta(hours=1)
        return self.git("rev-parse", "HEAD").decode()

    def forge(self, old: bytes, new: bytes) -> str:
        """Replace bytes of the last commit by what git itself would not write there."""
        raw = self.git("cat-file", "commit", "HEAD").replace(old, new, 1)
        forged = self.folder / "forged"
        forged.write_bytes(raw + b"\n")
        new_id = self.git("hash-object", "-t", "commit", "-w", "--literally", str(forged)).decode()
        forged.unlink()
        self.git("update-ref", "refs/heads/main", new_id)
        return new_id
