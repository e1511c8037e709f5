"""Private names of Textual and of Rich: used in one room of ours, each of them in a table.

When a new version of Textual fails here, read the named places in it, mend the room, then the table and
`READ_IN`. Whoever needs one more private name puts it into the room and into the table.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Document, Edit, EditHistory

import tui.ui
from tui.ui.textual_internals.links import with_link

READ_IN = "8.2.8"
"""The version of Textual in which all that follows was read."""

USED: Mapping[type, Mapping[str, str]] = {
    App: {
        "_check_bindings": "async (self, key: str, priority: bool=False) -> bool",
        "_clipboard": "self._clipboard: str = ''",
        "_driver": "self._driver: Driver | None = None",
        "_exit": "self._exit = False",
        "_get_screen": "(self, screen: Screen | str) -> tuple[Screen, AwaitMount]",
        "_handle_exception": "(self, error: Exception) -> None",
        "_notifications": "self._notifications = Notifications()",
        "_print_error_renderables": "(self) -> None",
        "_unnotify": "(self, notification: Notification, refresh: bool=True) -> None",
    },
    Compositor: {
        "_dirty_regions": "self._dirty_regions: set[Region] = set()",
        "_get_renders": ("(self, crop: Region | None=None) -> Iterable[tuple[Region, Region, list[Strip]]]"),
        "render_partial_update": "(self) -> ChopsUpdate | None",
        "visible_widgets": "property -> dict[Widget, tuple[Region, Region]]",
    },
    Document: {
        "_lines": "self._lines: list[str] = text.splitlines(keepends=False)",
        "_newline": "self._newline: Newline = _detect_newline_style(text)",
    },
    Edit: {
        "_edit_result": "_edit_result: EditResult | None = field(init=False, default=None)",
        "_original_selection": "_original_selection: Selection | None = field(init=False, default=None)",
        "_updated_selection": "_updated_selection: Selection | None = field(init=False, default=None)",
    },
    EditHistory: {
        "_redo_stack": "self._redo_stack: deque[list[Edit]] = deque()",
        "_undo_stack": "self._undo_stack: deque[list[Edit]] = deque(maxlen=self.max_checkpoints)",
    },
    Input: {"_value": "property -> Text"},
    LinuxDriver: {
        "_get_terminal_size": "(self) -> tuple[int, int]",
        "_writer_thread": "self._writer_thread: WriterThread | None = None",
        "attrs_before": "self.attrs_before: list[Any] | None = None",
        "exit_event": "self.exit_event = Event()",
        "fileno": "self.fileno = sys.__stdin__.fileno()",
        "run_input_thread": "(self) -> None",
        "start_application_mode": "(self)",
        "write": "(self, data: str) -> None",
    },
    Screen: {
        "_compositor": "self._compositor = Compositor()",
        "_compositor_refresh": "(self) -> None",
        "_on_timer_update": "(self) -> None",
        "_push_result_callback": (
            "(self, requester: MessagePump, callback: ScreenResultCallbackType[ScreenResultType] | None, "
            "future: asyncio.Future[ScreenResultType | None] | None=None) -> None"
        ),
        "_screen_resized": "(self, size: Size) -> None",
    },
    TextArea: {
        "_build_highlight_map": "(self) -> None",
        "_cursor_offset": "self._cursor_offset = (0, 0)",
        "_delete_via_keyboard": "(self, start: Location, end: Location) -> EditResult | None",
        "_draw_cursor": "property -> bool",
        "_redo_batch": "(self, edits: Sequence[Edit]) -> None",
        "_refresh_size": "(self) -> None",
        "_replace_via_keyboard": "(self, insert: str, start: Location, end: Location) -> EditResult | None",
        "_rewrap_and_refresh_virtual_size": "(self) -> None",
        "_set_document": "(self, text: str, language: str | None) -> None",
        "_undo_batch": "(self, edits: Sequence[Edit]) -> None",
    },
    Widget: {
        "_check_refresh": "(self) -> None",
        "_exchange_repaint_regions": "(self) -> Collection[Region]",
        "_layout_required": "self._layout_required = False",
        "_repaint_required": "self._repaint_required = False",
    },
    WriterThread: {"_queue": "self._queue: Queue[str | None] = Queue(MAX_QUEUED_WRITES)"},
    XTermParser: {
        "_sequence_to_key_events": "(self, sequence: str, alt: bool=False) -> Iterable[events.Key]",
        "feed": "(self, data: str) -> Iterable[Message]",
        "parse_mouse_code": "(self, code: str) -> Message | None",
    },
}
"""Of each class, its private names in use, and its public ones where the class is private or not documented.

