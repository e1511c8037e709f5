"""What a site's own configuration makes of the markdown of its posts."""

from dataclasses import replace
from pathlib import Path

import pytest

from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.recognition import find_site
from tui.blog.site import Site, dialect_for
from tui.markup.dialect import DIALECTS

ASCII = {"hellip": "...", "mdash": "---", "ndash": "--", "raquo_space": 3}


def test_without_options_a_dialect_is_its_engines_own() -> None:
    for engine in (JEKYLL, HUGO, ELEVENTY, PELICAN):
        assert engine.dialect({}) == DIALECTS[engine.name]


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({"smart_quotes": "apos,apos,quot,quot"}, {"quotes": "''\"\""}),
        ({"smart_quotes": ["lsquo", " rsquo", "bdquo", 8220]}, {"quotes": "‘’„“"}),
        ({"smart_quotes": "lsquo,rsquo"}, {}),
        ({"smart_quotes": "one,two,three,four"}, {}),
        ({"smart_quotes": "39,39,34,99999999999"}, {"quotes": "''\"\ufffd"}),
        (
            {"typographic_symbols": ASCII},
            {"symbols": (("...", "..."), ("---", "---"), ("--", "--"), (" >>", "3"))},
        ),
        ({"typographic_symbols": "hellip"}, {}),
        ({"hard_wrap": True}, {"hard_wrap": True}),
        ({"auto_ids": False}, {"heading_identifiers": False}),
        (
            {"input": "kramdown", "hard_wrap": True},
            {"github": False, "tasks": False, "strikethrough": False},
        ),
        ({"input": "gfm"}, {}),
        (
            {"parse_block_html": True, "parse_span_html": "False", "footnote_nr": 5, "header_offset": "-1"},
            {
                "options": (
                    *(("footnote_nr", "5"), ("header_offset", "-1")),
                    *(("parse_block_html", "true"), ("parse_span_html", "false")),
                )
            },
        ),
        ({"footnote_nr": "many", "header_offset": True, "toc_levels": 7}, {}),
        ({"parse_block_html": ""}, {"options": (("parse_block_html", "false"),)}),
        ({"math_engine": None}, {"options": (("math_engine", ""),)}),
        (
            {"auto_id_prefix": "tea-", "footnote_backlink": ""},
            {"options": (("auto_id_prefix", "tea-"), ("footnote_backlink", ""))},
        ),
        ({"toc_levels": "2..4"}, {"options": (("toc_levels", "2,3,4"),)}),
        ({"toc_levels": "1,3"}, {"options": (("toc_levels", "1,3"),)}),
        ({"toc_levels": [1, 2]}, {"options": (("toc_levels", "1,2"),)}),
        ({"toc_levels": "0..9"}, {}),
        ({"gfm_quirks": []}, {"paragraph_end": False}),
        ({"gfm_quirks": "paragraph_end"}, {}),
    ],
)
def test_kramdowns_options(options: dict[str, object], changes: dict[str, object]) -> None:
    assert JEKYLL.dialect({"kramdown": options}) == replace(DIALECTS["jekyll"], **changes)  # type: ignore[arg-type]  # each value is of its field's type


def test_kramdown_may_keep_dots_and_dashes() -> None:
    symbols = JEKYLL.dialect({"kramdown": {"gfm_quirks": "paragraph_end,no_auto_typographic"}}).symbols
    assert symbols
    assert all(source == symbol for source, symbol in symbols)


@pytest.mark.parametrize("parser", ["CommonMark", "CommonMarkGhPages"])
def test_a_jekyll_site_may_name_commonmark(parser: str) -> None:
    switches = {"options": ["unsafe", "FOOTNOTES"], "extensions": ["table", "strikethrough"]}
    dialect = JEKYLL.dialect({"markdown": parser, "commonmark": switches})
    assert not dialect.kramdown
    assert (dialect.liquid, dialect.raw_html, dialect.footnotes) == (True, True, True)
    assert (dialect.tables, dialect.strikethrough, dialect.tasks) == (True, True, False)
    bare = JEKYLL.dialect({"markdown": parser})
    assert (bare.raw_html, bare.tables) == (False, False)


def test_a_jekyll_site_may_name_kramdown() -> None:
    assert JEKYLL.dialect({"markdown": "kramdown"}) == DIALECTS["jekyll"]


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({"renderer": {"unsafe": True}}, {"raw_html": True}),
        ({"renderer": {"hardWraps": True, "UNSAFE": True}}, {"hard_wrap": True, "raw_html": True}),
        ({"extensions": {"typographer": False}}, {"typography": False}),
        ({"extensions": {"typographer": {"disable": True}}}, {"typography": False}),
        ({"extensions": {"footnote": {"enable": False}}}, {"footnotes": False}),
        (
            {"extensions": {"typographer": {"leftDoubleQuote": "&bdquo;", "apostrophe": "'"}}},
            {"quotes": "‘’„”", "symbols": (("'", "'"),)},
        ),
        ({"extensions": {"typographer": {"leftDoubleQuote": "&laquo;&nbsp;"}}}, {}),
        (
            {"extensions": {"linkify": False, "table": False, "taskList": False, "definitionList": False}},
            {"autolinks": False, "tables": False, "tasks": False, "definitions": False},
        ),
        (
            {"parser": {"autoHeadingID": False, "attribute": {"title": False}}},
            {"heading_identifiers": False, "heading_attributes": "none"},
        ),
        ({"extensions": {"passthrough": {"enable": True}}}, {"math": True}),
        ({"extensions": 3, "renderer": "x"}, {}),
    ],
)
def test_goldmarks_options(options: dict[str, object], changes: dict[str, object]) -> None:
    dialect = HUGO.dialect({"markup": {"Goldmark": options}})
    assert dialect == replace(DIALECTS["hugo"], **changes)  # type: ignore[arg-type]  # each value is of its field's type


def test_hugos_configuration_may_be_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "_default"
    folder.mkdir(parents=True)
    (folder / "hugo.toml").write_text("title = 'weirs'\n")
    (folder / "markup.toml").write_text("[goldmark.renderer]\nunsafe = true\n")
    assert dialect_for(find_site(tmp_path), None, "").raw_html


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({"MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}}}, {}),
        ({"MARKDOWN": {"extensions": ["extra", "nl2br"]}}, {"hard_wrap": True}),
        ({"TYPOGRIFY": True}, {"typography": True}),
        (
            {"MARKDOWN": {"extensions": ["markdown.extensions.tables"]}},
            {
                "footnotes": False,
                "definitions": False,
                "abbreviations": False,
                "attribute_lists": False,
                "heading_attributes": "none",
            },
        ),
        ({"MARKDOWN": "computed"}, {}),
    ],
)
def test_pelicans_markdown(options: dict[str, object], changes: dict[str, object]) -> None:
    assert PELICAN.dialect(options) == replace(DIALECTS["pelican"], **changes)  # type: ignore[arg-type]  # each value is of its field's type


def test_every_site_has_a_dialect_that_can_be_kept(tmp_path: Path) -> None:
    site = Site(tmp_path, JEKYLL, options={"kramdown": {"typographic_symbols": {"hellip": "..."}}})
    assert len({dialect_for(site, None, ""), dialect_for(site, None, "")}) == 1
