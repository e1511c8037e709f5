"""The table of the app's commands: what a writer can do, with which key, in which words.

Key bindings, footer, palette, F1 help and the README's key table are made from it, so a command that is not
here has no key, no name and no help. The writing screen has an action for each: its id with underscores for
dots and hyphens. Keys have Textual's names; the first of a command is the one shown.
"""

from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "editor", "sidebar", "page"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a writer can do."""

    id: str
    """Its name in the settings: `group.verb`."""

    title: str
    """Its name in the palette."""

    keys: tuple[str, ...] = ()
    """Its keys; the first is the one shown."""

    label: str = ""
    """One word for the status line and the README's table."""

    help: str = ""
    """One sentence for F1."""

    where: Where = "everywhere"
    """Which pane must have the keyboard."""

    @property
    def action(self) -> str:
        """The name of its action on the writing screen."""
        return self.id.replace(".", "_").replace("-", "_")


COMMANDS: tuple[Command, ...] = (
    Command(
        "post.find",
        "find a post, command or tag",
        ("ctrl+p",),
        "find",
        "Type a few letters of a title; > for commands, # for tags.",
    ),
    Command("post.new", "write a new post", ("ctrl+n",), "new", "Asks for the title and offers your tags."),
    Command(
        "post.save",
        "save the post",
        ("ctrl+s",),
        "save",
        "Writes the open post. A post you did not change is not written.",
    ),
    Command(
        "post.tags",
        "tags of this post",
        ("ctrl+t",),
        "tags",
        "Choose among the blog's own tags or type a new one; only the tag lines change.",
    ),
    Command(
        "post.versions",
        "earlier versions of this post",
        (),
        "",
        "What was saved before, and the post's git history, beside what is written now.",
    ),
    Command(
        "post.take-over",
        "take over this post",
        (),
        "",
        "Makes a post yours that another draftroom writes; that one becomes read-only.",
    ),
    Command(
        "post.publish",
        "publish this post",
        ("f9",),
        "publish",
        "Shows what will happen and the post's address; nothing is saved or done before you say so.",
    ),
    Command(
        "post.unpublish",
        "take back a published post",
        (),
        "",
        "Puts it back byte for byte; a post that you changed since becomes a draft with your changes.",
    ),
    Command(
        "clock.switch",
        "clock: writing or post-processing",
        ("f8",),
        "clock",
        "Which of the two clocks your active minutes go to.",
    ),
    Command(
        "clock.close",
        "close post-processing",
        (),
        "",
        "Puts its minutes into the footer, and saves.",
    ),
    Command(
        "check.next",
        "check: next finding",
        ("f7",),
        "check",
        "Goes to the next thing that readers would see and you may not mean, and says why.",
    ),
    Command("check.previous", "check: finding before", ("shift+f7",), "before", "Goes to the one before."),
    Command(
        "check.show",
        "check: what readers will see",
        (),
        "",
        "Lists all findings; there you can mend one, or turn off its rule for this post.",
    ),
    Command("spark.catch", "spark: keep a thought", (), "", "Keeps it with its date for a later post."),
    Command(
        "spark.list", "spark: begin a post from one", (), "", "Lists the thoughts you kept, with their age."
    ),
    Command("app.quit", "quit", ("ctrl+q",), "quit", "Asks once when something is not saved."),
    Command("edit.undo", "undo", ("ctrl+z",), "undo", "Takes back what you typed last.", "editor"),
    Command("edit.redo", "redo", ("ctrl+y",), "redo", "Does again what undo took back.", "editor"),
    Command("edit.cut", "cut", ("ctrl+x",), "cut", "Cuts the selection, or the line.", "editor"),
    Command("edit.copy", "copy", ("ctrl+c",), "copy", "Copies the selection.", "editor"),
    Command(
        "page.copy",
        "copy from the page",
        ("ctrl+c",),
        "copy",
        "Copies the words you marked on the page with the mouse; a wrapped paragraph is one line.",
        "page",
    ),
    Command("edit.paste", "paste", ("ctrl+v",), "paste", "Pastes what was copied here.", "editor"),
    Command("edit.select-all", "select all", ("ctrl+a",), "select all", "Selects the whole file.", "editor"),
    Command("edit.start", "go to the start", ("ctrl+home",), "start", "Moves to the first row.", "editor"),
    Command("edit.end", "go to the end", ("ctrl+end",), "end", "Moves to the end of the last row.", "editor"),
    Command(
        "edit.cut-rest",
        "cut to the end of the line",
        ("ctrl+k",),
        "cut rest",
        "Cuts what follows in the paragraph; pasted again with the paste key.",
        "editor",
    ),
    Command(
        "edit.strong", "strong", ("alt+s", "ctrl+b"), "strong", "Puts ** round the selected words.", "editor"
    ),
    Command(
        "edit.emphasis", "emphasis", ("alt+i",), "emphasis", "Puts * round the selected words.", "editor"
    ),
    Command("edit.code", "code", ("alt+c",), "code", "Puts backticks round the selected words.", "editor"),
    Command(
        "text.link",
        "link words, or put one down",
        ("ctrl+l",),
        "link",
        "Picks from the hyperlink bank, from links of older posts, from your posts; or type an address.",
    ),
    Command(
        "text.entity",
        "put down an entity",
        (),
        "",
        "Characters that markdown or the typographer would change, by name.",
    ),
    Command(
        "text.escape",
        "take what is offered",
        ("alt+e",),
        "take",
        "Does what the status line offers: escapes a character, mends a finding, opens a question.",
        "editor",
    ),
    Command("text.find", "find in this post", ("ctrl+f",), "find", "Finds words in the open post."),
    Command(
        "text.heading",
        "go to heading",
        ("ctrl+g",),
        "heading",
        "Lists the headings of the open post, and chooses the one you are under.",
    ),
    Command("text.find-next", "find next", ("f3",), "next", "Goes to the next place that matches."),
    Command(
        "text.find-previous",
        "find previous",
        ("shift+f3",),
        "previous",
        "Goes back to the place before that matches.",
    ),
    Command(
        "view.sidebar", "sidebar: show or hide", ("f2",), "sidebar", "Goes to the sidebar; again hides it."
    ),
    Command(
        "view.preview", "preview: side, full, off", ("f4",), "preview", "Side by side, alone, or hidden."
    ),
    Command(
        "view.focus",
        "focus on the paragraph",
        ("f5",),
        "focus",
        "Only the text, the rest dimmed; Esc comes back.",
    ),
    Command("pane.next", "next pane", ("f6",), "next pane", "Moves the keyboard to the next pane."),
    Command("pane.previous", "previous pane", ("shift+f6",), "pane before", "Moves it to the pane before."),
    Command(
        "page.wider",
        "preview: wider",
        ("alt+left",),
        "wider",
        "Moves the edge between text and page to the left.",
    ),
    Command(
        "page.narrower",
        "preview: narrower",
        ("alt+right",),
        "narrower",
        "Moves the edge between text and page to the right.",
    ),
    Command("spelling.toggle", "spelling: on or off", (), "", "Shows or hides the marks under words."),
    Command(
        "spelling.add", "spelling: add this word", (), "", "The word at the cursor is never marked again."
    ),
    Command("theme.choose", "choose a theme", (), "", "Shows each theme as you move through the list."),
    Command("help.show", "help", ("f1",), "help", "This page."),
    Command(
        "list.open",
        "open the post",
        ("enter",),
        "open",
        "Opens the chosen post, shows the chosen tag.",
        "sidebar",
    ),
    Command(
        "list.filter", "filter the list", ("slash",), "filter", "Type a part of a title or tag.", "sidebar"
    ),
    Command("list.add-tag", "and this tag", ("space",), "tag", "Posts that have this tag too.", "sidebar"),
    Command("list.exclude-tag", "not this tag", ("x",), "not", "Posts without this tag.", "sidebar"),
    Command("list.sort", "sort the posts", ("o",), "sort", "By date, by title, by words.", "sidebar"),
)
"""Every command, in the order in which help lists them."""

RESERVED_KEYS = ("ctrl+o", "ctrl+r", "ctrl+e", "alt+q")
"""Keys set aside for later commands. They do nothing, so that nobody learns another use for them."""

BY_ID = {command.id: command for command in COMMANDS}
"""The table by command id."""
