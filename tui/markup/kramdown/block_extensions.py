"""kramdown's extensions between braces, as blocks: comments, raw text, options, attribute lists.

An extension that is not closed, or whose name is unknown, is text.
"""

import re
from collections.abc import MutableMapping

from mistune.block_parser import BlockParser

from tui.markup.kramdown import attributes
from tui.markup.rows import RowState
from tui.markup.tokens import Token

PATTERN = (
    r" {0,3}\{::(?P<extension>\w+)(?P<extension_options>(?:[ \t]+(?:\\\}|[^}\n/]|/(?!\}))*)?)"
    r"(?P<extension_end>/?)\}[ \t]*\n"
)
LIST_PATTERN = attributes.KRAMDOWN_PATTERN


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read an extension with its body; None when it is text."""
    name = match["extension"]
    options = dict(attributes.read_strictly(match["extension_options"], {}))
    end = match.end()
    body = ""
    if not match["extension_end"]:
        close = state.search_once(rf"\{{:/(?:{re.escape(name)})?\}}[ \t]*\n", end)
        if not close:
            return None
        body, end = state.src[end : close.start()], close.end()
    token: Token = {"type": "nothing"}
    if name == "comment" and body:
        token = {"type": "block_html", "raw": f"<!-- {body.strip().replace('-->', '-- >')} -->"}
    elif name == "nomarkdown":
        if "html" in options.get("type", "html").split() and body.strip():
            token = {"type": "block_html", "raw": body.rstrip("\n")}
    elif name == "options":
        settings: MutableMapping[str, str] = state.env.setdefault("options", {})
        settings.update(options)
    elif name != "comment":
        return None
    state.append_token(token)
    return end


def parse_list(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read an attribute list; a named one becomes a definition, any other a token for a block beside it."""
    names: MutableMapping[str, str] = state.env.setdefault("attribute_lists", {})
    defined = attributes.definition(match.group())
    if defined:
        names[defined[0]] = f"{names.get(defined[0], '')} {defined[1]}"
        state.append_token({"type": "nothing"})
    else:
        state.append_token({"type": "attribute_list", "raw": match.group().strip()})
    return match.end()
