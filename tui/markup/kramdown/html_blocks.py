"""HTML on rows of its own: raw up to its balanced end tag, or with markdown inside.

An end tag without its start tag is text. An element that is never closed goes on to the end of the post.
"""

import re
from html import escape, unescape

from mistune.block_parser import BlockParser

from tui.markup.kramdown.elements import ATTRIBUTES, EMPTY, MODELS, NAME, SPANS, UNREAD, name_of
from tui.markup.rows import RowState
from tui.markup.tokens import Token
from tui.markup.tree import Attributes

PATTERN = r"<!--| {0,3}<(?=[^\W\d])"
END_PATTERN = rf" {{0,3}}</(?P<end_name>{NAME})[ \t\n]*>"

_TAG = re.compile(rf"<(?P<name>{NAME})(?P<attributes>{ATTRIBUTES})\s*+(?P<void>/?)>")
_RAW = re.compile(rf"<!--|<!\[CDATA\[|<\?|</(?P<end>{NAME})\s*>|{_TAG.pattern}|<")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_PAIR = re.compile(rf"({NAME})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\w+)))?")
_MARKDOWN = re.compile(r"^(<[^>]*?)\s+markdown\s*=\s*(?:\"[^\"]*\"|'[^']*'|\w+)")
_TRAILING = re.compile(r"[ \t]*\n")


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a comment or an element that makes a block; None for anything else."""
    if match.group() == "<!--":
        close = state.find_once("-->", match.end())
        if close < 0:
            return None
        state.append_token({"type": "block_html", "raw": state.src[match.start() : close + 3]})
        return _after(state, close + 3)
    tag = _TAG.match(state.src, match.end() - 1)
    if not tag or tag["name"].lower() in SPANS:
        return None
    if tag["void"] or tag["name"].lower() in EMPTY:
        state.append_token({"type": "block_html", "raw": tag.group()})
        return tag.end()
    end = _element(block, state, tag)
    return end if tag["name"].lower() in UNREAD else _after(state, end)


def parse_end(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read the end tag of the element whose blocks are being read."""
    if name_of(match["end_name"]) != state.open_tag:
        return None
    state.closed = True
    return match.end()


def _after(state: RowState, position: int) -> int:
    match = _TRAILING.match(state.src, position)
    return match.end() if match else position


def _model(state: RowState, tag: re.Match[str]) -> str:
    """Return the kind of content of an element: `block`, `span` or `raw`."""
    wanted = dict(_pairs(tag)).get("markdown")
    if wanted not in ("0", "1", "block", "span"):
        wanted = "1" if state.env.get("options", {}).get("parse_block_html", "false") != "false" else "0"
    if wanted == "1":
        return MODELS.get(tag["name"].lower(), "raw")
    return "raw" if wanted == "0" else wanted


def _element(block: BlockParser, state: RowState, tag: re.Match[str]) -> int:
    """Read an element; return the offset after its end tag."""
    model = _model(state, tag)
    if model == "raw" or state.is_deep():
        return _raw(block, state, tag)
    name = name_of(tag["name"])
    token: Token = {"type": "html_element", "name": name, "start": state.row_at(tag.start())}
    token["pairs"] = tuple(pair for pair in _pairs(tag) if pair[0] != "markdown")
    if model == "block":
        child = state.same_text(_after(state, tag.end()), name)
        block.parse(child)
        token["children"], end = child.tokens, child.cursor
    else:
        close, end = _balanced(state, tag)
        token["text"] = state.src[tag.end() : close]
        token["children"] = []
    token["end"] = state.end_at(end, token["start"])
    state.append_token(token)
    return end


def _balanced(state: RowState, tag: re.Match[str]) -> tuple[int, int]:
    """Return the offsets before and after the end tag of an element; the end of the text without one."""
    depth = 1
    name = name_of(tag["name"])
    position = tag.end()
    while found := _RAW.search(state.src, position):
        position = found.end()
        if found["end"] and name_of(found["end"]) == name:
            depth -= 1
            if not depth:
                return found.start(), found.end()
        elif found["name"] and name_of(found["name"]) == name and not found["void"]:
            depth += 1
    return state.cursor_max, state.cursor_max


def _raw(block: BlockParser, state: RowState, tag: re.Match[str]) -> int:
    """Read a raw element; elements inside it with a `markdown` attribute are parsed, not raw."""
    parts: list[str] = []
    begun = done = position = tag.start()
    opened: list[str] = []
    while found := _RAW.search(state.src, position):
        name = name_of(found["end"] or found["name"] or "")
        position = found.end()
        if not name:
            close = state.find_once(_ENDS[found.group()], position) if found.group() in _ENDS else -1
            if close >= 0:
                position = close + len(_ENDS[found.group()])
            if close < 0 or "[" in found.group():
                parts += [
                    state.src[done : found.start()],
                    escape(state.src[found.start() : position], quote=False),
                ]
                done = position
        elif found["end"]:
            if opened and opened[-1] == name:
                opened.pop()
            else:
                parts += [state.src[done : found.start()], escape(found.group(), quote=False)]
                done = position
        elif found["void"] or name in EMPTY:
            pass
        elif opened and "markdown" in found.group() and not state.is_deep() and _model(state, found) != "raw":
            parts.append(state.src[done : found.start()])
            _flush(state, parts, begun, found.start())
            begun = done = position = _element(block, state, found)
        else:
            opened.append(name)
            if name in UNREAD:
                close_tag = state.search_once(rf"(?i:</{name}\s*>)", position)
                position = close_tag.start() if close_tag else state.cursor_max
        if not opened:
            break
    if opened:
        position = state.cursor_max
    parts.append(state.src[done:position] + "".join(f"</{name}>" for name in reversed(opened)))
    _flush(state, parts, begun, position)
    return position


def _flush(state: RowState, parts: list[str], begun: int, end: int) -> None:
    """Add the raw text read between two offsets as a block, unless only added end tags are in it."""
    raw = _MARKDOWN.sub(r"\1", "".join(parts), count=1)
    parts.clear()
    if state.src[begun:end].strip():
        start = state.row_at(begun)
        rows = {"start": start, "end": state.end_at(end, start)}
        state.append_token({"type": "block_html", "raw": raw} | rows)


def _pairs(tag: re.Match[str]) -> Attributes:
    """Return the attributes of a start tag."""
    return tuple(
        (match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
        for match in _PAIR.finditer(tag["attributes"])
    )
