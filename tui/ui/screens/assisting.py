"""The commands that help with a text: the check, links, entities, sparks; each begins when it is asked for.

The one thing you would get wrong: what they need is not there at the start. It is imported when a command
is first given, or, for characters that do harm, in a pause after the first keys.
"""

import re
from collections.abc import Awaitable, Callable
from functools import cached_property

from textual import work
from textual.timer import Timer

from tui.edits import Step
from tui.ui.screens.hinting import HintingScreen
from tui.ui.textual_internals.keyqueue import ASKING

LOOK_AFTER = 0.1
"""Seconds after the last key until what was typed is looked at."""

_ADDRESS = re.compile(r"\s*(?:https?://|mailto:)\S+\s*", re.IGNORECASE)


class AssistingScreen(HintingScreen):
    """A screen with helpers."""

    _harm_timer: Timer | None = None

    # --- the check

    @work(exclusive=True, group="check")
    async def action_check_next(self) -> None:
        """Go to the next thing that readers would see and you did not mean."""
        await self._proofing("next")

    @work(exclusive=True, group="check")
    async def action_check_previous(self) -> None:
        """Go to the one before."""
        await self._proofing("previous")

    @work(exclusive=True, group="check")
    async def action_check_show(self) -> None:
        """List all of them."""
        await self._proofing("list")

    @cached_property
    def _proofing(self) -> Callable[[str], Awaitable[None]]:
        # nothing of this is needed before a post is checked: no start waits for it
        from tui.ui.screens.proofing import Proofing

        return Proofing(self).do

    # --- links

    @work(group=ASKING)
    async def action_text_link(self) -> None:
        """Link the selected words, or put a link down."""
        await self._linking[0]()

    @work(group=ASKING)
    async def action_text_entity(self) -> None:
        """Put down a character so that nothing changes it."""
        await self._linking[1]()

    def take_paste(self, text: str) -> bool:
        """Take an address that is pasted; whether that was done, else it is pasted as it is."""
        return bool(_ADDRESS.fullmatch(text)) and self._linking[2](text)

    @cached_property
    def _linking(
        self,
    ) -> tuple[Callable[[], Awaitable[None]], Callable[[], Awaitable[None]], Callable[[str], bool]]:
        # nothing of this is needed before a link is: no start waits for it
        from tui.ui.screens.linking import Linking

        linking = Linking(self)
        return linking.choose, linking.choose_entity, linking.paste

    # --- characters that do harm

    def keep(self, step: Step) -> None:
        """Keep a step; look for harm in the next pause."""
        super().keep(step)
        if step.act not in ("typed", "joined") or not step.edits or not step.edits[-1].text:
            return
        if self._harm_timer is None:
            self._harm_timer = self.set_timer(LOOK_AFTER, self._look_for_harm)
        else:
            self._harm_timer.reset()

    def _look_for_harm(self) -> None:
        self._harm_timer = None
        self.flush()
        self._escaping()

    @cached_property
    def _escaping(self) -> Callable[[], None]:
        # the first pause has time for it, the start has not
        from tui.ui.screens.escaping import Escaping

        return Escaping(self).look

    # --- sparks

    @work(group=ASKING)
    async def action_spark_list(self) -> None:
        """List the thoughts that wait for a post; begin one from it."""
        # nothing of this is needed before somebody asks for it: no start waits for it
        from tui.ui.screens.sparking import list_sparks

        picked = await list_sparks(self)
        if picked is not None:
            await self.begin(picked.title, picked.text, picked.begun)

    @work(group=ASKING)
    async def action_spark_catch(self) -> None:
        """Keep a thought for a later post."""
        # the same as above
        from tui.ui.screens.sparking import catch_spark

        await catch_spark(self)
