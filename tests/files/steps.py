"""A writer who types, undoes and redoes, and a simple model of it: the texts that undo and redo lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tui.edits import Edit, Rows, Step
from tui.files.sittings import Batch, Past

WORDS = ("a", "low ", "é", "🌊", "\n", "\r\n", "\r", "\0", "\f", "\u2028", "\udce9", "\ud83c", "\udf0a", "")
ACTS = ("typed", "typed", "typed", "joined", "joined", "undo", "undo", "redo")

Deed = tuple[str, int, int, int, str]
"""What to do, and numbers from which a place in the text is chosen."""

NUMBERS = st.integers(0, 1000)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)
DEEDS: st.SearchStrategy[list[Deed]] = st.lists(
    st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS, NUMBERS, TEXTS), max_size=20
)


@dataclass
class Writer:
    """A live text as the editor has it: its rows are never split anew while it is open."""

    rows: Rows
    undone_to: list[str] = field(default_factory=list)
    """The texts that undo leads to, the next one last."""

    redone_to: list[str] = field(default_factory=list)
    undo_stack: list[Batch] = field(default_factory=list)
    redo_stack: list[Batch] = field(default_factory=list)

    @classmethod
    def at(cls, past: Past) -> "Writer":
        """Open a text with all that can be undone and redone of it."""
        texts = undone(past)[1:]
        return cls(Rows(past.text), texts[::-1], redone(past)[:0:-1], [*past.undo], [*past.redo])

    @property
    def text(self) -> str:
        return self.rows.text

    def do(self, deed: Deed) -> Step | None:
        """Do something; None where there is nothing to do it to."""
        act, first, second, column, text = deed
        if act == "undo":
            return self.undo()
        if act == "redo":
            return self.redo()
        top = first % len(self.rows.lines)
        bottom = min(top + second % 3, len(self.rows.lines) - 1)
        start = top, column % (len(self.rows.lines[top]) + 1)
        end = bottom, second % (len(self.rows.lines[bottom]) + 1)
        return self.type(
            max(start, end) if second % 2 else min(start, end), max(start, end), text, act == "joined"
        )

    def type(
        self, start: tuple[int, int], end: tuple[int, int], text: str, joined: bool = False
    ) -> Step | None:
        edit = Edit(start, end, text, self.rows.between(start, end))
        if not (edit.text or edit.removed):
            return None
        joined = joined and bool(self.undo_stack)
        if joined:
            self.undo_stack[-1] += (edit,)
        else:
            self.undone_to.append(self.text)
            self.undo_stack.append((edit,))
        self.redo_stack.clear()
        self.redone_to.clear()
        self.rows.replace(start, end, text)
        return Step("joined" if joined else "typed", (edit,))

    def change(self, edits: Sequence[Edit]) -> Step | None:
        """Do edits that belong together."""
        if not edits:
            return None
        self.undone_to.append(self.text)
        self.undo_stack.append(tuple(edits))
        self.redo_stack.clear()
        self.redone_to.clear()
        for edit in edits:
            self.rows.replace(edit.start, edit.end, edit.text)
        return Step("typed", tuple(edits))

    def undo(self) -> Step | None:
        if not self.undo_stack:
            return None
        batch = self.undo_stack.pop()
        self.redo_stack.append(batch)
        self.redone_to.append(self.text)
        edits = tuple(edit.inverted() for edit in reversed(batch))
        for edit in edits:
            self.rows.replace(edit.start, edit.end, edit.text)
        assert self.text == self.undone_to.pop()
        return Step("undone", edits)

    def redo(self) -> Step | None:
        if not self.redo_stack:
            return None
        batch = self.redo_stack.pop()
        self.undo_stack.append(batch)
        self.undone_to.append(self.text)
        for edit in batch:
            self.rows.replace(edit.start, edit.end, edit.text)
        assert self.text == self.redone_to.pop()
        return Step("redone", batch)


def undone(past: Past) -> list[str]:
    """Return the text of a past, and those that each undo leads to."""
    return _walk(past.text, [[edit.inverted() for edit in reversed(batch)] for batch in reversed(past.undo)])


def redone(past: Past) -> list[str]:
    """Return the text of a past, and those that each redo leads to."""
    return _walk(past.text, [[*batch] for batch in reversed(past.redo)])


def _walk(text: str, batches: Sequence[Sequence[Edit]]) -> list[str]:
    rows, texts = Rows(text), [text]
    for batch in batches:
        for edit in batch:
            rows.apply(edit)
        texts.append(rows.text)
    return texts
