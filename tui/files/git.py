"""The versions of a post in the blog's own git, read with the `git` command; nothing is ever written.

A blog's folder may come from anybody, and git runs the programs that a repository's configuration names
(fsmonitor, pagers, textconv, gpg, ssh for a lazy fetch). Every call therefore goes through `_git`, which only
asks questions that need none of them, turns off the others, and never takes a lock on the index.
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
"""Seconds for one call of git; on a dead network folder it would never end."""

LONGEST_SUBJECT = 200
"""Characters of a commit's subject that are read; a hostile one may have many megabytes."""

_LARGEST_ANSWER = 4 * 1024 * 1024  # bytes: 200 commits of an ordinary blog have 40 KB

_CONFIG = (
    "core.fsmonitor=false",
    "fetch.prune=never",  # not a valid value, so a fetch that git starts by itself fails before it writes
    f"core.hooksPath={os.devnull}",
    "log.showSignature=false",
    "log.showRoot=true",
    "safe.bareRepository=explicit",  # a folder of the blog that looks like a bare repository is not used
)

# Only the repository's own configuration is read. Nothing is fetched: git before 2.45 may not know
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

# The history of one file: `--follow` for renames, `-c` for merges that differ from all parents, `--raw`
# because only it tells a file from a link, `%x00` because neither a subject nor a path can contain it.
_LOG = (
    *("log", "--follow", "-M", "-c", "-z", "--raw", "--no-abbrev", "--format=%x00%H %at%x00%s"),
    *("--encoding=UTF-8", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--no-mailmap", "--no-notes", "--no-show-signature", "--no-decorate"),
)

_COMMIT = re.compile(rb"(?P<id>[0-9a-f]{40}|[0-9a-f]{64}) (?P<time>\d*)")
_running: set[subprocess.Popen[bytes]] = set()
"""The git processes that run now, which `stop` ends; `_read` adds and removes each."""

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CHANGE = re.compile(rb"\n?(?P<colons>:+)(?P<fields>[^:].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a post.

    `id` is the full hash and `time` the author's time in UTC. `subject` is hostile text of up to
    `LONGEST_SUBJECT` characters, with undecodable bytes as lone surrogates. `path` is the post's path in that
    commit, relative to the top of the repository.
    """

    id: str
    time: datetime
    subject: str
    path: str


def history(post_path: Path, most: int = 200) -> list[Commit]:
    """Return the commits with a version of a post, newest first, also those from before it was renamed.

    The history of a post begins where it was copied from another file, such as a template. It is empty when
    git, a repository or the post's folder is missing, when git takes too long, and when git refuses the
    repository because it belongs to another user (the writer's own `safe.directory` is not read).
    """
    real = Path(os.path.realpath(post_path))
    answer = _git(real.parent, *_LOG, f"--max-count={most}", "--", real.name, largest=_LARGEST_ANSWER)
    return [] if answer is None else _commits(answer)


def read_commit(post_path: Path, commit: Commit) -> bytes:
    """Return a post's bytes in a commit as git stores them, without the filters of line endings or LFS.

    Raises PostError when git fails, takes longer than `TIMEOUT`, or has more than `LARGEST_POST` bytes.
    """
    folder = Path(os.path.realpath(post_path)).parent
    if _ID.fullmatch(commit.id):
        raw = _git(folder, "cat-file", "blob", f"{commit.id}:{commit.path}", largest=LARGEST_POST)
        if raw is not None:
            return raw
    title, hint = "git does not give this version", "look at it with git itself"
    raise PostError(title, f"commit {commit.id[:12]}", hint, post_path)


def _commits(answer: bytes) -> list[Commit]:
    """Return the commits in the output of `_LOG`: pieces between NULs, whose order tells their meaning."""
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
                break  # the rest is the history of the file that was copied, which still exists
            head = None
    return commits


def _commit(head: re.Match[bytes], subject: bytes, path: bytes) -> Commit:
    try:
        time = datetime.fromtimestamp(int(head["time"]), UTC)
    except (ValueError, OverflowError, OSError):  # no number, or a year such as 292,277,026,596
        time = datetime.fromtimestamp(0, UTC)
    text = subject.decode("utf-8", "surrogateescape")[:LONGEST_SUBJECT]
    return Commit(head["id"].decode(), time, text, os.fsdecode(path))


def _git(folder: Path, *arguments: str, largest: int) -> bytes | None:
    """Return git's output in a folder; None when git fails, takes too long, or prints more than `largest`."""
    # Absolute folders only: git is started in the blog's folder, which may hold a program called `git`.
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
            start_new_session=True,  # no terminal to ask in, and one process group to end
        )
    except (OSError, ValueError):  # no such folder; a NUL in a commit's path
        return None
    raw = _read(process, largest)
    return raw if process.returncode == 0 and len(raw) <= largest else None


def _read(process: subprocess.Popen[bytes], largest: int) -> bytes:
    """Read a process's output, at most one byte more than `largest`, and wait until the process ends."""
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
    """End the git processes that run now, when the app is left and nobody waits for their output."""
    for process in [*_running]:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, which otherwise would keep the pipe open."""
    if process.returncode is None:  # until it is waited for, no other process gets its id
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
