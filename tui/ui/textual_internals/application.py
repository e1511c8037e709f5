"""The app's own base: the steps of Textual's `App` that are taken over, and screens that change at once."""

from typing import Any

from textual import events
from textual.app import App
from textual.keys import key_to_character
from textual.screen import Screen

from tui.ui.terminal import give_back
from tui.ui.textual_internals.driver import Driver


class TerminalApp(App[None]):
    """An app on a terminal: its size, its clipboard, its keys' commands and how it ends by an error."""

    def before_failure(self) -> None:
        """Do what must be done before an error of ours ends the app."""
        raise NotImplementedError

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Run the command bound to a key. A key that the focused pane takes as text runs none.

        Textual finds that out too (8.2.8), but only after it has gone through every binding there is.
        """
        focused = self.focused if priority else None
        if focused is not None and focused.check_consume_key(key, key_to_character(key)):
            return False
        return await super()._check_bindings(key, priority)

    def on_resize(self, event: events.Resize) -> None:
        """Take the size that the terminal has now.

        Of two changes within a moment Textual (8.2.8) tells the first one last: the second signal is heard in
        the middle of the first.
        """
        if isinstance(self._driver, Driver):
            event.size = event.virtual_size = event.container_size = self._driver.size_now()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, also what is no UTF-8: pasted here it is exact, elsewhere it has question marks."""
        super().copy_to_clipboard(text.encode("utf-8", "replace").decode())
        self._clipboard = text

    def _handle_exception(self, error: Exception) -> None:
        """Do what must be done before an error of ours ends the app."""
        self.before_failure()
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Print what ended the app where it is seen, when that was before the app had the terminal."""
        give_back()
        super()._print_error_renderables()


async def mount_ahead(app: App[Any], screen: Screen[Any]) -> None:
    """Mount a screen before it is shown.

    A screen that is pushed is mounted at once then (Textual 8.2.8), which would hold up a key.
    """
    _, mounted = app._get_screen(screen)
    await mounted()


def let_go_without_result(app: App[Any], first: Screen[Any]) -> None:
    """Let the app switch away from a screen that was never pushed.

    Textual (8.2.8) takes a callback off the screen that goes; one that was never pushed has none.
    """
    first._push_result_callback(app, None)
