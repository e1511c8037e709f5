"""Entities: the palette."""

from html import unescape

import pytest

from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.prose.entities import ENTITIES, search_entities

NAMES = sorted(DIALECTS)


def test_every_entity_is_its_character() -> None:
    for each in ENTITIES:
        assert unescape(each.numeric) == each.character
        assert not each.name or unescape(f"&{each.name};") == each.character
    assert len({each.character for each in ENTITIES}) == len(ENTITIES)


@pytest.mark.parametrize("name", NAMES)
def test_every_entity_reads_as_its_character_in_every_dialect(name: str) -> None:
    for each in ENTITIES:
        for written in (each.numeric, f"&{each.name};" if each.name else each.numeric):
            html = to_html(Page.parse(f"a{written}b", DIALECTS[name]))
            assert f"a{each.character}b" in unescape(html), written


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("aster", "*"),
        ("&#042;", "*"),
        ("*", "*"),
        ("single straight", "'"),
        ("mdash", "—"),
        ("em dash", "—"),
        ("", "*"),
    ],
)
def test_the_palette_is_searched_by_name_and_by_sign(query: str, first: str) -> None:
    assert search_entities(query)[0].character == first


def test_what_nobody_calls_so_is_not_found() -> None:
    assert search_entities("heron") == []
