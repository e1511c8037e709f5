"""Whatever paint writes of its own stands on the short list of glyphs that all terminals agree on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

import tui.paint

CALM = frozenset("—…│▋●○◆◇☐☑‹›⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉" + "⁺⁻⁼⁽⁾ⁿⁱ₊₋₌₍₎")
OTHERS = {"picture": frozenset("▀"), "inlines": frozenset("−"), "origins": frozenset("‘’‚“”„«»–\u00a0")}
"""What shows pixels, no part of the chrome, and what is only read in other texts."""

MODULES = sorted(Path(tui.paint.__file__).parent.glob("*.py"))


def patterns(tree: ast.Module) -> set[str]:
    """The names whose strings are read as regular expressions, and so are never shown."""
    used = {"ONE_CELL"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            used |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    for node in reversed(tree.body):
        if isinstance(node, ast.Assign) and names_of(node) & used:
            used |= {name.id for name in ast.walk(node.value) if isinstance(name, ast.Name)}
    return used


def names_of(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def shown(tree: ast.Module) -> Iterator[str]:
    """Every string of a module that is no docstring, and that nothing is only compared with."""
    hidden = patterns(tree)
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Assign) and names_of(node) & hidden:
            continue
        if isinstance(node, ast.Compare) or (
            isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        ):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", MODULES, ids=[path.stem for path in MODULES])
def test_every_glyph_of_our_own_is_calm(path: Path) -> None:
    strings = list(shown(ast.parse(path.read_text(encoding="utf-8"))))
    odd = {char for text in strings for char in text if not char.isascii() and cell_len(char)} - CALM
    assert not odd - OTHERS.get(path.stem, frozenset())


def test_calm_glyphs_take_one_cell_everywhere() -> None:
    assert {cell_len(char) for char in CALM} == {1}


def test_the_bullets_are_among_the_strings_that_are_checked() -> None:
    lists = Path(tui.paint.__file__).with_name("lists.py")
    assert "●○◆◇" in shown(ast.parse(lists.read_text(encoding="utf-8")))
