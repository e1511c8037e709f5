"""Sessions to measure: draftroom with a post of some size, stock programs, and what is played in them.

What is compared must take turns, a few keys each, in programs that are all open at the same time. Then a busy
moment of the machine falls on all of them.
"""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tests.bench.documents import MARKER, MIDDLE, long_paragraph, post
from tests.bench.empty import WORDS
from tests.bench.ruler import Typing, joined, start, type_letters
from tests.bench.screen import COLUMNS, ROWS, Columns, Terminal, installed, module
from tests.ui.support import make_blog
from tui.ui.layout import Wanted, panes

SIZES = {"2 KB": 2_000, "10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000}
LONG = "5,000 words"
"""The post with the long paragraph."""

TURNS, LETTERS = 4, 25
"""How often each program has its turn, and how many letters are typed in one."""

TYPED = "QXZ"
TURN_SECONDS = 20.0
FIND, ENTER, ESCAPE, RIGHT = "\x06", "\r", "\x1b", "\x1b[C"

_OFF, _SIDE = panes(COLUMNS, ROWS, Wanted(preview="off")), panes(COLUMNS, ROWS, Wanted())
EDITOR_ALONE = (_OFF.sidebar, COLUMNS)
EDITOR = (_SIDE.sidebar, _SIDE.sidebar + _SIDE.editor)
PREVIEW = (_SIDE.sidebar + _SIDE.editor, COLUMNS)


@dataclass(frozen=True, slots=True)
class Session:
    """A program that is open, and the panes that its letters are looked for in."""

    terminal: Terminal
    editor: Columns
    preview: Columns | None = None

    def turn(self) -> Typing:
        """Type some letters."""
        self.terminal.settle()
        return type_letters(self.terminal, LETTERS, self.editor, self.preview, TURN_SECONDS)


@dataclass(frozen=True, slots=True)
class Starts:
    """Milliseconds from the start of a program, as often as it was started."""

    post: list[float] = field(default_factory=list)
    """Until the post can be read."""

    panes: list[float] = field(default_factory=list)
    """Until the preview shows it too: then the app is there."""

    typed: list[float] = field(default_factory=list)
    """Until letters are painted that were typed as soon as the post could be read."""

    empty: list[float] = field(default_factory=list)
    """Until an app that shows two words shows them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with blogs of one post each, by their sizes."""

    folder: Path

    def post(self, size: str) -> Path:
        """Return the post of a size; it is made the first time."""
        root = self.folder / size.replace(" ", "-").replace(",", "")
        path = root / "blog" / "_posts" / "2024-10-12-a-long-walk.md"
        if not path.exists():
            make_blog(root, {f"_posts/{path.name}": long_paragraph() if size == LONG else post(SIZES[size])})
        return path

    def draftroom(
        self, size: str, preview: str, spelling: bool = False, home: Path | None = None
    ) -> Terminal:
        """Start draftroom with the post of a size; in a new home, where nothing is offered to be restored."""
        home = home or Path(mkdtemp(dir=self.folder))
        (home / "config").mkdir(parents=True, exist_ok=True)
        settings = f'preview = "{preview}"\nspelling = {str(spelling).lower()}\n'
        (home / "config" / "config.toml").write_text(settings)
        return Terminal(installed(str(self.post(size))), {"DRAFTROOM_HOME": str(home)})

    def ready(self, terminal: Terminal) -> Terminal:
        """Put the cursor of draftroom after the word in the middle."""
        start(terminal, MARKER)
        terminal.settle()
        terminal.write(FIND)
        terminal.settle(0.2)
        for keys in (MIDDLE, ENTER, ESCAPE, RIGHT):
            terminal.write(keys)
            terminal.settle(0.2)
        assert any(MIDDLE in row for row in terminal.rows), "\n".join(terminal.rows)
        return terminal

    def stock(self, size: str) -> Terminal:
        """Start the stock TextArea with the post, the cursor at the same place."""
        return Terminal(module("tests.bench.stock", str(self.post(size)), MIDDLE), {})

    def type_alone(self, sizes: Sequence[str], stock: Sequence[str]) -> dict[str, Typing]:
        """Type in draftroom without its preview, and in the stock TextArea, which is named `stock SIZE`."""
        with ExitStack() as open_ones:
            sessions = {}
            for size in sizes:
                terminal = self.ready(open_ones.enter_context(self.draftroom(size, "off")))
                sessions[size] = Session(terminal, EDITOR_ALONE)
                if size in stock:
                    other = open_ones.enter_context(self.stock(size))
                    start(other, MIDDLE)
                    sessions[f"stock {size}"] = Session(other, (0, COLUMNS))
            return _in_turns(sessions)

    def type_beside_preview(self, sizes: Sequence[str]) -> dict[str, Typing]:
        """Type in draftroom with its preview."""
        with ExitStack() as open_ones:
            return _in_turns(
                {
                    size: Session(
                        self.ready(open_ones.enter_context(self.draftroom(size, "side"))), EDITOR, PREVIEW
                    )
                    for size in sizes
                }
            )

    def starts(self, times: int) -> "Starts":
        """Start draftroom and an empty app in turn."""
        home = self.folder / "home"
        with self.draftroom("2 KB", "side", home=home) as terminal:
            start(terminal, MARKER)
            terminal.settle()  # bytecode and index are there from then on
        starts = Starts()
        for number in range(times):
            with self.draftroom("2 KB", "side", home=home) as terminal:
                starts.post.append(start(terminal, MARKER))
                starts.panes.append(_both_painted(terminal))
            another = Path(shutil.copytree(home, self.folder / f"home-{number}"))
            with self.draftroom("2 KB", "side", home=another) as terminal:
                start(terminal, MARKER)
                terminal.write(TYPED)
                starts.typed.append(start(terminal, TYPED))
            with Terminal(module("tests.bench.empty"), {}) as terminal:
                starts.empty.append(start(terminal, WORDS))
        return starts


def _both_painted(terminal: Terminal) -> float:
    """Return the milliseconds from the start until editor and preview both show the post."""
    stamp = terminal.wait(
        lambda: MARKER in terminal.pane(EDITOR) and MARKER in terminal.pane(PREVIEW), TURN_SECONDS
    )
    assert stamp is not None
    return (stamp - terminal.started) * 1000


def _in_turns(sessions: Mapping[str, Session]) -> dict[str, Typing]:
    """Type in all sessions, some letters each, several times."""
    for session in sessions.values():
        session.turn()  # the first letters meet what is still cold
    turns: dict[str, list[Typing]] = {name: [] for name in sessions}
    for _ in range(TURNS):
        for name, session in sessions.items():
            turns[name].append(session.turn())
    return {name: joined(parts) for name, parts in turns.items()}
