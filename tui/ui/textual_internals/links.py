"""The style of words that a terminal may follow to an address."""

from zlib import crc32

from rich.style import Style


def with_link(style: Style, address: str) -> Style:
    """Return a style with a link: all words of one address are one link.

    Rich (14.2) gives every style an id of its own: the words of one link would be as many links.
    """
    linked = style + Style(link=address)
    linked._link_id = f"{crc32(address.encode()):x}"
    return linked
