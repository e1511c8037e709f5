"""What the status line says about an offer or a question that waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """A text for the status line, and the keys that act on it."""

    text: str
    keys: tuple[tuple[str, str], ...] = ()
    """Pairs of a command id and what that command does here."""
