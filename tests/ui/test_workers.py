"""Workers have a description of ours: without one Textual makes it of all that they are given.

That is the `repr` of a whole page or draft, each of its nodes in turn: half a second in a long post.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import tui

PACKAGE = Path(tui.__file__).parent


def workers() -> Iterator[tuple[str, ast.expr, ast.arguments]]:
    """Every method that is a worker: where it stands, what made it one, and what it takes."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for decorator in node.decorator_list:
                    called = decorator.func if isinstance(decorator, ast.Call) else decorator
                    if isinstance(called, ast.Name) and called.id == "work":
                        yield f"{path.relative_to(PACKAGE)}: {node.name}", decorator, node.args


def test_a_worker_that_takes_something_is_described() -> None:
    found = [*workers()]
    assert found
    offenders = [
        where
        for where, decorator, arguments in found
        if len(arguments.args) + len(arguments.kwonlyargs) > 1
        and not (isinstance(decorator, ast.Call) and any(k.arg == "description" for k in decorator.keywords))
    ]
    assert not offenders
