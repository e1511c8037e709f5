"""The footer: found as people type it, and changed by its digits alone."""

import pytest

from tui.edits import Rows
from tui.prose.footer import DEFAULT, Style, find_footer

TAIL = (
    "the river was low.\n\n---\n\n<!-- bank -->\n\n"
    "**words / writing / post-processing**  \n393w / 13min / min"
)


def numbers(text: str, style: Style = DEFAULT) -> list[int | str | None]:
    """The values of a text's footer; "none" where it has no such number."""
    footer = find_footer(Rows(text).lines, 0, style)
    if footer is None:
        return []
    return [
        field.value if field else "none" for field in (footer.words, footer.writing, footer.postprocessing)
    ]


def changed(text: str, words: int | None, writing: int | None, after: int | None) -> str:
    rows = Rows(text)
    footer = find_footer(rows.lines)
    assert footer is not None
    for edit in footer.edits(words, writing, after):
        rows.apply(edit)
    return rows.text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("393w / 13min / min", [393, 13, None]),
        ("393w/13min/4min", [393, 13, 4]),
        ("1,234w / 1h 20min / 5 min", [1234, 80, 5]),
        ("1.234 words / 2 hours 3 minutes / min", [1234, 123, None]),
        ("10w / 2h / min", [10, 120, None]),
        ("w / min / min", [None, None, None]),
        ("  10 W  /  3 Mins  /  min  ", [10, 3, None]),
        ("10w / 3min", [10, 3, "none"]),
        ("*10w / 3min / min*", [10, 3, None]),
        ("10w / 13.5min / 1,200min", [10, 13, 1200]),
        ("10w / 90m / m", [10, 90, None]),
        ("10w / 1h05 / 1:05", [10, 65, 65]),
        ("10w / 0:05 / 12:30", [10, 5, 750]),
        ("~3w / ~4min / min", [3, 4, None]),
        ("10w / 3min / –", [10, 3, None]),
        ("10w / ? / — min", [10, None, None]),
        ("–w / - / ?", [None, None, None]),
        ("10w. / 3min. / min.", [10, 3, None]),
        ("10w | 3min | min", [10, 3, None]),
        ("10 words|3 m|–", [10, 3, None]),
        ("10w / 1:65 / min", []),
        ("? / ! / ?", []),
        ("- / - / -", []),
        ("– | – | –", []),
        ("    10w / 3min / min", []),
        ("it took 13min / 20min", []),
        ("10w / 3min / 2min / 1min", []),
        ("10w / 3min / min" + " " * 300 + "x", []),
    ],
)
def test_a_footer_is_known_as_people_type_it(line: str, found: list[int | str | None]) -> None:
    assert numbers(f"the mill.\n\n{line}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TAIL, True),
        (f"{TAIL}\n\n<!-- one -->\n<!-- two\nthree -->\n\n", True),
        (f"{TAIL}\n{{: .small}}\n\n[mill]: https://example.org/\n[^1]: a note\n", True),
        ("the mill.\n---\n10w / 3min / min", True),
        ("10w / 3min / min", True),
        ("i wrote this\n10w / 3min / min", False),
        ("one\na / b / c\n10w / 3min / min", False),
        ("10w / 3min / min\n\nand more", False),
        ("```\n10w / 3min / min\n```", False),
        ("so <!--\n10w / 3min / min -->", False),
        ("<!-- never closed\n\nthe river", False),
        ("", False),
    ],
)
def test_only_the_last_paragraph_is_a_footer(text: str, found: bool) -> None:
    assert bool(numbers(text)) == found


def test_a_header_is_never_a_footer() -> None:
    assert find_footer(["10w / 3min / min", "---"], 2) is None


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("393w / 13min / min", "1413w / 15min / 7min"),
        ("1,234w / 1h 20min / 5 min", "1,413w / 1h 20min / 7 min"),
        ("10w / 2h / min", "1413w / 2h / 7min"),
        ("10w / 13.5min / 9min", "1413w / 15.5min / 9min"),
        ("w / min / min ", "1413w / 15min / 7min "),
        ("_393w / 3min_", "_1413w / 15min_"),
        ("~393w / 3m / m.", "~1413w / 15m / 7m."),
        ("393w | – | ? min", "1413w | 15min | 7 min"),
        ("–w / - / —", "1413w / 15min / 7min"),
        ("- / 3m / m", "1413w / 15m / 7m"),
    ],
)
def test_only_digits_change_and_no_minute_is_taken(line: str, after: str) -> None:
    assert changed(line, 1413, 15, 7) == after


@pytest.mark.parametrize(
    ("before", "minutes", "after"),
    [
        ("1h 20min", 81, "1h 21min"),
        ("1h 59min", 121, "2h 1min"),
        ("2h", 125, "2h 5min"),
        ("1h05", 66, "1h06"),
        ("1h05", 121, "2h01"),
        ("1:05", 121, "2:01"),
        ("0:05", 12, "0:12"),
    ],
)
def test_hours_stay_hours(before: str, minutes: int, after: str) -> None:
    assert changed(f"10w / {before} / min", None, minutes, None) == f"10w / {after} / min"


def test_every_other_byte_stays() -> None:
    assert changed(TAIL, 413, 15, None) == TAIL.replace("393w / 13min", "413w / 15min")
    assert changed(TAIL, None, None, None) == changed(TAIL, 393, 12, None) == TAIL
    assert changed(f"{TAIL}\r\n\r\n", 1, None, None) == f"{TAIL}\r\n\r\n".replace("393w", "1w")


def test_the_form_is_the_writers_own() -> None:
    style = Style("", "{words} Wörter – {writing} Minuten, {postprocessing} danach")
    assert numbers("12 Wörter – 5 Minuten,  danach", style) == [12, 5, None]
    assert numbers("12w / 5min / 1min", style) == [12, 5, 1]
    assert numbers("12 Wörter – 5 Minuten, danach") == []
    assert numbers("all of it\n12w / 5min / min", Style("all of it")) == [12, 5, None]
    assert style.empty() == " Wörter –  Minuten,  danach"
    assert DEFAULT.empty() == "**words / writing / post-processing**  \nw / min / min"
    assert numbers(DEFAULT.empty()) == [None, None, None]
