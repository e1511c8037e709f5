"""Works out in a thread, a moment after the last key, what an edit changes far below it on the page."""

from functools import partial

from tui.desk.drafts import Draft
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Timer, View
from tui.ui.background import beside_the_writer
from tui.ui.room.page_view import PageView
from tui.ui.widgets.block_places import Prepared
from tui.ui.widgets.preview import Preview

FINISH_AFTER = 0.15
"""Seconds after the last key."""


class PageFinishing:
    """Finishes the page of the open post, one at a time."""

    def __init__(self, post: OpenPost, page: PageView, preview: Preview, jobs: Jobs, view: View) -> None:
        self._post = post
        self._page = page
        self._preview = preview
        self._jobs = jobs
        self._view = view
        self._timer: Timer | None = None
        self._is_at_it = False

    def begin_soon(self) -> None:
        """Finish the page a moment after the last key, if it is unfinished."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        draft = self._post.desk.draft
        if draft is not None and not draft.page.finished and not self._is_at_it:
            self._timer = self._jobs.after(FINISH_AFTER, self.begin)

    def begin(self) -> None:
        """Finish the page now."""
        waiting = None if self._is_at_it else self._post.desk.drafts.to_finish()
        if waiting is not None:
            self._is_at_it = True
            self._jobs.start(partial(self._finish, waiting), "finishing", "finishes the page")

    async def _finish(self, waiting: Draft) -> None:
        def work() -> tuple[Draft, Prepared]:
            finished = waiting.finish()
            return finished, self._preview.prepare(finished.page)

        try:
            finished, prepared = await beside_the_writer(work)
        finally:
            self._is_at_it = False
        self._post.flush()
        draft = self._post.desk.finished(finished)
        if draft is not None:
            if self._page.shown_post == draft.path:
                self._preview.take(prepared)
                self._page.show(draft)
            self._view.status_changed()
        self.begin_soon()
