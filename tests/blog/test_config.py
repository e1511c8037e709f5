"""A site's configuration files: what is wrong with one is told in the same words, whatever reads it."""

from pathlib import Path

import pytest

from tui.blog.config import read_configuration
from tui.files.guards import DEEPEST

TOO_DEEP = f"cannot be read: more than {DEEPEST} levels deep"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("_config.yml", "a: b\nx: " + "[" * 5_000, f"{TOO_DEEP}, line 2"),
        ("_config.yml", "a: b\nx: " + "[" * 60 + "]" * 60, f"{TOO_DEEP}, line 2"),
        ("_config.yml", "a: b\nx:\n  " + "- " * 5_000, f"{TOO_DEEP}, line 3"),
        ("_config.yml", "a: &a [x]\nb: [" + "*a," * 40 + "]", "more than 30 aliases, line 2"),
        ("hugo.toml", "a = 'b'\nx = " + "[" * 5_000, f"{TOO_DEEP}, line 2"),
        ("hugo.toml", "a = 'b'\n" + "x." * 3_000 + "y = 1", f"{TOO_DEEP}, line 2"),
        ("hugo.toml", "[" + "x." * 40 + "y]\n" + "x." * 40 + "y = 1", TOO_DEEP),
        ("hugo.json", '{"a": "b",\n"x": ' + "[" * 5_000, f"{TOO_DEEP}, line 2"),
        ("hugo.json", '{\n"a": "b",\n}', "cannot be read: a comma stands before the closing brace, line 2"),
        ("hugo.json", '{"a":\n["b", ]}', "cannot be read: a comma stands before the closing bracket, line 2"),
        ("hugo.json", '{"a":\n}', "cannot be read: Expecting value, line 2"),
        ("pelicanconf.py", "X = " + "[" * 90 + "]" * 90, TOO_DEEP),
        ("pelicanconf.py", "X = " + "-" * 50_000 + "1", "is nested too deep"),
        ("pelicanconf.py", "X = " + "1+" * 90_000 + "1", "is nested too deep"),
    ],
)
def test_what_cannot_be_read_is_told_in_our_words(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    found = read_configuration(file)
    assert found.problem.startswith(name)
    assert found.problem.endswith(said)
    assert not found.options


def test_what_is_as_deep_as_may_be_is_read(tmp_path: Path) -> None:
    lists = "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    for name, text in {
        "a.yml": f"x: {lists}\n",
        "a.toml": f"x = {lists}\n",
        "a.json": f'{{"x": {lists}}}\n',
        "a.py": f"X = {lists}\n",
    }.items():
        (tmp_path / name).write_text(text)
        assert read_configuration(tmp_path / name).problem == ""
