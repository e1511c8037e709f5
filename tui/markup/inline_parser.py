"""mistune's inline parser set up for a dialect: raw text → inline tokens.

Text that typography must not change is an `escaped` token, not a `text` token.
"""

import re
from functools import cache

from mistune.core import InlineState
from mistune.inline_parser import InlineParser
from mistune.plugins.formatting import parse_strikethrough

from tui.markup import footnotes, github
from tui.markup.dialect import Dialect
from tui.markup.kramdown import attributes
from tui.markup.kramdown.rules import span_parser
from tui.markup.tokens import Token

MOST_MARKS = 400
"""Runs of `*` and `_` in one paragraph beyond which none of them is emphasis.

mistune takes quadratic time to pair nested ones, and no prose has that many.
"""

_MARKS = re.compile(r"\*+|_+")


class DialectInlineParser(InlineParser):
    """mistune's inline parser, limited in time, with tokens of their own for escaped characters."""

    def parse_escape(self, m: re.Match[str], state: InlineState) -> int:
        """Read escaped characters, which stay as they are."""
        state.append_token({"type": "escaped", "raw": m.group()[1::2]})
        return m.end()

    def parse_auto_link(self, m: re.Match[str], state: InlineState) -> int:
        """Read an address between angle brackets."""
        end = super().parse_auto_link(m, state)
        _keep_address(state)
        return end

    def parse_auto_email(self, m: re.Match[str], state: InlineState) -> int:
        """Read a mail address between angle brackets."""
        end = super().parse_auto_email(m, state)
        _keep_address(state)
        return end

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        """Find the emphasis in a list of tokens, unless they hold more than `MOST_MARKS` marks."""
        marks = sum(len(_MARKS.findall(token["raw"])) for token in tokens if token["type"] == "text")
        if marks > MOST_MARKS:
            tokens = [token | {"_emphasis": False} if token["type"] == "text" else token for token in tokens]
        return super().finalize_tokens(tokens, depth)


@cache
def inline_parser(dialect: Dialect) -> InlineParser:
    """Return the inline parser of a dialect; it has no state, so that all texts share it."""
    if dialect.kramdown:
        return span_parser(dialect)
    inline = DialectInlineParser()
    if dialect.strikethrough:
        if dialect.single_tildes:
            inline.register("strikethrough", github.STRIKE_PATTERN, github.parse_strike, before="link")
        else:
            inline.register("strikethrough", r"~~(?=[^\s~])", parse_strikethrough, before="link")
    if dialect.footnotes:
        inline.register(
            "footnote", footnotes.MARK_PATTERN, footnotes.parse_mark, before="link", start_chars="["
        )
    if dialect.attribute_lists:
        pattern = attributes.SPAN_PATTERN
        inline.register("attribute_list", pattern, _parse_attribute_list, start_chars="{")
    if dialect.typography:
        inline.register("guillemet", "<<", _parse_guillemet, before="auto_link", start_chars="<")
    if dialect.autolinks:
        inline.register("address", github.ADDRESS_PATTERN, github.parse_address)
    return inline


def _parse_attribute_list(inline: InlineParser, m: re.Match[str], state: InlineState) -> int:
    state.append_token({"type": "attribute_list", "raw": m.group()})
    return m.end()


def _parse_guillemet(inline: InlineParser, m: re.Match[str], state: InlineState) -> int:
    """Read `<<` as text, before the second bracket can begin a tag."""
    inline.process_text(m.group(), state)
    return m.end()


def _keep_address(state: InlineState) -> None:
    """Protect the words of the address that was just read from typography."""
    token = state.tokens[-1]
    if token["type"] == "link":
        token["children"][0]["type"] = "escaped"
