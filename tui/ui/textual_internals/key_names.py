"""What Textual calls the key of a character."""

from textual.keys import _character_to_key


def key_of(character: str) -> str:
    """Return the name of the key that types a character: `slash` for `/`."""
    return _character_to_key(character)
