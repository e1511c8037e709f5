"""The markdown of a Hugo site: `markup.goldmark` in its configuration → a dialect.

The keys are case-insensitive on every level.
"""

from dataclasses import replace
from html import unescape

from tui.blog.config import Options, flag_option, table_option
from tui.markup.dialect import DIALECTS, Dialect

_SYMBOLS = {
    "ellipsis": "...",
    "emdash": "---",
    "endash": "--",
    "leftanglequote": "<<",
    "rightanglequote": ">>",
    "apostrophe": "'",
}
_QUOTES = ("leftsinglequote", "rightsinglequote", "leftdoublequote", "rightdoublequote")
"""The names of the quotation marks for goldmark's typographer, in lower case."""


def hugo_dialect(options: Options) -> Dialect:
    """Return the dialect of a Hugo site (documentation: "Configure markup"; checked with 0.168)."""
    hugo = DIALECTS["hugo"]
    own = _lower(table_option(_lower(table_option(options, "markup")), "goldmark"))
    renderer, extensions = _lower(table_option(own, "renderer")), _lower(table_option(own, "extensions"))
    parser = _lower(table_option(own, "parser"))
    typographer = _lower(table_option(extensions, "typographer"))
    titles = flag_option(_lower(table_option(parser, "attribute")), "title", default=True)
    return replace(
        hugo,
        raw_html=flag_option(renderer, "unsafe"),
        hard_wrap=flag_option(renderer, "hardwraps"),
        typography=_is_on(extensions, "typographer"),
        quotes=_quotes(typographer, hugo.quotes),
        symbols=tuple(
            (source, unescape(str(typographer[name])))
            for name, source in _SYMBOLS.items()
            if name in typographer
        ),
        strikethrough=_is_on(extensions, "strikethrough"),
        tables=_is_on(extensions, "table"),
        tasks=_is_on(extensions, "tasklist"),
        footnotes=_is_on(extensions, "footnote"),
        definitions=_is_on(extensions, "definitionlist"),
        autolinks=_is_on(extensions, "linkify"),
        math=flag_option(_lower(table_option(extensions, "passthrough")), "enable"),
        heading_attributes=hugo.heading_attributes if titles else "none",
        heading_identifiers=flag_option(parser, "autoheadingid", default=True),
    )


def _is_on(extensions: Options, name: str) -> bool:
    """Whether an extension is on; its option is a boolean, or a table with `enable` or `disable`."""
    own = _lower(table_option(extensions, name))
    return flag_option(extensions, name, default=True) and not (
        flag_option(own, "disable") or not flag_option(own, "enable", default=True)
    )


def _quotes(typographer: Options, usual: str) -> str:
    """Return the four quotation marks: the site's own if each is one character, else the usual ones."""
    signs = [unescape(str(typographer.get(name, sign))) for name, sign in zip(_QUOTES, usual, strict=True)]
    return "".join(signs) if all(len(sign) == 1 for sign in signs) else usual


def _lower(options: Options) -> Options:
    return {key.lower(): value for key, value in options.items() if isinstance(key, str)}
