"""The shape of the house: small files, small functions, docstrings, imports at the top.

What ruff and import-linter cannot say. A nested import needs a comment right above it that gives its reason.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=name_of)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_FILE
    for function in functions(ast.parse(text)):
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= LONGEST_FUNCTION, f"{function.name} has {lines} lines"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_what_it_owns(path: Path) -> None:
    assert (ast.get_docstring(ast.parse(path.read_text())) or "").strip()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_nested_import_gives_its_reason(path: Path) -> None:
    text = path.read_text()
    lines = text.splitlines()
    for function in functions(ast.parse(text)):
        imports = [node for node in function.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if imports:
            above = lines[imports[0].lineno - 2].strip()
            same = lines[imports[0].lineno - 1]
            assert above.startswith("#") or "  # " in same, f"{function.name} imports without a reason"


def test_the_desk_and_all_below_it_know_no_screen() -> None:
    code = (
        "import sys, tui.desk.desk, tui.cli; print(any(name.startswith('textual') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_app_process_never_loads_a_dictionary() -> None:
    code = "import sys, tui.ui.app; print('spellchecker' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
