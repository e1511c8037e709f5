"""Starts publishing and taking back, one at a time; `publication` does the work."""

import asyncio

from tui.errors import DraftroomError
from tui.session.folder import Folder
from tui.session.open_post import OpenPost
from tui.session.outside_changes import OutsideChanges
from tui.session.ownership import Ownership
from tui.session.ports import Ports
from tui.session.post_states import PostStates
from tui.session.saving import Saving
from tui.session.undo_notes import UndoNotes


class Publisher:
    """Publishes posts and takes them back, one at a time."""

    def __init__(
        self,
        post: OpenPost,
        states: PostStates,
        saving: Saving,
        outside: OutsideChanges,
        ownership: Ownership,
        undo_notes: UndoNotes,
        folder: Folder,
        ports: Ports,
    ) -> None:
        self._post = post
        self._states = states
        self._saving = saving
        self._outside = outside
        self._ownership = ownership
        self._undo_notes = undo_notes
        self._folder = folder
        self._ports = ports
        self._is_busy = False

    async def publish(self) -> None:
        """Show what publishing the open post will do; if the writer agrees, save and publish it."""
        await self._act(back=False)

    async def take_back(self) -> None:
        """Show what taking the open post back will do; if the writer agrees, save it and take it back."""
        await self._act(back=True)

    async def _act(self, back: bool) -> None:
        if self._is_busy:
            self._ports.say.tell("publishing is not over yet: git may still be running")
            return
        self._is_busy = True
        try:
            await self._saving.is_over()
            draft = self._post.writable()
            if draft is None:
                return
            # imported here, because a start must not wait for what only publishing needs
            from tui.session.publication import Publication

            publication = Publication(
                draft,
                self._post,
                self._states,
                self._saving,
                self._outside,
                self._undo_notes,
                self._folder,
                self._ports,
            )
            await (publication.take_back() if back else publication.publish())
        except DraftroomError as error:
            self._ports.say.error(error)
        finally:
            self._is_busy = False

    def begin(self) -> None:
        """Start a job that finishes acts which were interrupted in an earlier run."""
        if (self._post.desk.places.state / "acts").is_dir():
            self._ports.jobs.start(self._resume, "publishing", "ends what was cut off")

    async def _resume(self) -> None:
        # imported here, because almost no start has an interrupted act to finish
        from tui.session.publication import resume

        if await resume(self._post, self._ports.say):
            self._ownership.tick()
            self._folder.read()

    async def stop(self) -> None:
        """Stop a running git command, whose server might never answer."""
        if self._is_busy:
            # imported already while a post is being published, so this costs nothing
            from tui.files.git_commit import stop

            await asyncio.to_thread(stop)
