"""kramdown's (2.4) typography under Jekyll: straight quotes, dots and hyphens are replaced.

Whether a quote opens or closes depends on the characters beside it, also across the borders of spans.
kramdown does not look back at what it has already read (the end of a span, an escape, a dash that it
replaced), except at the end of a row. So the quote in `*word*"` closes, and the one in `..."word` opens.
"""

import re
from collections.abc import Callable, Mapping

from tui.markup.kramdown.letters import SPACES
from tui.markup.kramdown.spans import SpanParser, SpanState

_SYMBOLS = {
    "---": "—",
    "--": "–",
    "...": "…",
    "<< ": "«\u00a0",
    "<<": "«",
    " >>": "\u00a0»",
    ">>": "»",
}

_NEVER_BEFORE_CLOSING = " \t\r\n\\[{(-"
_BEFORE_EMPHASIS = re.compile(r"[_*]{1,2}\S", re.ASCII)
_BEFORE_PUNCTUATION = re.compile(r"""[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~](?!\.\.)\B""")
_BEFORE_END = re.compile(r"(?a:\s)|s\b|$")
_BEFORE_DECADE = re.compile(r"[0-9]{2}s")
_PAIR = re.compile(r"""(?:"'|'")(?=\w)""", re.ASCII)
"""Two opening quotes in a row."""
_WORD = re.compile(r"\w", re.ASCII)


PATTERN = r"---?|\.\.\.|<< |<<|>>|[\"']"


def parser(quotes: str, symbols: Mapping[str, str]) -> Callable[[SpanParser, re.Match[str], SpanState], int]:
    """Return the rule that reads straight quotes, dashes, dots and double angle brackets.

    `quotes` holds the four curly quotes: left and right single, left and right double.
    """
    opening = {"'": quotes[0], '"': quotes[2]}
    closing = {"'": quotes[1], '"': quotes[3]}
    signs = {**_SYMBOLS, **symbols}

    def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
        found = match.group()
        if found in opening:
            return parse_quote(found, match.start(), state)
        if found == ">>" and match.start() > state.fresh and state.src[match.start() - 1] == " ":
            found = " >>"
            state.tokens[-1]["raw"] = state.tokens[-1]["raw"].removesuffix(" ")
        state.append_token({"type": "symbol", "raw": signs[found]})
        return match.end()

    def parse_quote(quote: str, start: int, state: SpanState) -> int:
        src, end = state.src, start + 1
        before = src[max(0, start - 1) : start]
        if start == state.fresh and before != "\n":
            before = ""
        pair = _PAIR.match(src, start)
        if pair and not before.strip(SPACES):
            state.append_token({"type": "symbol", "raw": opening[src[start]] + opening[src[end]]})
            return end + 1
        closes = _closes(quote, before, src, end)
        if not closes and not before and src[end : end + 1] in ("'", '"'):
            state.words(quote)  # the first of two quotes stays text, and the second closes after it
            quote, end, closes = src[end], end + 1, True
        state.append_token({"type": "symbol", "raw": (closing if closes else opening)[quote]})
        return end

    return parse


def _closes(quote: str, before: str, whole: str, after: int) -> bool:
    """Whether a quote closes; `before` is the character before it, empty after what was already read."""
    if not before and _BEFORE_EMPHASIS.match(whole, after):
        return False
    if not before and _BEFORE_PUNCTUATION.match(whole, after):
        return True
    if not before.strip(SPACES):
        if quote == "'" and _BEFORE_DECADE.match(whole, after):
            return True
        if before and _WORD.match(whole, after):
            return False
    if before and before not in _NEVER_BEFORE_CLOSING:
        return True
    return not before and bool(_BEFORE_END.match(whole, after))
