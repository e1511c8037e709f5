"""Publishing on the screen: when it may start. What is done then is in `publication`."""

import asyncio
from pathlib import Path

from textual import work

from tui.desk.drafts import Draft
from tui.errors import DraftroomError
from tui.ui.report import show_error, tell
from tui.ui.screens.clocking import ClockingScreen


class PublishingScreen(ClockingScreen):
    """A screen that publishes the open post."""

    _publishing = False

    def check_lock(self) -> None:
        """Look after the lock, unless the post is on its way."""
        if self.desk.draft is None or self.desk.draft.path not in self.saving:
            super().check_lock()

    @work
    async def action_post_publish(self) -> None:
        """Show what publishing the open post does; save it and do that when the writer says so."""
        await self._publish(back=False)

    @work
    async def action_post_unpublish(self) -> None:
        """Show what taking the open post back does; save it and do that when the writer says so."""
        await self._publish(back=True)

    async def _publish(self, back: bool) -> None:
        if self._publishing:
            tell(self.app, "publishing is not over yet: git may still be at it")
            return
        self._publishing = True
        try:
            while self.saving:
                await asyncio.sleep(0.01)
            self.flush()
            draft = self.desk.draft
            if draft is None or self.editor.read_only:
                tell(self.app, "this post is read only" if draft else "no post is open")
            else:
                # nothing of this is needed before a post is published: no start waits for it
                from tui.ui.screens.publication import Publication

                publication = Publication(self, draft)
                await (publication.take_back() if back else publication.publish())
        except DraftroomError as error:
            show_error(self.app, error)
        finally:
            self._publishing = False

    async def leave(self, code: int = 0) -> None:
        """End the app, and first what git does for it: a server may never answer."""
        if self._publishing:
            # only there while a post is published
            from tui.files.git_commit import stop

            await asyncio.to_thread(stop)
        await super().leave(code)

    async def put_on_disk(self, path: Path, count: bool) -> Draft | None:
        """Save all of the open post, with its footer kept where `count` says so.

        Returns it; None where it is no longer open, or where that cannot be, which is said.
        """
        while True:
            self.flush()
            draft = self.desk.draft
            if draft is None or draft.path != path:
                return None
            if self.saving:
                await asyncio.sleep(0.01)
            elif not draft.unsaved:
                self.show_state()
                return draft
            elif not await self.save_now(path, count):
                return None

    @work
    async def resume_publishing(self) -> None:
        """Bring to an end what was cut off in an earlier run, and say so."""
        if (self.desk.places.state / "acts").is_dir():
            # hardly any start has something to end
            from tui.ui.screens.publication import resume

            await resume(self)
