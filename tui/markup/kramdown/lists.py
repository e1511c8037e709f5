"""Lists: bullets of any kind in one list, numbers of any size in another.

Each item is loose or tight on its own. It is loose, and its first paragraph gets a `<p>`, when a blank row
follows that paragraph; the last item is also loose when all the others are.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.items import Gathered, ends, gather, read
from tui.markup.rows import RowState
from tui.markup.tokens import Token

PATTERN = r" {0,3}(?:[+*-]|(?P<list_number>[0-9]{1,200})\.)[ \t|]"

_BULLET = re.compile(r"( {0,3})([+*-])([ \t|][^\n]*\n)")
_NUMBER = re.compile(r"( {0,3})([0-9]{1,200}\.)([ \t|][^\n]*\n)")


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a list with its items; None when it is nested too deep."""
    if state.is_deep():
        return None
    ordered = match["list_number"] is not None
    found = gather(state, match.start(), _NUMBER if ordered else _BULLET, nesting=True)
    items = [_item(block, state, item) for item in found.items]
    _mark_tight(items, found.ended)
    tight = all(item["tight"] for item in items)
    token = {"type": "list", "children": items, "tight": tight, "attrs": {"ordered": ordered}}
    state.append_token(token | {"end": found.items[-1].end})
    if found.ended:
        return int(state.find_line_end_at(found.end))
    state.tokens += ends(found)
    return found.end


def _item(block: BlockParser, state: RowState, gathered: Gathered) -> Token:
    return {
        "type": "list_item",
        "children": read(block, state, gathered),
        "attribute_list": gathered.attribute_list,
        "tight": True,
        "start": gathered.row,
        "end": gathered.end,
    }


def _mark_tight(items: list[Token], ended: bool) -> None:
    """Set which items are tight, and make their first paragraphs `block_text`, which gets no `<p>`."""
    all_loose = len(items) > 1
    for item in items:
        children = [token for token in item["children"] if token["type"] != "attribute_list"]
        is_last = item is items[-1]
        if not children or children[0]["type"] != "paragraph":
            all_loose = False
            continue
        followed = len(children) > 1 and children[1]["type"] == "blank_line"
        loose = followed and not (is_last and len(children) == 2 and not ended)
        if is_last and all_loose:
            loose = True
        all_loose = all_loose and loose
        item["tight"] = not loose
        if not loose:
            children[0]["type"] = "block_text"
            children[0]["followed"] = len(children) > 1 and not followed
