"""The shape of the house: small files, small functions, docstrings, imports at the top.

What ruff and import-linter cannot say. A nested import needs a comment right above it that gives its reason.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
A_CLOCK = re.compile(r"\btime\.(monotonic|perf_counter|process_time|thread_time)(_ns)?\(")
MAY_READ_A_CLOCK = {"tests/work.py", "tests/rest.py", "tests/e2e/terminal.py"}
"""What the other tests measure and wait with, beside the benchmarks."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def too_large(path: Path) -> Iterator[str]:
    """Yield what is too long in a file, itself or its functions."""
    text = path.read_text()
    if (lines := text.count("\n")) > LONGEST_FILE:
        yield f"{name_of(path)} has {lines} lines"
    for function in functions(ast.parse(text)):
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION:
            yield f"{name_of(path)}: {function.name} has {lines} lines"


def imports_without_a_reason(path: Path) -> Iterator[str]:
    """Yield the functions of a file that import, where no comment says why."""
    text = path.read_text()
    lines = text.splitlines()
    for function in functions(ast.parse(text)):
        imports = [node for node in function.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if imports:
            above = lines[imports[0].lineno - 2].strip()
            same = lines[imports[0].lineno - 1]
            if not above.startswith("#") and "  # " not in same:
                yield f"{name_of(path)}: {function.name}"


def test_files_and_functions_are_small() -> None:
    assert [told for path in (*SOURCES, *TESTS) for told in too_large(path)] == []


def test_every_module_says_what_it_owns() -> None:
    documented = {path: ast.get_docstring(ast.parse(path.read_text())) or "" for path in SOURCES}
    assert [name_of(path) for path, told in documented.items() if not told.strip()] == []


def test_a_nested_import_gives_its_reason() -> None:
    assert [told for path in SOURCES for told in imports_without_a_reason(path)] == []


def test_no_test_reads_a_clock() -> None:
    """A limit in seconds fails on a slow machine: `tests.work` counts work, `tests.rest` waits for it."""
    names = {name_of(path): path.read_text() for path in TESTS if path.parent.name != "bench"}
    assert {name for name, text in names.items() if A_CLOCK.search(text)} <= MAY_READ_A_CLOCK


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


AN_ENGINE = re.compile(r"engine\.name\s*(?:==|!=|in\b)|match [\w.]*engine\.name|engine is (?:not )?[A-Z]")


def test_only_the_engines_know_which_one_they_are() -> None:
    """What differs from one engine to the next is a field of `Engine`; nobody asks for its name."""
    asking = [
        name_of(path)
        for path in SOURCES
        if "engines" not in path.parts
        and path.name != "recognition.py"
        and AN_ENGINE.search(path.read_text())
    ]
    assert asking == []
