"""Attribute lists, read and merged."""

import pytest

from tui.markup.kramdown.attributes import definition, merge, read, read_strictly
from tui.markup.tree import Attributes

NAMES = {"button": '.round #b rel="nofollow"'}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{:target="_blank"}', (("target", "_blank"),)),
        ("{: .a .b #one}", (("class", "a b"), ("id", "one"))),
        ("{:.a.b#one}", (("class", "a b"), ("id", "one"))),
        ('{: title=\'a "b"\' width=30 data-x=""}', (("title", 'a "b"'), ("width", "30"), ("data-x", ""))),
        ('{: class="a" .b}', (("class", "a b"),)),
        ("{:#one #two}", (("id", "two"),)),
        ("{: button .big}", (("class", "round big"), ("id", "b"), ("rel", "nofollow"))),
        ("{:toc}", ()),
        ("{:}", ()),
    ],
)
def test_an_attribute_list_is_read(source: str, found: Attributes) -> None:
    assert read(source, NAMES) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{: .a\n  .b\n target="_blank"}', (("class", "a b"), ("target", "_blank"))),
        ("{:.a.b#one}", (("class", "a b"), ("id", "one"))),
        ("{:.a#1 #é}", ()),
        ('{: width=30 title="a"rel="b"}', (("title", 'a"rel="b'),)),
        ('{: title="say \\"a\\" \\}" data-x=\'it"s\'}', (("title", 'say "a" }'), ("data-x", 'it"s'))),
        ("{: button .big}", (("class", "round big"), ("id", "b"), ("rel", "nofollow"))),
        ('{: nothing title="never closed}', ()),
    ],
)
def test_kramdown_reads_a_list_strictly(source: str, found: Attributes) -> None:
    assert read_strictly(source, NAMES) == found


def test_a_definition_has_a_name() -> None:
    assert definition("  {:button: .round}") == ("button", " .round")
    assert definition("{:.round}") is None
    assert definition('{:a="b: c"}') is None


def test_classes_add_up_and_others_are_replaced() -> None:
    assert merge((("class", "a"), ("id", "x")), (("class", "b"), ("id", "y"))) == (
        ("class", "a b"),
        ("id", "y"),
    )
