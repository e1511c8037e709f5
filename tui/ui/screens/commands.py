"""What the commands of the table do on the writing screen: one action each, short ones.

An action's name is its command's id with underscores; a test holds the two against each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.widgets.text_area import Selection

from tui.commands import Command
from tui.desk.drafts import tags_edit
from tui.errors import DraftroomError, HeaderError
from tui.library.tags import tag_counts
from tui.ui.dialogs.picker import Picker
from tui.ui.layout import PaneName, Panes, PreviewMode, Wanted
from tui.ui.picks import Tag, find_picks, tag_picks, theme_picks
from tui.ui.report import show_error, tell
from tui.ui.screens.assisting import AssistingScreen
from tui.ui.textual_internals.keyqueue import ASKING
from tui.ui.theme import shipped_themes, theme_files
from tui.ui.widgets.findbar import FindBar, find_all
from tui.ui.widgets.sidebar import Sidebar

EDGE_FARTHEST = 40
EDGE_STEP = 4
"""Cells that the edge between text and page moves at a key."""


class CommandScreen(AssistingScreen):
    """A screen with the commands; the writing screen fills in what they work on."""

    wanted: Wanted
    shown: Panes
    sidebar: Sidebar
    find_bar: FindBar
    keys: Mapping[str, tuple[str, ...]]
    use_theme: Callable[[str], None]

    def want(self, wanted: Wanted) -> None:
        """Lay the panes out as wanted."""
        raise NotImplementedError

    # --- posts

    @work(group=ASKING)
    async def action_post_find(self) -> None:
        """Pick a post, a command or a tag, and go there."""
        entries = self.desk.blog.entries()
        unsaved = {draft.path for draft in self.desk.drafts.unsaved()}
        picked = await self.app.push_screen_wait(
            Picker(
                self.colours,
                lambda typed: find_picks(entries, self.keys, unsaved, typed),
                "find a post",
                aside="> commands   # tags",
            )
        )
        if isinstance(picked, Path):
            self.open_post(picked)
            self.focus_pane("editor")
        elif isinstance(picked, Command):
            await self.run_action(picked.action)
        elif isinstance(picked, Tag):
            self.sidebar.choose_tag(str(picked))
            self.focus_pane("sidebar")

    def action_post_save(self) -> None:
        """Write the open post."""
        self.flush()
        if self.desk.draft is not None:
            self.save(self.desk.draft)

    @work(group=ASKING)
    async def action_post_tags(self) -> None:
        """Add and remove tags of the open post; each change is an edit that undo takes back."""
        self.flush()
        if self.desk.draft is None or self.editor.read_only:
            tell(self.app, "this post is read only" if self.desk.draft else "no post is open")
            return
        counts = tag_counts(self.desk.blog.entries())

        def own() -> list[str]:
            return list(self.desk.draft.facts.tags) if self.desk.draft else []

        def toggle(tag: object) -> None:
            tags = own()
            wanted = [name for name in tags if name != tag] if tag in tags else [*tags, str(tag)]
            try:
                edit = tags_edit(self.desk.draft, wanted, self.desk.site) if self.desk.draft else None
            except HeaderError as error:
                show_error(self.app, error)
                return
            if edit is not None:
                self.editor.change([edit])
                self.flush()

        source = Picker(
            self.colours,
            lambda typed: tag_picks(own(), counts, typed),
            "a tag, new or known",
            on_check=toggle,
        )
        await self.app.push_screen_wait(source)

    # --- the text

    def action_edit_undo(self) -> None:
        """Take back what was typed last."""
        self.editor.action_undo()

    def action_edit_redo(self) -> None:
        """Do it again."""
        self.editor.action_redo()

    def action_edit_cut(self) -> None:
        """Cut to the clipboard."""
        self.editor.action_cut()

    def action_edit_copy(self) -> None:
        """Copy to the clipboard."""
        self.editor.action_copy()

    def action_edit_paste(self) -> None:
        """Paste what was copied here."""
        self.editor.action_paste()

    def action_edit_select_all(self) -> None:
        """Select the whole file."""
        self.editor.select_all()

    def action_edit_start(self) -> None:
        """Move to the first row."""
        self.editor.move_cursor((0, 0))

    def action_edit_end(self) -> None:
        """Move to the end of the text."""
        self.editor.move_cursor(self.editor.document.end)

    def action_edit_cut_rest(self) -> None:
        """Cut to the end of the line, however many rows of the screen it takes."""
        self.editor.cut_rest()

    def action_edit_strong(self) -> None:
        """Mark the selected words as strong."""
        self.editor.surround("**")

    def action_edit_emphasis(self) -> None:
        """Mark the selected words as emphasis."""
        self.editor.surround("*")

    def action_edit_code(self) -> None:
        """Mark the selected words as code."""
        self.editor.surround("`")

    # --- find in the post

    def action_text_find(self) -> None:
        """Ask what to look for."""
        words = self.editor.selected_text
        self.find_bar.open(words if "\n" not in words else "")

    def action_text_find_next(self) -> None:
        """Go to the next place that matches."""
        self._find(backwards=False, from_here=False)

    def action_text_find_previous(self) -> None:
        """Go to the place before that matches."""
        self._find(backwards=True, from_here=False)

    @on(FindBar.Typed)
    def _find_typed(self, message: FindBar.Typed) -> None:
        self._find(backwards=False, from_here=True)

    @on(FindBar.Next)
    def _find_on(self, message: FindBar.Next) -> None:
        self._find(message.backwards, from_here=False)

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        self.find_bar.display = False
        place = min(self.editor.selection)
        self.editor.selection = Selection.cursor(place)  # else the next letter would replace what was found
        self.focus_pane("editor")

    def _find(self, backwards: bool, from_here: bool) -> None:
        wanted = self.find_bar.wanted
        if not wanted:
            self.find_bar.say("")
            return
        places = find_all(self.editor.document.lines, wanted)
        if not places:
            self.find_bar.say("nowhere")
            return
        start, end = sorted(self.editor.selection)
        if backwards:
            before = [place for place in places if place < start]
            place = before[-1] if before else places[-1]
        else:
            beyond = (start[0], start[1] + 1) if start == end and not from_here else end
            edge = start if from_here else beyond
            place = next((place for place in places if place >= edge), places[0])
        row, column = place
        self.editor.selection = Selection(place, (row, column + len(wanted)))
        self.editor.scroll_cursor_visible(center=True)
        self.find_bar.say(f"{places.index(place) + 1} of {len(places)}")

    # --- panes

    def action_view_sidebar(self) -> None:
        """Go to the sidebar; from there, hide it."""
        if self.wanted.keyboard == "sidebar":
            if "editor" in self.shown.shown:  # elsewhere it gives way by itself
                self.want(replace(self.wanted, sidebar=False))
            self.focus_pane("editor")
        else:
            self.focus_pane("sidebar")
            self.sidebar.point_at_open()
        self.desk.memory.remember(replace(self.desk.remembered, sidebar=self.wanted.sidebar))

    def action_view_preview(self) -> None:
        """Side by side, full, off, as far as there is room."""
        modes: dict[PreviewMode, PreviewMode] = {"side": "full", "full": "off", "off": "side"}
        if len(self.shown.shown) == 1:
            modes = {"side": "full", "full": "side", "off": "full"}
        mode = modes[self.wanted.preview]
        self.want(replace(self.wanted, preview=mode))
        self.focus_pane("preview" if mode == "full" else "editor")
        self.desk.memory.remember(replace(self.desk.remembered, preview=mode))

    def action_view_focus(self) -> None:
        """Only the text, all but the paragraph dimmed; or everything again."""
        self.want(replace(self.wanted, focus=not self.wanted.focus, keyboard="editor"))
        self.editor.focus_mode = self.wanted.focus
        self.editor.recolour()
        self.set_focus(self.editor)

    def action_pane_next(self) -> None:
        """Move the keyboard to the next pane."""
        self._step(1)

    def action_pane_previous(self) -> None:
        """Move the keyboard to the pane before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        names: tuple[PaneName, ...] = ("sidebar", "editor", "preview")
        at = names.index(self.wanted.keyboard)
        self.focus_pane(names[(at + step) % len(names)])

    def action_page_wider(self) -> None:
        """Move the edge between text and page to the left."""
        self.move_edge(self.wanted.shift + EDGE_STEP)

    def action_page_narrower(self) -> None:
        """Move it to the right."""
        self.move_edge(self.wanted.shift - EDGE_STEP)

    def move_edge(self, shift: int) -> None:
        """Move the edge between text and page so many cells to the left of where it stands by itself."""
        self.want(replace(self.wanted, shift=max(-EDGE_FARTHEST, min(EDGE_FARTHEST, shift))))
        self.desk.memory.remember(replace(self.desk.remembered, page_shift=self.wanted.shift))

    # --- spelling, themes, help

    def action_spelling_toggle(self) -> None:
        """Show or hide the marks under words."""
        self.spelling.toggle()
        self.show_state()
        tell(self.app, "spelling is on" if self.spelling.on else "spelling is off")

    def action_spelling_add(self) -> None:
        """Never mark the word at the cursor again."""
        word = self.spelling.add(self.editor.cursor_location)
        tell(self.app, f"{word} is in your dictionary" if word else "the cursor is not on a marked word")

    @work(group=ASKING)
    async def action_theme_choose(self) -> None:
        """Pick a theme; each is shown as the keyboard comes to it."""
        folders = (shipped_themes(), self.desk.places.themes)
        names = sorted(theme_files(folders))
        before = self.colours.name

        def point(name: object) -> None:
            try:
                self.use_theme(str(name))
            except DraftroomError as error:
                show_error(self.app, error)

        picker = Picker(
            self.colours,
            lambda typed: theme_picks(names, typed),
            "a theme",
            on_point=point,
            at=names.index(before) if before in names else 0,
        )
        picked = await self.app.push_screen_wait(picker)
        if not picked:
            point(before)
        else:
            self.desk.memory.remember(replace(self.desk.remembered, theme=str(picked)))

    def action_help_show(self) -> None:
        """Show every command."""
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.colours, self.keys))

    def action_reserved(self) -> None:
        """Do nothing: the key belongs to a command to come."""

    def key_escape(self) -> None:
        """Leave focus mode, else go back to the text."""
        if self.wanted.focus:
            self.action_view_focus()
        elif self.wanted.keyboard != "editor":
            self.focus_pane("editor")
