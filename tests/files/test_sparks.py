"""Sparks: kept with their moment, whatever happens to the file."""

import os
import stat
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.errors import DraftroomError
from tui.files.sparks import LONGEST, Sparks

JANUARY = datetime(2023, 1, 13, 21, 30, 15, tzinfo=timezone(timedelta(hours=-4)))


def test_a_spark_is_kept_with_its_day_and_zone(tmp_path: Path) -> None:
    sparks = Sparks(tmp_path / "state")
    kept = sparks.catch("  the weir in winter\n", JANUARY, "/blog")
    assert Sparks(tmp_path / "state").read() == [kept]
    assert kept.text == "the weir in winter"
    assert kept.caught.isoformat() == "2023-01-13T21:30:15-04:00"
    assert stat.S_IMODE(os.stat(sparks.path).st_mode) == 0o600


def test_what_becomes_of_sparks_is_appended(tmp_path: Path) -> None:
    sparks = Sparks(tmp_path)
    weir, oats, mud = (
        sparks.catch(text, JANUARY + timedelta(days=n)) for n, text in enumerate(("weir", "oats", "mud"))
    )
    before = sparks.path.read_bytes()
    sparks.use(weir, Path("/blog/weir.md"))
    sparks.drop(oats)
    assert sparks.path.read_bytes().startswith(before)
    assert [(spark.text, spark.post, spark.dropped) for spark in sparks.read()] == [
        ("mud", "", False),
        ("oats", "", True),
        ("weir", "/blog/weir.md", False),
    ]
    assert sparks.waiting() == [mud]
    sparks.drop(oats, dropped=False)
    assert [spark.text for spark in sparks.waiting()] == ["mud", "oats"]


@pytest.mark.parametrize(
    "damage",
    [
        b'{"spark":"x","caught":"2023',
        b"\xff\xfe\n",
        b"[1]\n",
        b'{"spark":1}\n',
        b'{"spark":"a","caught":"x","text":"y"}\n',
        b'{"spark":"a","caught":"2023-01-13","text":"no zone"}\n',
        b'{"spark":"zz","dropped":true}\n',
        b"[" * 100_000,
    ],
)
def test_a_damaged_line_costs_only_itself(tmp_path: Path, damage: bytes) -> None:
    sparks = Sparks(tmp_path)
    weir = sparks.catch("weir", JANUARY)
    with sparks.path.open("ab") as file:
        file.write(damage)
    oats = sparks.catch("oats", JANUARY + timedelta(days=1))
    assert sparks.read() == [oats, weir]


def test_of_two_in_one_second_the_later_comes_first(tmp_path: Path) -> None:
    sparks = Sparks(tmp_path)
    weir, oats = sparks.catch("weir", JANUARY), sparks.catch("oats", JANUARY)
    assert sparks.read() == [oats, weir]


def test_any_text_comes_back_as_it_was(tmp_path: Path) -> None:
    sparks = Sparks(tmp_path)
    text = "wörter\nund \udcff 🌊 \x1b[2J"
    sparks.catch(text, JANUARY)
    assert [spark.text for spark in sparks.read()] == [text]


def test_several_may_write_at_once(tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(20):
            Sparks(tmp_path).catch(f"{name} {number}", JANUARY)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("weir", "oats", "mud")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Sparks(tmp_path).read()) == 60


@pytest.mark.parametrize("text", ["", " \n", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_are_no_sparks(tmp_path: Path, text: str) -> None:
    with pytest.raises(DraftroomError):
        Sparks(tmp_path).catch(text, JANUARY)
    assert Sparks(tmp_path).read() == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    with pytest.raises(DraftroomError) as caught:
        Sparks(tmp_path / "state").catch("weir", JANUARY)
    assert caught.value.path == tmp_path / "state" / "sparks.jsonl"
    assert Sparks(tmp_path / "state").read() == []


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / "sparks.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DraftroomError):
        Sparks(tmp_path).catch("weir", JANUARY)
    assert (tmp_path / "elsewhere").read_text() == ""
