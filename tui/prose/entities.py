"""Entities: characters that markdown or the typographer would change, with words to search for them.

Kramdown knows only the names of HTML 4, so a character without such a name is written by its number.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """A character, and how to write it so that nothing changes it."""

    name: str
    """Its name in HTML 4, such as `rsquo`; "" when it has none."""

    character: str
    words: str
    """The words by which it is found."""

    @property
    def numeric(self) -> str:
        """Its numeric entity, such as `&#042;`."""
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
"""The entities of the palette, in the order of a cheat sheet."""


def search_entities(query: str) -> list[Entity]:
    """Return the entities that a query names, by words, by the character or by the entity itself.

    An empty query returns all.
    """
    wanted = query.strip()
    if any(wanted in (each.character, each.numeric, f"&{each.name};") for each in ENTITIES if wanted):
        return [each for each in ENTITIES if wanted in (each.character, each.numeric, f"&{each.name};")]
    typed = wanted.lower().split()

    def begins(each: Entity) -> bool:
        words = (*each.words.split(), each.name.lower())
        return all(any(word.startswith(one) for word in words) for one in typed)

    return [each for each in ENTITIES if begins(each)]
