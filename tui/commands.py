"""The table of the app's commands: their ids, names, keys and help.

Key bindings, footer, palette, F1 help and the README's key table are made from it, so a command that is not
here has no key, no name and no help. The writing screen has an action for each command, named by its id with
underscores for dots and hyphens. Keys have Textual's names; the first key of a command is the one shown.
"""

from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "editor", "sidebar", "page"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the app."""

    id: str
    """The name in the settings: `group.verb`."""

    title: str
    """The name in the palette."""

    keys: tuple[str, ...] = ()
    """The keys; the first is the one shown."""

    label: str = ""
    """One word for the status line and the README's table."""

    help: str = ""
    """One sentence for F1."""

    where: Where = "everywhere"
    """The pane that must have the keyboard."""

    @property
    def action(self) -> str:
        """The name of the action on the writing screen."""
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
        "Shows earlier saved versions and the post's git history beside the present text.",
    ),
    Command(
        "post.take-over",
        "take over this post",
        (),
        "",
        "Lets you write a post that is open in another draftroom; there it becomes read-only.",
    ),
    Command(
        "post.publish",
        "publish this post",
        ("f9",),
        "publish",
        "Shows what will happen and the post's address; nothing is saved or changed before you confirm.",
    ),
    Command(
        "post.unpublish",
        "take back a published post",
        (),
        "",
        "Restores the draft byte for byte; a post that you changed since becomes a draft with your changes.",
    ),
    Command(
        "clock.switch",
        "clock: writing or post-processing",
        ("f8",),
        "clock",
        "Changes which of the two clocks counts your active minutes.",
    ),
    Command(
        "clock.close",
        "close post-processing",
        (),
        "",
        "Writes the post-processing minutes into the footer, and saves.",
    ),
    Command(
        "check.next",
        "check: next finding",
        ("f7",),
        "check",
        "Goes to the next place where readers may see something you did not mean, and says why.",
    ),
    Command(
        "check.previous",
        "check: previous finding",
        ("shift+f7",),
        "before",
        "Goes to the previous finding.",
    ),
    Command(
        "check.show",
        "check: what readers will see",
        (),
        "",
        "Lists all findings; there you can mend one, or turn off its rule for this post.",
    ),
    Command(
        "spark.catch", "spark: keep a thought", (), "", "Keeps a thought with its date for a later post."
    ),
    Command(
        "spark.list", "spark: begin a post from one", (), "", "Lists the thoughts you kept, with their age."
    ),
    Command("app.quit", "quit", ("ctrl+q",), "quit", "Asks first when something is not saved."),
    Command("edit.undo", "undo", ("ctrl+z",), "undo", "Takes back your last change.", "editor"),
    Command("edit.redo", "redo", ("ctrl+y",), "redo", "Makes a change again that undo took back.", "editor"),
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
    Command("edit.paste", "paste", ("ctrl+v",), "paste", "Pastes text that was copied in the app.", "editor"),
    Command("edit.select-all", "select all", ("ctrl+a",), "select all", "Selects the whole file.", "editor"),
    Command("edit.start", "go to the start", ("ctrl+home",), "start", "Moves to the first row.", "editor"),
    Command("edit.end", "go to the end", ("ctrl+end",), "end", "Moves to the end of the last row.", "editor"),
    Command(
        "edit.cut-rest",
        "cut to the end of the line",
        ("ctrl+k",),
        "cut rest",
        "Cuts the rest of the paragraph; the paste key inserts it again.",
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
        "link words, or insert a link",
        ("ctrl+l",),
        "link",
        "Choose from the hyperlink bank, the links of older posts and your posts, or type an address.",
    ),
    Command(
        "text.entity",
        "insert an entity",
        (),
        "",
        "Lists characters that markdown or typography would change, by name.",
    ),
    Command(
        "text.escape",
        "accept the offer",
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
        "Goes back to the previous place that matches.",
    ),
    Command(
        "view.sidebar",
        "sidebar: show or hide",
        ("f2",),
        "sidebar",
        "Goes to the sidebar; pressed there, hides it.",
    ),
    Command(
        "view.preview",
        "preview: side, full, off",
        ("f4",),
        "preview",
        "Shows the page beside the text, alone, or not at all.",
    ),
    Command(
        "view.focus",
        "focus on the paragraph",
        ("f5",),
        "focus",
        "Shows only the text, with all but one paragraph dimmed; Esc ends it.",
    ),
    Command("pane.next", "next pane", ("f6",), "next pane", "Moves the keyboard to the next pane."),
    Command(
        "pane.previous",
        "previous pane",
        ("shift+f6",),
        "pane before",
        "Moves the keyboard to the previous pane.",
    ),
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
    Command("help.show", "help", ("f1",), "help", "Shows this page."),
    Command(
        "list.open",
        "open the post",
        ("enter",),
        "open",
        "Opens the chosen post, or shows the posts with the chosen tag.",
        "sidebar",
    ),
    Command(
        "list.filter",
        "filter the list",
        ("slash",),
        "filter",
        "Type words of titles and texts, #tag, is:draft.",
        "sidebar",
    ),
    Command(
        "list.add-tag",
        "and this tag",
        ("space",),
        "tag",
        "Shows only posts that have this tag too.",
        "sidebar",
    ),
    Command("list.exclude-tag", "not this tag", ("x",), "not", "Hides the posts with this tag.", "sidebar"),
    Command("list.sort", "sort the posts", ("o",), "sort", "Sorts by date, title or words.", "sidebar"),
)
"""Every command, in the order in which help lists them."""

RESERVED_KEYS = ("ctrl+o", "ctrl+r", "ctrl+e", "alt+q")
"""Keys reserved for later commands. They do nothing now, so that nobody learns another use for them."""

BY_ID = {command.id: command for command in COMMANDS}
"""The commands by id."""