A method by its signature, anything else by the statement that makes it.
"""

IMPORTED = {
    "textual._compositor": {"ChopsUpdate", "Compositor"},
    "textual._xterm_parser": {"XTermParser"},
    "textual.keys": {"_character_to_key"},
}
"""What is imported from private modules, or is private itself."""

OF_RICH = {"_link_id"}
"""Private names of Rich, of which many versions will do: a test shows what they do."""

ROOM = "tui.ui.textual_internals"
LINK = re.compile(r"\x1b\]8;id=([^;]+);http")
LIBRARIES = ("textual", "rich")


def is_private(name: str) -> bool:
    return name.startswith("_") and name != "_" and not name.endswith("__")


def is_of(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def modules() -> list[ModuleType]:
    """Return all modules of the screen."""
    names = [found.name for found in pkgutil.walk_packages(tui.ui.__path__, "tui.ui.")]
    return [tui.ui, *map(importlib.import_module, names)]


def classes_of(module: ModuleType) -> list[type]:
    return [
        each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__
    ]


# --- what a source does with private names


def private_imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield module and name of what is imported from a library that is private, or is in a private module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            pairs = [(node.module or "", alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            pairs = [(alias.name, "") for alias in node.names]
        else:
            continue
        for module, name in pairs:
            if is_of(module, LIBRARIES) and any(map(is_private, [*module.split("."), name])):
                yield module, name


def is_own(node: ast.expr) -> bool:
    """Whether an expression is `self`, `cls` or `super()`."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def targets_of(statement: ast.AST) -> list[ast.expr]:
    """Return what a statement assigns to."""
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []


