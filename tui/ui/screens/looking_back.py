"""Earlier versions of the open post, on the screen: found in a worker, restored as edits."""

import asyncio

from textual import work

from tui.compare.merge import Conflict, edits_between, merge, settled
from tui.ui.dates import moment
from tui.ui.report import tell
from tui.ui.screens.saving import SavingScreen
from tui.ui.textual_internals.keyqueue import ASKING


class LookingBackScreen(SavingScreen):
    """A screen from which earlier versions can be looked at."""

    @work(group=ASKING)
    async def action_post_versions(self) -> None:
        """Show what the post was; what is restored is an edit that undo takes back."""
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.versions import Row, VersionsScreen

        self.flush()
        draft = self.desk.draft
        if draft is None:
            return
        versions = await asyncio.to_thread(self.desk.saves.earlier_versions, draft.path)

        async def load(index: int) -> str:
            return await asyncio.to_thread(self.desk.saves.text_of, versions[index])

        rows = [Row(moment(version.time), version.what, version.note) for version in versions]
        text = self.editor.text
        restored = await self.app.push_screen_wait(VersionsScreen(self.colours, rows, load, text))
        if restored is None:
            return
        now = self.editor.text  # another program may have written meanwhile
        pieces = merge(text, now, restored)
        if self.editor.read_only or any(isinstance(piece, Conflict) for piece in pieces):
            tell(self.app, "nothing was restored: the text changed meanwhile, or is read only; try again")
            return
        self.editor.change(edits_between(now, settled(pieces, ())))
        self.flush()
        tell(self.app, "restored; undo takes it back")
