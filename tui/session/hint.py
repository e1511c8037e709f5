"""What is offered or waits while one writes, for the status line to say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that the status line offers while one writes."""

    text: str
    keys: tuple[tuple[str, str], ...] = ()
    """Commands by id, and what each of them does here."""