def defined(tree: ast.AST) -> set[str]:
    """Return the private names that a source defines: methods, functions, fields, attributes of `self`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_own(node.value):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef | ast.Module):
            found |= {ast.unparse(target) for field in node.body for target in targets_of(field)}
    return set(filter(is_private, found))


def touched(tree: ast.AST, of_others: bool) -> set[str]:
    """Return the private names that a source looks up in `self`, or in others; not those of plain modules."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if not is_of(alias.name, LIBRARIES)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of_module = isinstance(node.value, ast.Name) and node.value.id in modules
            if not of_module and is_own(node.value) != of_others:
                found.add(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
            name = node.args[1]
            is_lookup = node.func.id in ("getattr", "setattr", "hasattr", "delattr")
            if is_lookup and isinstance(name, ast.Constant) and is_own(node.args[0]) != of_others:
                found.add(str(name.value))
    return set(filter(is_private, found))


def strangers(source: str) -> set[str]:
    """Return the private names that a source takes from elsewhere: it imports them, or defines none such."""
    tree = ast.parse(source)
    imported = {f"{module}:{name}" for module, name in private_imports(tree)}
    return imported | (touched(tree, of_others=True) - defined(tree))


@cache
def names_in(owner: type) -> frozenset[str]:
    """Return the private names that a class defines, overrides or looks up in itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(owner)))
    return frozenset(defined(tree) | touched(tree, of_others=False))


def of_libraries(owner: type) -> set[str]:
    """Return the private names of its libraries that a class of ours, or a base outside the room, uses."""
    bases = [base for base in owner.__mro__ if is_of(base.__module__, LIBRARIES)]
    theirs = {name for base in bases for name in names_in(base)}
    outside = [
        base
        for base in owner.__mro__
        if not is_of(base.__module__, (*LIBRARIES, ROOM)) and is_of(base.__module__, ("tui", "tests"))
    ]
    return theirs & {name for base in outside for name in names_in(base)}


def used_in_the_room() -> Iterator[str]:
    """Yield the private names that the room uses and that are not its own."""
    for module in modules():
        if is_of(module.__name__, (ROOM,)):
            tree = ast.parse(inspect.getsource(module))
            bases = {base for each in classes_of(module) for base in each.__mro__}
            theirs = {name for base in bases if is_of(base.__module__, LIBRARIES) for name in names_in(base)}
            everything = touched(tree, of_others=True) | touched(tree, of_others=False) | defined(tree)
            yield from everything - (defined(tree) - theirs)


# --- what Textual has


def signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if any(isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list):
        return f"property{returns}"
    kind = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{kind}({ast.unparse(node.args)}){returns}"


def kind_of(owner: type, name: str) -> str | None:
    """Return the signature of a method, else the statement that makes an attribute; None where none is."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(owner)))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return signature(node)
        if {ast.unparse(target) for target in targets_of(node)} & {name, f"self.{name}"}:
            return ast.unparse(node)
    return None


# --- the rules


def test_the_installed_version_is_the_one_that_was_read() -> None:
    assert version("textual") == READ_IN, "read the names of the table in it, then name it in READ_IN"


@pytest.mark.parametrize("owner", USED, ids=lambda owner: owner.__name__)
def test_each_name_is_what_was_read(owner: type) -> None:
    assert {name: kind_of(owner, name) for name in USED[owner]} == USED[owner]


def test_what_is_imported_exists() -> None:
    for module, names in IMPORTED.items():
        assert names <= set(vars(importlib.import_module(module)))


def test_all_words_of_one_address_are_one_link() -> None:
    told = [
        with_link(Style(bold=bold), address).render("sea", color_system=ColorSystem.TRUECOLOR)
        for bold, address in [
            (True, "https://one.example"),
            (False, "https://one.example"),
            (True, "https://two.example"),
        ]
    ]
    ids = [LINK.findall(text) for text in told]
    assert ids[0] == ids[1] != ids[2]
    assert [len(each) for each in ids] == [1, 1, 1]


def test_the_table_has_every_private_name_that_the_room_uses_and_no_other() -> None:
    listed = {name for names in USED.values() for name in names if is_private(name)}
    assert set(used_in_the_room()) == listed | OF_RICH


def test_the_imports_of_the_room_are_listed_and_no_others() -> None:
    found: dict[str, set[str]] = {}
    for module in modules():
        if is_of(module.__name__, (ROOM,)):
            for source, name in private_imports(ast.parse(inspect.getsource(module))):
                found.setdefault(source, set()).add(name)
    assert found == IMPORTED


def test_no_source_outside_the_room_touches_a_private_name_that_it_does_not_define() -> None:
    root = Path(tui.ui.__file__).parents[1]
    room = Path(importlib.import_module(ROOM).__file__ or "").parent
    sources = {path: path.read_text() for path in root.rglob("*.py") if room not in path.parents}
    found = {str(path.relative_to(root)): strangers(source) for path, source in sources.items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_class_outside_the_room_uses_or_overrides_a_private_name_of_its_base() -> None:
    found = {
        f"{module.__name__}.{each.__name__}": of_libraries(each)
        for module in modules()
        if not is_of(module.__name__, (ROOM,))
        for each in classes_of(module)
    }
    assert {name: names for name, names in found.items() if names} == {}


# --- that the rules find what they are for


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from textual._compositor import Compositor", "textual._compositor:Compositor"),
        ("import textual._compositor", "textual._compositor:"),
        ("import textual\ntextual._context", "_context"),
        ("from textual.keys import _character_to_key", "textual.keys:_character_to_key"),
        ("def shown(app): return app._notifications", "_notifications"),
        ("class Ours:\n def size(self): return self.app._driver", "_driver"),
        ("def clear(app): app._clipboard = ''", "_clipboard"),
        ("def driver(app): return getattr(app, '_driver')", "_driver"),
    ],
)
def test_a_source_that_takes_a_private_name_is_found(source: str, name: str) -> None:
    assert strangers(source) == {name}


@pytest.mark.parametrize(
    "source",
    ["import os\nos._exit(1)", "class Ours:\n def _take(self, other): other._take(self)", "self._kept = 1"],
)
def test_a_source_with_private_names_of_its_own_is_left_alone(source: str) -> None:
    assert strangers(source) == set()


class Overriding(Screen[None]):
    def _screen_resized(self, size: Size) -> None:
        """Do nothing."""


class Reading(Screen[None]):
    def depth(self) -> int:
        return len(self._result_callbacks)


class Inheriting(Reading):
    """Its base does it."""


class Clean(Screen[None]):
    def _ours(self) -> None:
        """Do nothing."""


def test_a_class_that_uses_a_private_name_of_its_base_is_found() -> None:
    assert of_libraries(Overriding) == {"_screen_resized"}
    assert of_libraries(Reading) == of_libraries(Inheriting) == {"_result_callbacks"}
    assert of_libraries(Clean) == set()
