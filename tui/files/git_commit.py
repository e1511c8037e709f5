"""A commit of a few files, and a push, with the blog's own git, and only when the writer asks for it.

`tui.files.git` trusts no repository; this module runs git as if the writer had typed the command, with their
configuration, hooks and signing.

A commit holds the given files and nothing else. Whatever else the writer has staged stays staged.
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
"""How long git may tidy up after it is asked to end."""

LEAVING_SECONDS = 0.5
"""The same when the app is left: git removes its locks at once, and only a hook may take longer."""

_running: set["subprocess.Popen[bytes]"] = set()
"""The git processes that run now, which `stop` ends; `_run` adds and removes each."""

_at_work = threading.Lock()
"""Held by a commit or push from its first git command to its last, which may restore the index."""

_MOST = 300  # characters of git's own message


def repository(path: Path) -> Path | None:
    """Return the top folder of the git work tree with a file; None when there is no work tree or no git."""
    try:
        done = _run(path.parent, COMMIT_SECONDS, "rev-parse", "--show-toplevel")
    except BlogError:
        return None
    return Path(os.fsdecode(done.stdout.rstrip(b"\n"))) if done.returncode == 0 else None


def commit(paths: Sequence[Path], message: str) -> str:
    """Commit exactly these files as they are now, also deleted ones; return the commit's short name.

    All files are in one work tree. A new file needs no `git add`; a deleted file that git does not track is
    left out. Raises BlogError when there is nothing to commit, and with git's own message when git refuses (a
    merge in progress, an ignored file, a hook, no author's name); the index is then as before.
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
    """Whether a commit would belong to a branch; in the middle of a rebase it would not."""
    return _run(folder, COMMIT_SECONDS, "symbolic-ref", "--quiet", "HEAD").returncode == 0


def unpushed(folder: Path) -> int | None:
    """Return how many commits a push would send; None when the branch has nowhere to be pushed."""
    done = _run(folder, COMMIT_SECONDS, "rev-list", "--count", "@{push}..HEAD")
    return int(done.stdout) if done.returncode == 0 else None


def push(folder: Path) -> None:
    """Push the branch, with all its unpushed commits, to where the writer's git is set to push it.

    Raises BlogError with git's own message when git refuses; also when it would have to ask for a password.
    """
    with _at_work:
        _asked(folder, "git could not push", "push", "--quiet", seconds=PUSH_SECONDS)


def _is_known(folder: Path, path: Path) -> bool:
    """Whether git tracks a file, which may be deleted by now."""
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
    # with these variables, git would use another repository or index than that of the folder
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
            start_new_session=True,  # ssh and gpg must not ask in the terminal, where the app is shown
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
    """End the commit or push that runs now, when the app is left; git gets time to tidy up.

    Returns when the index is as before, or after a second when a hook does not end.
    """
    ending = [*_running]  # not a command that starts after these: it restores the index
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in ending:
            with contextlib.suppress(ProcessLookupError):
                if process.returncode is None:
                    os.killpg(process.pid, number)
        if _at_work.acquire(timeout=LEAVING_SECONDS):
            _at_work.release()
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End git and its children: first by a signal after which git removes its locks, then by force."""
    if process.returncode is not None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=LAST_SECONDS)
            return
