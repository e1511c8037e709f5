"""A commit of a few files, and a push, with the blog's own git: only ever because the writer asked.

Unlike `tui.files.git`, which looks at any folder and trusts none, this runs with the writer's own
configuration, hooks and signing, as if they had typed it.

What the writer has staged is theirs. The commit holds the named files and nothing else, and what else was
staged is staged afterwards.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from tui.errors import BlogError
from tui.safe import safe_line

COMMIT_SECONDS = 60.0
PUSH_SECONDS = 120.0
"""How long a hook, a signature or a server may take."""

LAST_SECONDS = 3.0
"""What git has to tidy up when it is ended."""

LEAVING_SECONDS = 0.5
"""What it has for that when the app is left: git takes its locks away at once, a hook may do as it likes."""

_running: set["subprocess.Popen[bytes]"] = set()
"""What `stop` has to end: the gits that run now, each put in and taken out by `_run`."""

_at_work = threading.Lock()
"""Held by a commit or push from its first git to its last, which puts the index back as it was."""

_MOST = 300  # characters of git's own words


def repository(path: Path) -> Path | None:
    """Return the top of the git work tree that a file lies in, None without one or without git."""
    try:
        done = _run(path.parent, COMMIT_SECONDS, "rev-parse", "--show-toplevel")
    except BlogError:
        return None
    return Path(os.fsdecode(done.stdout.rstrip(b"\n"))) if done.returncode == 0 else None


def commit(paths: Sequence[Path], message: str) -> str:
    """Commit exactly these files, there or gone, as they are now; returns the commit's short name.

    All lie in one work tree. A new file needs no `git add`; a file that git never knew and that is gone is
    left out. Raises BlogError with git's own words when it refuses (a merge under way, an ignored file, a
    hook, no name for the author) and when there is nothing to commit; then the index is as before.
    """
    folder = next((path.parent for path in paths if path.parent.is_dir()), None)
    if folder is None:
        raise BlogError("there is nothing to commit", hint="publish the post first")
    known = [path for path in paths if _is_known(folder, path)]
    new = [path for path in paths if path not in known and os.path.lexists(path)]
    wanted = [str(path) for path in (*known, *new)]
    if not wanted:
        raise BlogError("there is nothing to commit", hint="check it with: git status", path=folder)
    with _at_work:
        if new:
            _asked(folder, "git does not take the file", "add", "--intent-to-add", "--", *map(str, new))
        try:
            _asked(folder, "git made no commit", "commit", "--quiet", "--only", "-m", message, "--", *wanted)
        except BlogError:
            if new:
                _run(folder, COMMIT_SECONDS, "reset", "--quiet", "--", *map(str, new))
            raise
        return _asked(folder, "git made no commit", "rev-parse", "--short", "HEAD")


def on_branch(folder: Path) -> bool:
    """Whether a commit would belong to a branch, as none does in the middle of a rebase."""
    return _run(folder, COMMIT_SECONDS, "symbolic-ref", "--quiet", "HEAD").returncode == 0


def unpushed(folder: Path) -> int | None:
    """Return how many commits a push would send, None where the branch has nowhere to go."""
    done = _run(folder, COMMIT_SECONDS, "rev-list", "--count", "@{push}..HEAD")
    return int(done.stdout) if done.returncode == 0 else None


def push(folder: Path) -> None:
    """Push the branch to where the writer's git sends it, all commits that are not there yet.

    Never asks for a password: raises BlogError with git's own words then, and whenever git refuses.
    """
    with _at_work:
        _asked(folder, "git could not push", "push", "--quiet", seconds=PUSH_SECONDS)


def _is_known(folder: Path, path: Path) -> bool:
    """Whether git follows a file, which may be gone."""
    return _run(folder, COMMIT_SECONDS, "ls-files", "--error-unmatch", "--", str(path)).returncode == 0


def _asked(folder: Path, title: str, *arguments: str, seconds: float = 0.0) -> str:
    done = _run(folder, seconds or COMMIT_SECONDS, *arguments)
    if done.returncode != 0:
        words = safe_line((done.stderr or done.stdout).decode("utf-8", "replace"))[:_MOST]
        raise BlogError(title, words, f"try it yourself: git {arguments[0]}", folder)
    return done.stdout.decode("utf-8", "replace").strip()


def _run(folder: Path, seconds: float, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder, with no terminal to ask in. Raises BlogError without git, or after `seconds`."""
    places = [place for place in os.get_exec_path() if os.path.isabs(place)]
    command = shutil.which("git", path=os.pathsep.join(places))
    if command is None:
        raise BlogError("there is no git here", hint="install it, or commit elsewhere", path=folder)
    # a repository that is named in the environment is another one, or its index is
    named = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
    environment = {name: value for name, value in os.environ.items() if name not in named}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        process = subprocess.Popen(
            [command, "--no-pager", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # no terminal for ssh and gpg to ask in, under a screen of ours
        )
    except OSError as error:
        raise BlogError("git cannot be started", error.strerror or "", "install it", folder) from error
    _running.add(process)
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        hint = f"try it yourself: git {arguments[0]}"
        raise BlogError("git takes too long", f"more than {seconds:.0f} s", hint, folder) from error
    finally:
        _running.discard(process)
        _end(process)
    return subprocess.CompletedProcess(arguments, process.returncode, output, errors)


def stop() -> None:
    """End the commit or push that runs, so that git can tidy up; for one who leaves.

    Returns when the index is as before; where a hook does not end by itself, after a second at the latest.
    """
    ending = [*_running]  # not what comes after them, which puts the index back
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in ending:
            with contextlib.suppress(ProcessLookupError):
                if process.returncode is None:
                    os.killpg(process.pid, number)
        if _at_work.acquire(timeout=LEAVING_SECONDS):
            _at_work.release()
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Make sure that git and all that it started have ended; git takes its locks away when it is asked to."""
    if process.returncode is not None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=LAST_SECONDS)
            return
