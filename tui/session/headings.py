"""The command that lists the headings of the open post and moves the cursor to the picked one."""

from bisect import bisect_right
from functools import partial

from tui.session.asking import Picking
from tui.session.open_post import OpenPost
from tui.session.picks import heading_picks, headings
from tui.session.ports import Ask, Say, View
from tui.session.post_states import NO_POST


class Headings:
    """Moves the cursor to a heading."""

    def __init__(self, post: OpenPost, ask: Ask, say: Say, view: View) -> None:
        self._post = post
        self._ask = ask
        self._say = say
        self._view = view

    async def choose(self) -> None:
        """Ask for a heading of the open post, and move the cursor there."""
        draft = self._post.draft
        rows = [row for row, _ in headings(draft.page)] if draft else []
        if draft is None or not rows:
            self._say.tell("this post has no headings" if draft else NO_POST)
            return
        here = bisect_right(rows, self._post.text.cursor_location[0]) - 1
        picking = Picking(partial(heading_picks, draft.page), "go to a heading", at=max(0, here))
        picked = await self._ask.now(picking)
        if isinstance(picked, int):
            self._view.focus_text()
            self._post.text.move_cursor((picked, 0), center=True)
