"""When the open post may be published or taken back; what is done then is in `publication`."""

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
    """Publishes, one post at a time."""

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
        self._is_at_it = False

    async def publish(self) -> None:
        """Show what publishing the open post does; save it and do that when the writer says so."""
        await self._act(back=False)

    async def take_back(self) -> None:
        """Show what taking the open post back does; save it and do that when the writer says so."""
        await self._act(back=True)

    async def _act(self, back: bool) -> None:
        if self._is_at_it:
            self._ports.say.tell("publishing is not over yet: git may still be at it")
            return
        self._is_at_it = True
        try:
            await self._saving.is_over()
            draft = self._post.writable()
            if draft is None:
                return
            # nothing of this is needed before a post is published: no start waits for it
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
            self._is_at_it = False

    def begin(self) -> None:
        """Bring to an end what was cut off in an earlier run, and say so."""
        if (self._post.desk.places.state / "acts").is_dir():
            self._ports.jobs.start(self._resume, "publishing", "ends what was cut off")

    async def _resume(self) -> None:
        # hardly any start has something to end
        from tui.session.publication import resume

        if await resume(self._post, self._ports.say):
            self._ownership.tick()
            self._folder.read()

    async def stop(self) -> None:
        """End what git does for a post that is being published: a server may never answer."""
        if self._is_at_it:
            # only there while a post is published
            from tui.files.git_commit import stop

            await asyncio.to_thread(stop)
