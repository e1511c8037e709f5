"""The versions of a post that the blog's own git has: read only, through the `git` command.

A blog's folder may come from anybody, and git runs what a repository's configuration names (fsmonitor,
pagers, textconv, gpg, ssh for a lazy fetch). Every call goes through `_git`, which asks only what needs none
of them, turns off the rest, and never takes an index lock.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.errors import PostError
from tui.files.post import LARGEST_POST

TIMEOUT = 5.0
"""Seconds for one question to git; a repository on a dead network folder would hold us for ever."""

LONGEST_SUBJECT = 200
"""Characters of a subject that are kept; anybody may write a commit of many megabytes."""

_LARGEST_ANSWER = 4 * 1024 * 1024  # bytes: 200 commits of any honest blog have 40 KB

_CONFIG = (
    "core.fsmonitor=false",
    "fetch.prune=never",  # no truth value: a fetch that git starts by itself ends before it writes
    f"core.hooksPath={os.devnull}",
    "log.showSignature=false",
    "log.showRoot=true",
    "safe.bareRepository=explicit",  # files of the blog that look like a repository are none
)

# Configuration is the repository's alone. Nothing is fetched: gits before 2.45 may not know
# GIT_NO_LAZY_FETCH, so no protocol is allowed either.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# One file's life: `--follow` for renames, `-c` for merges that equal no parent, `--raw` because only it
# tells a file from a link, `%x00` because no subject and no path can hold it.
_LOG = (
    *("log", "--follow", "-M", "-c", "-z", "--raw", "--no-abbrev", "--format=%x00%H %at%x00%s"),
    *("--encoding=UTF-8", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--no-mailmap", "--no-notes", "--no-show-signature", "--no-decorate"),
)

_COMMIT = re.compile(rb"(?P<id>[0-9a-f]{40}|[0-9a-f]{64}) (?P<time>\d*)")
_running: set[subprocess.Popen[bytes]] = set()
"""What `stop` has to end: the gits that run now, each put in and taken out by `_read`."""

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CHANGE = re.compile(rb"\n?(?P<colons>:+)(?P<fields>[^:].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a post.

    `id` is the full hash, `time` the author's in UTC, `subject` raw (hostile; `LONGEST_SUBJECT` at most,
    undecodable bytes as lone surrogates), `path` the post's in that commit, from the repository's top.
    """

    id: str
    time: datetime
    subject: str
    path: str


def history(post_path: Path, most: int = 200) -> list[Commit]:
    """Return the commits that hold a version of a post, newest first, back over its renames.

    A copy of another file (a template, an older post) is where a post begins. Empty where git, a
    repository or the post's folder is missing, where git refuses the repository because it belongs to
    somebody else (the writer's own `safe.directory` is not asked), and when git takes too long.
    """
    real = Path(os.path.realpath(post_path))
    answer = _git(real.parent, *_LOG, f"--max-count={most}", "--", real.name, largest=_LARGEST_ANSWER)
    return [] if answer is None else _commits(answer)


def read_commit(post_path: Path, commit: Commit) -> bytes:
    """Return a post's bytes in a commit, as git stores them (no filter of line ends or of LFS applied).

    Raises PostError when git cannot give them, or not all within `TIMEOUT` and `LARGEST_POST`.
    """
    folder = Path(os.path.realpath(post_path)).parent
    if _ID.fullmatch(commit.id):
        raw = _git(folder, "cat-file", "blob", f"{commit.id}:{commit.path}", largest=LARGEST_POST)
        if raw is not None:
            return raw
    title, hint = "git does not give this version", "look at it with git itself"
    raise PostError(title, f"commit {commit.id[:12]}", hint, post_path)


def _commits(answer: bytes) -> list[Commit]:
    """Read what `_LOG` writes: pieces between NULs, whose meaning their place alone tells."""
    commits: list[Commit] = []
    head: re.Match[bytes] | None = None
    subject = b""
    pieces = iter(answer.split(b"\0"))
    for piece in pieces:
        if found := _COMMIT.fullmatch(piece):
            head, subject = found, next(pieces, b"")
        elif change := _CHANGE.fullmatch(piece):
            parents, fields = len(change["colons"]), change["fields"].split()
            mode, status = fields[parents], fields[-1]
            renamed = parents == 1 and status[:1] in (b"R", b"C")
            path = [next(pieces, b"") for _ in range(2 if renamed else 1)][-1]
            if head is not None and mode.startswith(b"100"):  # a regular file: not deleted, no link
                commits.append(_commit(head, subject, path))
            if renamed and status[:1] == b"C":
                break  # what follows is the life of another post, which lives on
            head = None
    return commits


def _commit(head: re.Match[bytes], subject: bytes, path: bytes) -> Commit:
    try:
        time = datetime.fromtimestamp(int(head["time"]), UTC)
    except (ValueError, OverflowError, OSError):  # a date that is none, or one of the year 292,277,026,596
        time = datetime.fromtimestamp(0, UTC)
    text = subject.decode("utf-8", "surrogateescape")[:LONGEST_SUBJECT]
    return Commit(head["id"].decode(), time, text, os.fsdecode(path))


def _git(folder: Path, *arguments: str, largest: int) -> bytes | None:
    """Return what git answers in a folder; None when it fails, takes too long, or says too much."""
    # Absolute folders only: git is started in the blog, where a `git` of the blog may lie.
    places = [place for place in os.get_exec_path() if os.path.isabs(place)]
    command = shutil.which("git", path=os.pathsep.join(places))
    if command is None:
        return None
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    options = [part for setting in _CONFIG for part in ("-c", setting)]
    try:
        process = subprocess.Popen(
            [command, "--no-pager", *options, *arguments],
            cwd=folder,
            env={**ours, **_ENVIRONMENT, "PATH": os.pathsep.join(places)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # no terminal to ask in, and one group to end
        )
    except (OSError, ValueError):  # no such folder; a NUL in a commit's path
        return None
    raw = _read(process, largest)
    return raw if process.returncode == 0 and len(raw) <= largest else None


def _read(process: subprocess.Popen[bytes], largest: int) -> bytes:
    """Read a process's output to its end, or to one byte more than `largest`, and see the process end."""
    clock = threading.Timer(TIMEOUT, _end, [process])
    clock.daemon = True
    clock.start()
    _running.add(process)
    try:
        with process:
            assert process.stdout is not None
            raw = process.stdout.read(largest + 1)
            if len(raw) > largest:
                _end(process)
    finally:
        clock.cancel()
        _running.discard(process)
    return raw


def stop() -> None:
    """End what git is asked now; for one who leaves, and waits for no answer."""
    for process in [*_running]:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started, which else would hold our end of the pipe open."""
    if process.returncode is None:  # not waited for, so the id is still its own
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
