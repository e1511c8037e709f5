"""Definition lists: terms on rows of their own, and below them definitions after a colon.

When the parser comes to the colon, it has already read the terms as a paragraph. A list that begins right
after another one is added to it.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown import attributes
from tui.markup.kramdown.items import Gathered, ends, gather, read
from tui.markup.kramdown.letters import SPACES
from tui.markup.rows import RowState
from tui.markup.tokens import Token

PATTERN = r" {0,3}:[ \t|]"

_MARKER = re.compile(r"( {0,3})(:)([ \t|][^\n]*\n)")
_ATTRIBUTE_LIST = re.compile(attributes.LEADING_PATTERN)


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Turn the paragraph above into terms, and read their definitions; None without a paragraph."""
    tokens: list[Token] = state.tokens
    blank = bool(tokens) and tokens[-1]["type"] == "blank_line" and tokens[-1].get("raw") == "\n"
    before = len(tokens) - (2 if blank else 1)
    if before < 0 or tokens[before]["type"] != "paragraph" or state.is_deep():
        return None
    terms = _terms(tokens[before])
    found = gather(state, match.start(), _MARKER)
    found.items[0].after_blank = blank
    children = terms + [_definition(block, state, item) for item in found.items]
    del tokens[before:]
    _append(tokens, children)
    tokens += ends(found)
    return found.end


def _terms(paragraph: Token) -> list[Token]:
    terms = []
    for i, row in enumerate(paragraph["text"].rstrip(SPACES).split("\n")):
        text = row.strip(SPACES)
        added = _ATTRIBUTE_LIST.match(text)
        term = {"type": "term", "text": text[added.end() :] if added else text}
        rows = {"start": paragraph["start"] + i, "end": paragraph["start"] + i + 1}
        terms.append(term | rows | {"attribute_list": added.group() if added else ""})
    return terms


def _definition(block: BlockParser, state: RowState, gathered: Gathered) -> Token:
    children = read(block, state, gathered)
    if not gathered.after_blank and children and children[0]["type"] == "paragraph":
        children[0]["type"] = "block_text"
        children[0]["followed"] = len(children) > 1
    return {
        "type": "definition",
        "children": children,
        "attribute_list": gathered.attribute_list,
        "start": gathered.row,
        "end": gathered.end,
    }


def _append(tokens: list[Token], children: list[Token]) -> None:
    """Add terms and definitions to the list right before them, else as a list of their own."""
    before = len(tokens)
    while before and tokens[before - 1]["type"] == "blank_line":
        before -= 1
    if before and tokens[before - 1]["type"] == "definition_list":
        del tokens[before:]
        tokens[-1]["children"] += children
        tokens[-1]["end"] = children[-1]["end"]
    else:
        rows = {"start": children[0]["start"], "end": children[-1]["end"]}
        tokens.append({"type": "definition_list", "children": children} | rows)
