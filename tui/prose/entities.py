"""Entities: characters that markdown or the typographer changes, with names to find them by.

Kramdown knows the names of HTML 4 and no others, so a character without one of those has its number alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """A character with the ways to write it so that nothing changes it."""

    name: str
    """Of HTML 4, the only ones that kramdown knows; "" where there is none."""

    character: str
    words: str
    """What it is called, to search by."""

    @property
    def numeric(self) -> str:
        """Such as `&#042;`."""
        return numeric(self.character)


def numeric(character: str) -> str:
    """Return a character's numeric entity, with three digits at least."""
    return f"&#{ord(character):03};"


ENTITIES: tuple[Entity, ...] = tuple(
    Entity(name, character, words)
    for name, character, words in (
        ("", "*", "asterisk star"),
        ("", "_", "underscore"),
        ("", "'", "single quote apostrophe straight"),
        ("quot", '"', "double quote straight inch"),
        ("rsquo", "’", "apostrophe right single quote curly closing"),
        ("lsquo", "‘", "left single quote curly opening"),
        ("ldquo", "“", "left double quote curly opening"),
        ("rdquo", "”", "right double quote curly closing"),
        ("amp", "&", "ampersand and"),
        ("lt", "<", "less than left angle bracket"),
        ("gt", ">", "greater than right angle bracket"),
        ("", "|", "pipe vertical bar"),
        ("", "`", "backtick grave"),
        ("", "~", "tilde"),
        ("", "#", "hash number sign"),
        ("", "\\", "backslash"),
        ("", "[", "left square bracket"),
        ("", "]", "right square bracket"),
        ("", "{", "left curly brace"),
        ("", "}", "right curly brace"),
        ("", "$", "dollar"),
        ("", "@", "at"),
        ("hellip", "…", "ellipsis three dots"),
        ("ndash", "–", "en dash"),
        ("mdash", "—", "em dash long"),
        ("nbsp", "\u00a0", "space that does not break non-breaking"),
        ("shy", "\u00ad", "soft hyphen"),
        ("laquo", "«", "left guillemet quote"),
        ("raquo", "»", "right guillemet quote"),
        ("prime", "′", "prime feet minutes"),
        ("Prime", "″", "double prime inches seconds"),
        ("deg", "°", "degree temperature"),
        ("times", "×", "times multiplication"),
        ("divide", "÷", "division"),
        ("minus", "−", "minus"),
        ("plusmn", "±", "plus minus"),
        ("ne", "≠", "not equal"),
        ("asymp", "≈", "about almost equal"),
        ("le", "≤", "less or equal"),
        ("ge", "≥", "greater or equal"),
        ("frac12", "½", "half fraction"),
        ("frac14", "¼", "quarter fraction"),
        ("frac34", "¾", "three quarters fraction"),
        ("sup2", "²", "superscript two squared"),
        ("infin", "∞", "infinity"),
        ("larr", "←", "left arrow"),
        ("rarr", "→", "right arrow"),
        ("uarr", "↑", "up arrow"),
        ("darr", "↓", "down arrow"),
        ("bull", "•", "bullet"),
        ("middot", "·", "middle dot"),
        ("hearts", "♥", "heart"),
        ("dagger", "†", "dagger"),
        ("sect", "§", "section"),
        ("para", "¶", "paragraph pilcrow"),
        ("copy", "©", "copyright"),
        ("reg", "®", "registered"),
        ("trade", "™", "trademark"),
        ("cent", "¢", "cent"),
        ("pound", "£", "pound sterling"),
        ("euro", "€", "euro"),
        ("yen", "¥", "yen"),
        ("iexcl", "¡", "inverted exclamation"),
        ("iquest", "¿", "inverted question"),
        ("eacute", "é", "e acute"),
        ("egrave", "è", "e grave"),
        ("ccedil", "ç", "c cedilla"),
        ("ntilde", "ñ", "n tilde"),
        ("uuml", "ü", "u umlaut"),
        ("ouml", "ö", "o umlaut"),
        ("auml", "ä", "a umlaut"),
        ("szlig", "ß", "sharp s"),
    )
)
"""The palette, what a cheat sheet has first."""


def search_entities(query: str) -> list[Entity]:
    """Return the entities that are called so, or that are it, the best first; all where nothing is asked."""
    wanted = query.strip()
    if any(wanted in (each.character, each.numeric, f"&{each.name};") for each in ENTITIES if wanted):
        return [each for each in ENTITIES if wanted in (each.character, each.numeric, f"&{each.name};")]
    typed = wanted.lower().split()

    def begins(each: Entity) -> bool:
        words = (*each.words.split(), each.name.lower())
        return all(any(word.startswith(one) for word in words) for one in typed)

    return [each for each in ENTITIES if begins(each)]
