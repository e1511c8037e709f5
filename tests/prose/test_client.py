import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

import tui
from tui.prose.spelling import client
from tui.prose.spelling.client import Speller, SpellingUnavailable

FOLDER = Path(tui.__file__).parent.parent


@pytest_asyncio.fixture
async def speller() -> AsyncIterator[Speller]:
    speller = Speller()
    yield speller
    await speller.close()


async def test_words_are_judged_and_corrected(speller: Speller) -> None:
    await speller.start()
    assert await speller.verdicts(["tea", "kichen", "tea"]) == {"tea": "known", "kichen": "likely"}
    assert (await speller.suggest("kichen"))[0] == "kitchen"
    assert await speller.verdicts([]) == {}


async def test_calls_at_once_each_get_their_own_answer(speller: Speller) -> None:
    found = await asyncio.gather(
        speller.verdicts(["tea"]),
        speller.suggest("kichen"),
        speller.verdicts([f"zorb{'l' * length}ing" for length in range(500)]),
        speller.suggest("teh"),
    )
    assert found[0] == {"tea": "known"}
    assert found[1][0] == "kitchen"
    assert len(found[2]) == 500
    assert found[3][0] == "the"


async def test_a_killed_child_fails_the_call_under_way_and_the_next_one_gets_a_new_child(
    speller: Speller,
) -> None:
    await speller.set_personal(["zorbling"])
    first = speller.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # or it might answer before it is killed
    call = asyncio.create_task(speller.suggest("kichen"))
    await asyncio.sleep(0)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(SpellingUnavailable):
        await call
    assert await speller.verdicts(["zorbling", "tea"]) == {"zorbling": "known", "tea": "known"}
    assert speller.pid not in (None, first)


async def test_a_child_that_died_unnoticed_costs_at_most_one_call(speller: Speller) -> None:
    for _ in range(client.RESTARTS):
        await speller.verdicts(["tea"])
        assert speller.pid is not None
        os.kill(speller.pid, signal.SIGKILL)
        with contextlib.suppress(SpellingUnavailable):
            await speller.verdicts(["tea"])
    assert await speller.verdicts(["tea"]) == {"tea": "known"}


async def test_a_child_that_keeps_dying_is_given_up(
    speller: Speller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    births = tmp_path / "births"
    code = f"open({str(births)!r}, 'a').write('x')"
    monkeypatch.setattr(client, "_COMMAND", (sys.executable, "-c", code))
    for _ in range(8):
        with pytest.raises(SpellingUnavailable):
            await speller.verdicts(["tea"])
    assert births.read_text() == "x" * (1 + client.RESTARTS)


async def test_an_answer_that_is_no_json_ends_the_child(
    speller: Speller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        client, "_COMMAND", (sys.executable, "-c", "print('tea?', flush=True); input(); input()")
    )
    with pytest.raises(SpellingUnavailable):
        await speller.verdicts(["tea"])


async def test_a_child_that_cannot_be_started_is_said_so(
    speller: Speller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_COMMAND", ("/nowhere/python",))
    with pytest.raises(SpellingUnavailable, match="No such file"):
        await speller.start()


async def test_an_error_of_the_child_is_raised(speller: Speller, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """print('{"id": 1, "error": "no tea"}', flush=True); input(); input()"""
    monkeypatch.setattr(client, "_COMMAND", (sys.executable, "-c", code))
    with pytest.raises(SpellingUnavailable, match="no tea"):
        await speller.suggest("kichen")


async def test_closing_ends_the_child_and_the_calls_under_way(
    speller: Speller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_COMMAND", (sys.executable, "-c", "import sys; sys.stdin.read()"))
    await speller.start()
    call = asyncio.create_task(speller.verdicts(["tea"]))
    await asyncio.sleep(0)
    await speller.close()
    with pytest.raises(SpellingUnavailable):
        await call
    assert speller.pid is None
    with pytest.raises(SpellingUnavailable):
        await speller.suggest("kichen")
    await speller.close()


async def test_a_child_is_not_waited_for_until_it_ends_by_itself(
    speller: Speller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    await speller.start()
    pid = speller.pid
    await speller.close()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_cancelled_call_leaves_nothing_behind(speller: Speller) -> None:
    await speller.start()
    call = asyncio.create_task(speller.suggest("kichen"))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await speller.verdicts(["tea"]) == {"tea": "known"}


async def test_the_folder_the_writer_is_in_is_not_on_the_childs_import_path(
    speller: Speller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a blog is not code')")
    monkeypatch.chdir(tmp_path)
    assert await speller.verdicts(["tea"]) == {"tea": "known"}


def test_the_apps_side_loads_no_lexicon() -> None:
    code = "import sys, tui.prose.spelling.client, tui.prose.spelling.marks; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=FOLDER, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "spellchecker" not in loaded
