"""Maps each id of the command table to the method that does the command; there is no other such map."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from tui.session.ports import Jobs
from tui.session.session import Session
from tui.ui.room.arrangement import Arrangement
from tui.ui.room.page_view import PageView
from tui.ui.room.palette import Palette
from tui.ui.room.text_search import TextSearch
from tui.ui.room.themes import Themes
from tui.ui.spelling import Spelling
from tui.ui.textual_internals.keyqueue import ASKING
from tui.ui.widgets.editor.editor import Editor

Do = Callable[[], object]
"""A function that does a command."""

Ask = Callable[[], Coroutine[Any, Any, None]]
"""A function that does a command which asks something; it runs in a job."""


def doing(
    session: Session,
    editor: Editor,
    search: TextSearch,
    arrangement: Arrangement,
    page: PageView,
    spelling: Spelling,
) -> Mapping[str, Do]:
    """Return the commands that are done at once."""
    return {
        "post.save": session.saving.save_open,
        "clock.switch": session.clocks.switch,
        "clock.close": session.clocks.close,
        "text.escape": session.offers.take,
        "text.find": search.open,
        "text.find-next": search.next,
        "text.find-previous": search.previous,
        "edit.undo": editor.action_undo,
        "edit.redo": editor.action_redo,
        "edit.cut": editor.action_cut,
        "edit.copy": editor.action_copy,
        "edit.paste": editor.action_paste,
        "edit.select-all": editor.select_all,
        "edit.start": lambda: editor.move_cursor((0, 0)),
        "edit.end": lambda: editor.move_cursor(editor.document.end),
        "edit.cut-rest": editor.cut_rest,
        "edit.strong": partial(editor.surround, "**"),
        "edit.emphasis": partial(editor.surround, "*"),
        "edit.code": partial(editor.surround, "`"),
        "view.sidebar": arrangement.toggle_sidebar,
        "view.preview": arrangement.next_preview,
        "view.focus": arrangement.toggle_focus_mode,
        "pane.next": arrangement.next_pane,
        "pane.previous": arrangement.previous_pane,
        "page.wider": arrangement.widen_page,
        "page.narrower": arrangement.narrow_page,
        "page.copy": page.copy,
        "spelling.toggle": spelling.switch,
        "spelling.add": spelling.add_here,
    }


def asking(session: Session, palette: Palette, themes: Themes) -> Mapping[str, Ask]:
    """Return the commands that open dialogs; keys wait until the first dialog is open."""
    return {
        "post.find": palette.choose,
        "post.new": session.new_posts.make,
        "post.tags": session.tagging.choose,
        "post.versions": session.history.show,
        "text.heading": session.headings.choose,
        "text.link": lambda: session.linking.choose(),
        "text.entity": lambda: session.linking.choose_entity(),
        "spark.list": lambda: session.sparks.list(),
        "spark.catch": lambda: session.sparks.catch(),
        "theme.choose": themes.choose,
    }


def waiting(session: Session) -> Mapping[str, Ask]:
    """Return the commands that work for a while and may ask something afterwards."""
    return {
        "post.publish": session.publisher.publish,
        "post.unpublish": session.publisher.take_back,
        "post.take-over": session.ownership.take_over,
        "app.quit": session.leaving.ask,
        "check.next": lambda: session.proofing.do("next"),
        "check.previous": lambda: session.proofing.do("previous"),
        "check.show": lambda: session.proofing.do("list"),
    }


def as_jobs(commands: Mapping[str, Ask], group: str, jobs: Jobs) -> Mapping[str, Do]:
    """Return functions that start each command as a job of a group."""

    def begin(command_id: str, ask: Ask) -> None:
        jobs.start(ask, group, command_id)

    return {command_id: partial(begin, command_id, ask) for command_id, ask in commands.items()}


def command_map(
    at_once: Mapping[str, Do], asks: Mapping[str, Ask], waits: Mapping[str, Ask], jobs: Jobs
) -> Mapping[str, Do]:
    """Return all commands by their ids."""
    return {**at_once, **as_jobs(asks, ASKING, jobs), **as_jobs(waits, "commands", jobs)}
