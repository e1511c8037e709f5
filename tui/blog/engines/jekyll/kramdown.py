"""The markdown of a Jekyll site: its `_config.yml` → a dialect.

A value that kramdown cannot use breaks Jekyll's build, so it is ignored here. `hard_wrap` has an effect only
with GFM input (kramdown 2.4).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape

from tui.blog.config import Options, flag_option, table_option, text_option
from tui.markup.dialect import DIALECTS, Dialect

_SYMBOLS = {
    "hellip": "...",
    "mdash": "---",
    "ndash": "--",
    "laquo": "<<",
    "raquo": ">>",
    "laquo_space": "<< ",
    "raquo_space": " >>",
}
"""kramdown's names of its typographic symbols, and the source text of each."""

_TEXTS = ("auto_id_prefix", "footnote_backlink", "math_engine")
_NUMBERS = ("footnote_nr", "header_offset")
_FLAGS = ("parse_block_html", "parse_span_html")


def jekyll_dialect(options: Options) -> Dialect:
    """Return the dialect of a Jekyll site: kramdown with the site's options, or CommonMark if configured.

    Documentation: Jekyll's "Markdown Options", kramdown's "Options"; checked with kramdown 2.4.
    """
    if text_option(options, "markdown").casefold().startswith("commonmark"):
        return _commonmark(table_option(options, "commonmark"))
    own = table_option(options, "kramdown")
    github = text_option(own, "input").casefold() in ("", "gfm")
    jekyll = DIALECTS["jekyll"]
    return replace(
        jekyll,
        github=github,
        tasks=github,
        strikethrough=github,
        paragraph_end="gfm_quirks" not in own or "paragraph_end" in words_of(own["gfm_quirks"]),
        options=tuple(_own_options(own)),
        hard_wrap=github and flag_option(own, "hard_wrap"),
        quotes=_quotes(own) or jekyll.quotes,
        symbols=_symbols(own, github),
        heading_identifiers=flag_option(own, "auto_ids", default=True),
    )


def _own_options(options: Options) -> Iterator[tuple[str, str]]:
    """Yield options (name, value) that the dialect has no field for, as a post would write them."""
    for name in _TEXTS:
        if name in options:
            yield name, text_option(options, name)
    for name in _NUMBERS:
        if re.fullmatch(r"-?[0-9]+", number := text_option(options, name)):
            yield name, number
    for name in _FLAGS:
        if name in options:
            yield name, str(options[name] or "false").strip().casefold()
    levels = words_of(options.get("toc_levels"))
    between = re.fullmatch(r"([1-6])\.\.([1-6])", levels[0]) if len(levels) == 1 else None
    if between:
        levels = [str(level) for level in range(int(between[1]), int(between[2]) + 1)]
    if levels and all(re.fullmatch("[1-6]", level) for level in levels):
        yield "toc_levels", ",".join(levels)


def words_of(value: object) -> list[str]:
    """Return the words of an option that is a list, or a text with commas."""
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return [str(word).strip() for word in words]


def _commonmark(options: Options) -> Dialect:
    """Return jekyll-commonmark's dialect (1.4): plain CommonMark with what the site switches on."""
    extensions = {word.casefold() for word in words_of(options.get("extensions"))}
    switches = {word.upper() for word in words_of(options.get("options"))}
    return replace(
        DIALECTS["commonmark"],
        liquid=True,
        strikethrough="strikethrough" in extensions,
        single_tildes="STRIKETHROUGH_DOUBLE_TILDE" not in switches,
        tables="table" in extensions,
        tasks="tasklist" in extensions,
        autolinks="autolink" in extensions,
        footnotes="FOOTNOTES" in switches,
        typography="SMART" in switches,
        hard_wrap="HARDBREAKS" in switches,
        raw_html="UNSAFE" in switches,
    )


def _quotes(options: Options) -> str:
    """Return the four quotes, named by entity names or character numbers; "" for anything else."""
    words = words_of(options.get("smart_quotes"))
    characters = [unescape(f"&#{word};" if word.isdecimal() else f"&{word};") for word in words]
    return "".join(characters) if len(words) == 4 and all(len(each) == 1 for each in characters) else ""


def _symbols(options: Options, github: bool) -> tuple[tuple[str, str], ...]:
    quirks = words_of(options.get("gfm_quirks"))
    if github and "no_auto_typographic" in quirks:
        return tuple((source, source) for source in _SYMBOLS.values())
    named: Mapping[str, object] = table_option(options, "typographic_symbols")
    return tuple((source, str(named[name])) for name, source in _SYMBOLS.items() if name in named)
