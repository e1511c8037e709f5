"""Definitions that do not show on the page: of links and of abbreviations.

The title of a link may stand on the next row, its address may not.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.abbreviations import Meanings
from tui.markup.kramdown import attributes
from tui.markup.kramdown.letters import SPACES, label_key
from tui.markup.rows import RowState

LINK = (
    r" {0,3}\[(?P<link_label>[^\n\]]+)\]:[ \t]*(?:<(?P<link_angled>[^>\n]*)>|(?P<link_plain>(?a:\S)[^\n]*?))"
    r"(?:(?:[ \t]*\n[ \t]*|[ \t]+)(?P<link_quote>[\"'])(?P<link_title>[^\n]+?)(?P=link_quote))?[ \t]*\n"
)
ABBREVIATION = r" {0,3}\*\[(?P<abbreviated>[^\]\n]+)\]:(?P<meaning>[^\n]*)\n"

_ATTRIBUTE_LISTS = re.compile(rf"(?:(?! {{0,3}}\{{:\w[\w-]*:){attributes.KRAMDOWN_PATTERN})+", re.ASCII)
"""Attribute lists right below a definition, which belong to it and not to the next block."""

_OPEN_TITLE = re.compile(r"[ \t]+[\"']")


def parse_link(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read the definition of a link; of several for one label, the last counts."""
    plain = match["link_plain"]
    if plain is not None and _OPEN_TITLE.search(plain):
        return None
    label = match["link_label"]
    url = plain if plain is not None else match["link_angled"]
    added = _ATTRIBUTE_LISTS.match(state.src, match.end())
    state.env["ref_links"][label_key(label)] = {
        "url": url,
        "label": label,
        "title": match["link_title"] or "",
        "attributes": attributes.read_strictly(added.group(), state.env.get("attribute_lists", {}))
        if added
        else (),
    }
    state.append_token({"type": "nothing"})
    return added.end() if added else match.end()


def parse_abbreviation(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read the definition of an abbreviation; of several, the last counts."""
    meanings: Meanings = state.env.setdefault("abbreviations", Meanings())
    meanings[match["abbreviated"]] = match["meaning"].strip(SPACES)
    state.append_token({"type": "nothing"})
    added = _ATTRIBUTE_LISTS.match(state.src, match.end())
    return added.end() if added else match.end()
