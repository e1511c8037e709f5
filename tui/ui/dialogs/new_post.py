"""The new-post dialog: a title, tags, and whether the post begins as a draft."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.paint.cells import Span
from tui.safe import safe_line
from tui.session.asking import NewPost, NewPostForm
from tui.ui.dialogs.dialog import Dialog
from tui.ui.dialogs.parts import Words
from tui.ui.theme import Theme
from tui.ui.widgets.status import key
from tui.ui.widgets.typed import TypedLine

GROUND = ("overlay", "text")
OFFERED = 6
"""How many of the blog's tags are offered at once."""


def split_tags(typed: str) -> tuple[str, ...]:
    """Return the tags in a text, which are separated by commas: each once, in the order typed."""
    return tuple(dict.fromkeys(tag for tag in (part.strip().lstrip("#") for part in typed.split(",")) if tag))


class NewPostScreen(Dialog[NewPost | None]):
    """Dismissed with the post to make, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False, priority=True),
        Binding("enter", "make", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("down,up", "other_field", show=False, priority=True),
        Binding("ctrl+d", "toggle_draft", show=False, priority=True),
    ]

    def __init__(self, colours: Theme, form: NewPostForm) -> None:
        super().__init__()
        self._form = form
        self._draft = form.proposed.draft
        self._facts = Words(colours, "facts")

    def compose(self) -> ComposeResult:
        """Yield two inputs, and the name of the file that they will make below them."""
        with Vertical(id="overlay"):
            yield TypedLine(self._form.proposed.title, placeholder="title of the new post", id="title")
            tags = ", ".join(self._form.proposed.tags)
            yield TypedLine(tags, placeholder="tags, with commas", id="tags")
            yield self._facts

    def on_mount(self) -> None:
        """Start with the title."""
        self.query_one("#title", Input).focus()
        self._show()

    def on_input_changed(self) -> None:
        """Show the matching tags and the file that will be made."""
        self._show()

    def on_descendant_focus(self) -> None:
        """Show the keys of the field that has the keyboard."""
        self._show()

    @property
    def _offered(self) -> list[str]:
        typed = self.query_one("#tags", Input).value
        begun = typed.rpartition(",")[2].strip().casefold()
        taken = {tag.casefold() for tag in split_tags(typed.rpartition(",")[0])}
        fitting = [tag for tag in self._form.tags if begun in tag.casefold() and tag.casefold() not in taken]
        return sorted(fitting, key=lambda tag: not tag.casefold().startswith(begun))[:OFFERED]

    def _show(self) -> None:
        title = self.query_one("#title", Input).value.strip()
        offered = self._offered
        tags: list[Span] = (
            [Span("your tags  ", ("muted",))] if offered else [Span("no tags to offer", ("muted",))]
        )
        for index, tag in enumerate(offered):
            tags += [Span(safe_line(tag), ("accent",) if index == 0 else ()), Span("  ")]
        name = self._form.file_name(title, self._draft) if title else "a title first"
        kind, other = ("draft", "post") if self._draft else ("post", "draft")
        keys = (
            key("enter", "create"),
            key("tab", "next, take tag"),
            key("^D", f"make it a {other}"),
            key("esc", "back"),
        )
        facts = [
            tags,
            [],
            [Span(f"{kind}  ", ("strong",)), Span(safe_line(name), ("muted",))],
            [],
            [span for part in keys for span in (*part.spans, Span("   "))],
        ]
        self._facts.show(facts)

    def action_make(self) -> None:
        """Make the post if it has a title."""
        title = self.query_one("#title", Input).value.strip()
        if title:
            tags = split_tags(self.query_one("#tags", Input).value)
            self.dismiss(NewPost(title, tags, self._draft))

    def action_complete(self) -> None:
        """In the title, go to the tags; in the tags, insert the first matching tag."""
        tags = self.query_one("#tags", Input)
        if not tags.has_focus:
            tags.focus()
            return
        if self._offered:
            before = tags.value.rpartition(",")[0]
            tags.value = ", ".join([*split_tags(before), self._offered[0]]) + ", "
            tags.cursor_position = len(tags.value)

    def action_other_field(self) -> None:
        """Go to the other input."""
        title = self.query_one("#title", Input)
        (self.query_one("#tags", Input) if title.has_focus else title).focus()

    def action_toggle_draft(self) -> None:
        """Change between draft and post."""
        self._draft = not self._draft
        self._show()

    def action_back(self) -> None:
        """Close the dialog without making a post."""
        self.dismiss(None)
