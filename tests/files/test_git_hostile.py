"""A blog from anybody: nothing that its repository names is run, and nothing in the repository changes."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.files.repository import NOON, RIVER, Blog
from tui.errors import PostError
from tui.files.git import history, read_commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Trap:
    """A blog whose configuration names a program that leaves a marker."""

    def __init__(self, folder: Path) -> None:
        self.blog = Blog(folder / "blog")
        self.post = self.blog.folder / "river.md"
        self.marker = folder / "marker"
        self.program = folder / "program"
        self.program.write_text(f'#!/bin/sh\ntouch "{self.marker}"\nexit 1\n')
        self.program.chmod(0o755)
        self.blog.commit("first", river=RIVER)
        self.blog.commit("second", river=RIVER + b"low\n")

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self.blog.git("config", name.replace("__", "."), value.replace("PROGRAM", str(self.program)))

    def attribute(self, line: str) -> None:
        for place in (self.blog.folder / ".gitattributes", self.blog.folder / ".git" / "info" / "attributes"):
            place.parent.mkdir(exist_ok=True)
            place.write_text(f"*.md {line}\n")


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


def fsmonitor(trap: Trap) -> list[str]:
    trap.set(core__fsmonitor="PROGRAM")
    return ["status"]


def external_diff(trap: Trap) -> list[str]:
    trap.set(diff__external="PROGRAM")
    return ["log", "-p", "--ext-diff"]


def diff_driver(trap: Trap) -> list[str]:
    trap.set(diff__trap__command="PROGRAM")
    trap.attribute("diff=trap")
    return ["log", "-p", "--ext-diff"]


def textconv(trap: Trap) -> list[str]:
    trap.set(diff__trap__textconv="PROGRAM")
    trap.attribute("diff=trap")
    return ["log", "-p"]


def filters(trap: Trap) -> list[str]:
    trap.set(filter__trap__clean="PROGRAM", filter__trap__smudge="PROGRAM")
    trap.attribute("filter=trap")
    return ["cat-file", "--filters", "HEAD:river.md"]


def filter_process(trap: Trap) -> list[str]:
    trap.set(filter__trap__process="PROGRAM")
    trap.attribute("filter=trap")
    return ["cat-file", "--filters", "HEAD:river.md"]


def pager(trap: Trap) -> list[str]:
    trap.set(core__pager="PROGRAM", pager__log="PROGRAM")
    return ["--paginate", "log"]


def signature(trap: Trap) -> list[str]:
    trap.set(log__showSignature="true", gpg__program="PROGRAM")
    signed = b"\n\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\nsigned"
    trap.blog.forge(b"\n\nsecond", b"\n" + signed.lstrip(b"\n"))
    return ["log"]


def hooks(trap: Trap) -> list[str]:
    folder = trap.blog.folder / "hooks"
    folder.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (folder / name).symlink_to(trap.program)
    trap.set(core__hooksPath=str(folder))
    return ["update-ref", "refs/heads/other", "HEAD"]


def include(trap: Trap) -> list[str]:
    (trap.blog.folder / "included").write_text(f"[core]\n\tfsmonitor = {trap.program}\n")
    trap.set(include__path="../included")
    return ["status"]


def alias(trap: Trap) -> list[str]:
    trap.set(alias__log="!PROGRAM", alias__show__river="!PROGRAM")
    trap.blog.git("config", "alias.river", f"!{trap.program}")
    return ["river"]


def lazily(trap: Trap, **settings: str) -> list[str]:
    """Take the newest text out of the repository, and promise it elsewhere."""
    text = trap.blog.git("rev-parse", "HEAD:river.md").decode()
    (trap.blog.folder / ".git" / "objects" / text[:2] / text[2:]).unlink()
    trap.set(
        core__repositoryFormatVersion="1",
        extensions__partialClone="origin",
        remote__origin__promisor="true",
        **settings,
    )
    return ["cat-file", "blob", "HEAD:river.md"]


def lazy_ssh(trap: Trap) -> list[str]:
    return lazily(trap, remote__origin__url="ssh://nowhere.invalid/x", core__sshCommand="PROGRAM")


def lazy_helper(trap: Trap) -> list[str]:
    return lazily(trap, remote__origin__url="ext::PROGRAM", protocol__ext__allow="always")


def lazy_file(trap: Trap) -> list[str]:
    other = Blog(trap.blog.folder.with_name("other"))
    return lazily(trap, remote__origin__url=str(other.folder), remote__origin__uploadpack="PROGRAM")


def lazy_proxy(trap: Trap) -> list[str]:
    return lazily(trap, remote__origin__url="git://nowhere.invalid/x", core__gitProxy="PROGRAM")


TRAPS = [
    *(fsmonitor, external_diff, diff_driver, textconv, filters, filter_process, pager, signature, hooks),
    *(include, alias, lazy_ssh, lazy_helper, lazy_file, lazy_proxy),
]


def run_carelessly(trap: Trap, arguments: list[str]) -> None:
    """Run git as a person would, on a terminal, without which it asks no pager."""
    primary, secondary = os.openpty()
    surroundings = {"PATH": os.environ["PATH"], "TERM": "xterm"}
    subprocess.run(
        ["git", "-C", str(trap.blog.folder), *arguments],
        env={**surroundings, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        stdin=subprocess.DEVNULL,
        stdout=secondary if "--paginate" in arguments else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    os.close(primary)
    os.close(secondary)


@pytest.mark.parametrize("set_up", TRAPS)
def test_nothing_that_a_blog_names_is_run(set_up: Callable[[Trap], list[str]], trap: Trap) -> None:
    careless = set_up(trap)
    commits = history(trap.post)
    assert len(commits) == 2
    for commit in commits:
        try:
            assert read_commit(trap.post, commit).startswith(RIVER)
        except PostError:
            assert set_up.__name__.startswith("lazy")
    assert not trap.marker.exists()
    run_carelessly(trap, careless)
    assert trap.marker.exists(), "the trap is none, or this git has become careful"


def fingerprint(folder: Path) -> dict[str, tuple[int, int, str]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = (status.st_mtime_ns, status.st_mode, digest)
    return found


@pytest.mark.parametrize("set_up", [lambda trap: None, *TRAPS], ids=["nothing", *(f.__name__ for f in TRAPS)])
def test_nothing_in_a_repository_changes(set_up: Callable[[Trap], object], trap: Trap) -> None:
    set_up(trap)
    os.utime(trap.post, (NOON.timestamp(), NOON.timestamp()))  # an index that git would like to refresh
    before = fingerprint(trap.blog.folder)
    assert any("/.git/objects/" in name for name in before)
    for commit in history(trap.post):
        try:
            read_commit(trap.post, commit)
        except PostError:
            continue
    assert fingerprint(trap.blog.folder) == before


def test_replaced_commits_are_not_believed(trap: Trap) -> None:
    first = history(trap.post)[1]
    trap.blog.git("replace", first.id, trap.blog.git("rev-parse", "HEAD").decode())
    assert read_commit(trap.post, first) == RIVER
    assert [commit.subject for commit in history(trap.post)] == ["second", "first"]


def test_settings_of_the_blog_do_not_change_what_git_says(trap: Trap) -> None:
    expected = history(trap.post)
    trap.set(
        log__showRoot="false",
        color__ui="always",
        diff__relative="true",
        diff__renames="false",
        format__pretty="raw",
        log__date="relative",
        log__diffMerges="off",
        i18n__logOutputEncoding="UTF-16",
        core__abbrev="4",
        log__decorate="full",
    )
    assert history(trap.post) == expected
