"""Saves in a process of their own, for what the process of the tests must not do or cannot come back from.

`run` starts one of the scenes below by its name; it prints an Outcome a line, as JSON. A scene that needs
what this machine does not grant ends with FORBIDDEN, and says on standard error what that is.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.files.faults import NEW, OLD, SHAPES, Place, grow_old, make, watched
from tui.errors import SaveError
from tui.files.post import digest_of
from tui.files.saving import create_post, save_post, sweep

FORBIDDEN = 77
NOBODY = 65534
MOUNTS = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
"""What gives a process mounts that nobody else sees and that end with it."""

VERSIONS = (b"the river is high\n" * 170_000, b"the kitchen is cold\n" * 140_000)
"""Two texts of about 3 MB."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one save went."""

    case: str
    state: str
    """What the post holds: old, new, nothing or damaged."""

    error: str = ""
    left: tuple[str, ...] = ()
    """Files that the save left beside the post."""

    copies: int = 0
    """Whole copies of the new text that `sweep` reports."""


def run(scene: str, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a scene; `before` is the command that runs it, such as MOUNTS."""
    command = [*before, sys.executable, "-m", "tests.files.inside", scene, *arguments]
    root = Path(__file__).parents[2]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)


def outcomes(done: subprocess.CompletedProcess[str]) -> list[Outcome]:
    """Return what a scene printed."""
    assert done.returncode == 0, done.stderr
    read = [json.loads(line) for line in done.stdout.splitlines()]
    return [Outcome(**{**outcome, "left": tuple(outcome["left"])}) for outcome in read]


def report(case: str, place: Place) -> None:
    """Save, and print how it went."""
    error = ""
    try:
        place.save()
    except SaveError as refusal:
        error = str(refusal)
    tell(Outcome(case, place.state(), error, tuple(place.left())))


def tell(outcome: Outcome) -> None:
    print(json.dumps(asdict(outcome)), flush=True)


def forbidden(what: str) -> None:
    print(what, file=sys.stderr)
    sys.exit(FORBIDDEN)


def mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


# --- scenes


def save(folder: str, shape: str) -> None:
    Place(Path(folder), shape).save()


def full_disk(folder: str) -> None:
    """A disk of 16 pages with 0 to 10 of them free, as `shape free`."""
    if not mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder):
        forbidden("mounting is not permitted")
    page = os.sysconf("SC_PAGE_SIZE")
    for shape in SHAPES:
        for free in range(11):
            place = make(Path(folder) / f"{shape} {free}", shape)
            filler = Path(folder) / "filler"
            filler.write_bytes(bytes((os.statvfs(folder).f_bfree - free) * page))
            report(f"{shape} {free}", place)
            filler.unlink()
            for file in sorted(place.folder.rglob("*"), reverse=True):
                file.rmdir() if file.is_dir() else file.unlink()


def size_limit(folder: str) -> None:
    """No file may pass a size, as `shape size`."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for shape in SHAPES:
        for size in (0, 1, len(OLD), len(NEW) - 1, len(NEW)):
            place = make(Path(folder) / f"{shape} {size}", shape)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            report(f"{shape} {size}", place)
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def read_only_mount(folder: str) -> None:
    for shape in SHAPES:
        place = make(Path(folder) / shape, shape)
        here = str(place.folder)
        if not (mount("--bind", here, here) and mount("-o", "remount,bind,ro", here)):
            forbidden("mounting is not permitted")
        report(shape, place)


def no_permission(folder: str) -> None:
    """As somebody who is not root: a closed folder, a closed file, another's file."""
    root = Path(folder)
    root.chmod(0o755)
    places = {case: make(root / case, shape) for case, shape in CLOSED.items()}
    if os.geteuid() == 0:
        for path in root.rglob("*"):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    for case, place in places.items():
        if "closed folder" in case:
            place.real.parent.chmod(0o555)
        elif "unreadable" in case:
            place.real.chmod(0o200)
        elif "closed file" in case:
            place.real.chmod(0o444)
        elif "hidden" in case:
            place.folder.chmod(0o600)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    for case, place in places.items():
        try:
            place.save()
            error = ""
        except SaveError as refusal:
            error = str(refusal)
        if "hidden" in case:
            place.folder.chmod(0o700)
        tell(Outcome(case, "unknown" if "unreadable" in case else place.state(), error, tuple(place.left())))
        place.real.parent.chmod(0o755)


CLOSED = {
    "closed folder": "plain",
    "closed folder, two names": "hard link",
    "closed folder, linked": "link",
    "closed folder, new": "new",
    "unreadable": "plain",
    "closed file": "plain",
    "closed file, two names": "hard link",
    "hidden folder": "plain",
}


def anothers_file(folder: str) -> None:
    """As nobody, on a file of root's that everybody may write: the owner is printed as the state."""
    if os.geteuid() != 0:
        forbidden("only root can make a file of another's")
    root = Path(folder)
    root.chmod(0o755)
    for case, mode in (("open folder", 0o777), ("sticky folder", 0o1777)):
        place = make(root / case, "plain")
        place.path.chmod(0o646)
        os.chown(place.path, 0, 2345)
        place.folder.chmod(mode)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    for case in ("open folder", "sticky folder"):
        place = Place(root / case, "plain")
        place.save()
        status = place.path.stat()
        tell(
            Outcome(
                case,
                f"{place.state()} {status.st_uid} {status.st_gid} {status.st_mode & 0o7777:o}",
                "",
                tuple(place.left()),
            )
        )


def folded_case(folder: str) -> None:
    """On a disk where Kitchen.md and kitchen.md are one name."""
    root = Path(folder)
    image = root.with_name("image")
    image.write_bytes(bytes(4 << 20))
    there = (
        mount("-t", "tmpfs", "-o", "size=1m,casefold", "tmpfs", folder)
        or (made("mkfs.vfat", str(image)) and mount("-o", "loop", str(image), folder))
        or (
            made("mkfs.ext4", "-q", "-O", "casefold", "-E", "encoding=utf8", str(image))
            and mount("-o", "loop", str(image), folder)
        )
    )
    posts = root / "posts"
    if there:
        posts.mkdir()
        made("chattr", "+F", str(posts))
        (posts / "Kitchen.md").write_bytes(OLD)
    if not there or not (posts / "kitchen.md").exists():
        forbidden("no disk that folds case can be made")
    tell(
        Outcome(
            create_post(posts / "kitchen.md", NEW).name,
            "old" if (posts / "Kitchen.md").read_bytes() == OLD else "damaged",
        )
    )


def made(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def killed_at_each_call(folder: str, shape: str) -> None:
    """Kill a save before its first system call, its second, and so on; a write is killed half done."""
    write = os.write
    for nth in count(1):
        place = make(Path(folder) / str(nth), shape)
        calls = count(1)

        def kill(name: str, arguments: tuple[Any, ...], nth: int = nth, calls: "count[int]" = calls) -> None:
            if next(calls) == nth:
                if name == "write":
                    write(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)

        child = os.fork()
        if child == 0:
            with watched(kill):
                place.save()
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
        grow_old(place.folder)
        state = place.state()
        copies = [copy.read_bytes() for copy in sweep(place.path)]
        tell(Outcome(str(nth), state, "", tuple(place.left()), copies.count(NEW)))


def killed_at_random(folder: str, shape: str, rounds: str) -> None:
    """Kill a process that saves 3 MB again and again, 0 to 30 ms on; `left` is from before `sweep`."""
    place = make(Path(folder), shape)
    place.path.write_bytes(VERSIONS[0])
    for nth in range(int(rounds)):
        ready, say = os.pipe()
        child = os.fork()
        if child == 0:
            save_for_ever(place.path, say)
        os.read(ready, 1)
        time.sleep(random.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ready)
        os.close(say)
        left = tuple(place.left())
        grow_old(place.folder)
        copies = [copy for copy in sweep(place.path) if copy.read_bytes() in VERSIONS]
        state = "whole" if place.found() in VERSIONS else "damaged"
        tell(Outcome(str(nth), state, "", left, len(copies)))
        if state == "damaged":
            place.path.write_bytes(VERSIONS[0])
        for copy in copies:
            copy.unlink()


def save_for_ever(path: Path, say: int) -> None:
    old, new = sorted(VERSIONS, key=lambda version: version != path.read_bytes())
    os.write(say, b"!")
    while True:
        save_post(path, new, digest_of(old))
        old, new = new, old


SCENES: dict[str, Callable[..., None]] = {
    scene.__name__: scene
    for scene in (
        *(save, full_disk, size_limit, read_only_mount, no_permission, anothers_file, folded_case),
        *(killed_at_each_call, killed_at_random),
    )
}

if __name__ == "__main__":
    SCENES[sys.argv[1]](*sys.argv[2:])
