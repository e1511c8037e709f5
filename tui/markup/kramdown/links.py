"""Links, images and addresses between angle brackets, as kramdown 2.4 reads them.

Brackets are counted while the words between them are parsed, so a bracket in a code span or an image does
not count. An address may hold spaces and balanced parentheses.
"""

import re

from tui.markup.kramdown.characters import resolved
from tui.markup.kramdown.letters import SPACES, is_space, label_key
from tui.markup.kramdown.spans import SpanParser, SpanState, Stop

PATTERN = r"!?\[(?!\^)"
AUTOLINK_PATTERN = r"<(?:(?:mailto|https?|ftps?):(?=[^\n>])|[-.\w]+@[-\w]+(?:\.[-\w]+)*>)"

_IMAGE = re.compile(r"!\[(?!\^)")
_IDENTIFIER = re.compile(r"\s*\[([^\]]*)\]", re.ASCII)
_ANGLED = re.compile(r"\(<([^>\n]*)>")
_PARENTHESIS = re.compile(r"""[()]|\s(?=\s*["'])""", re.ASCII)
_TITLE = re.compile(r"""\s*(["'])""", re.ASCII)
_TITLE_END = {quote: re.compile(rf"{quote}\s*\)", re.ASCII) for quote in "\"'"}
_ESCAPED = re.compile(r"""\\([\\.*_+`<>()\[\]{}#!:|"'$=~-])""")


def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read a link or an image; a bracket that begins neither is text."""
    marks = match.group()
    start, end = match.span()
    kind = "image" if marks[0] == "!" else "link"
    after = None
    if (kind == "image" or not state.open & {"link", "image"}) and state.text.find("]", end) >= 0:
        child = inline.attempt(state, end, kind, _stop())
        if child is not None and child.end is not None:
            after = _target(state, child, child.end + 1, kind)
            if after is None:
                state.text.allowance -= child.end - start
    if after is None:
        state.words(marks)
        return end
    return after


def parse_autolink(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read a web or mail address between angle brackets."""
    end = state.text.find(">", match.start()) + 1
    written = state.src[match.start() + 1 : end - 1]
    if not end or "\n" in written:
        return None
    address = resolved(written)
    words = address.removeprefix("mailto:")
    url = address if ":" in address else f"mailto:{address}"
    children = [{"type": "text", "raw": words}]
    state.tokens.append({"type": "link", "children": children, "attrs": {"url": url}})
    return end


def _stop() -> Stop:
    """Return the function that recognises the bracket that closes a link, counting brackets inside it."""
    open_brackets = 1

    def stop(state: SpanState, at: int) -> bool:
        nonlocal open_brackets
        sign = state.src[at]
        if sign == "]":
            open_brackets -= 1
        elif sign == "[" or (sign == "!" and _IMAGE.match(state.src, at)):
            open_brackets += 1
        else:
            return False
        return open_brackets <= state.images

    return stop


def _target(state: SpanState, child: SpanState, position: int, kind: str) -> int | None:
    """Add the link whose words end before `position`; return the offset after it, None without a target."""
    words = state.src[child.start : position - 1]
    found = _IDENTIFIER.match(state.src, position)
    if found or not state.src.startswith("(", position):
        label = (found and found[1]) or words
        defined = state.env["ref_links"].get(label_key(label))
        if not defined:
            return None
        end = found.end() if found else position
        _add(state, child, kind, defined["url"], defined.get("title") or "", end)
        state.tokens[-1]["attributes"] = defined.get("attributes", ())
        return end
    target = _address(state, position)
    if not target:
        return None
    url, after = target
    if state.src.startswith(")", after):
        return _add(state, child, kind, url, "", after + 1)
    opened = _TITLE.match(state.src, after)
    if not opened or state.text.allowance <= 0:
        return None
    closed = _TITLE_END[opened[1]].search(state.src, opened.end() + 1)
    if not closed:
        state.text.allowance -= len(state.src) - after
        return None
    return _add(state, child, kind, url, state.src[opened.end() : closed.start()], closed.end())


def _address(state: SpanState, position: int) -> tuple[str, int] | None:
    """Return the address in parentheses that begins at `position`, and the offset where it ends."""
    angled = _ANGLED.match(state.src, position)
    if angled:
        after = angled.end()
        return (angled[1].strip(SPACES), after)
    if state.text.allowance <= 0 or state.text.find(")", position) < 0:
        return None
    depth = 0
    for match in _PARENTHESIS.finditer(state.src, position):
        sign = match.group()
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 or is_space(sign):
            return state.src[position + 1 : match.start()].strip(SPACES), match.start()
    state.text.allowance -= len(state.src) - position
    return None


def _add(state: SpanState, child: SpanState, kind: str, url: str, title: str, after: int) -> int:
    attrs = {"url": resolved(url), "title": resolved(title)}
    if kind == "link":
        state.tokens.append({"type": "link", "children": child.tokens, "attrs": attrs})
    else:
        alt = resolved(_ESCAPED.sub(r"\1", state.src[child.start : child.end]))
        state.images += 1
        state.tokens.append({"type": "image", "alt": alt, "attrs": attrs})
    return after
