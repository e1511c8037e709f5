"""Changing YAML headers: every style that headers are written in is kept."""

import pytest

from tests.files.splicing import applied, fenced
from tui.files.splice import set_tags, set_value


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("title: old", "new", "title: new"),
        ("title: old # why", "new", "title: new # why"),
        ("title:   old  ", "new", "title:   new  "),
        ("title: 'old'", "new", "title: 'new'"),
        ("title: 'old'", "it's", "title: 'it''s'"),
        ('title: "old"', 'say "hi" \\', 'title: "say \\"hi\\" \\\\"'),
        ("title: old", "it's", "title: it's"),
        ("title: old", "a: b", "title: 'a: b'"),
        ("title: old", "new #1", "title: 'new #1'"),
        ("title: old", "@river", "title: '@river'"),
        ("title: old", " lead", "title: ' lead'"),
        ("title: old", "", "title: ''"),
        ("title: old", "No", "title: 'No'"),
        ("title: old", "2024", "title: '2024'"),
        ("title: old", "2024-05-01", "title: '2024-05-01'"),
        ("title: old", "~", "title: '~'"),
        ("title: old", "null", "title: 'null'"),
        ("title: old", "1e3", "title: '1e3'"),
        ("title: old", "0o17", "title: '0o17'"),
        ("title: old", "y", "title: 'y'"),
        ("title: old", ":wq and others", "title: ':wq and others'"),
        ("title: old", "[x", "title: '[x'"),
        ("title: old", "[" * 60, f"title: '{'[' * 60}'"),
        ("title: old", "two\nlines", 'title: "two\\nlines"'),
        ("title: 'old'", "\x1b[2J\u2028", 'title: "\\x1b[2J\\u2028"'),
        ("title: old", "é 😀", "title: é 😀"),
        ("title: 2024", "2025", "title: 2025"),
        ("title: 2024", "1.5", "title: '1.5'"),
        ("title: 2024-05-01", "2024-06-01", "title: 2024-06-01"),
        ("title: 2014-12-25 12:00:00 +0000", "2015-01-01 10:00:00 +0100", "title: 2015-01-01 10:00:00 +0100"),
        ("title: 2014-12-25 12:00:00 +0000", "1e3", "title: '1e3'"),
        ("title: yes", "no", "title: 'no'"),
        ("title: yes", "2024", "title: '2024'"),
        ("title: 'yes'", "no", "title: 'no'"),
        ("title:", "new", "title: new"),
        ("title: # none yet", "new", "title: new # none yet"),
        ("title: ~", "new", "title: new"),
        ("title: >\n  old\n  words\n\nx: y", "new", "title: new\n\nx: y"),
        ("title: |-\n  old\n# why\nx: y", "new", "title: new\n# why\nx: y"),
        ("title: old\n  words\nx: y", "new", "title: new\nx: y"),
        ("title: old\r", "new", "title: new\r"),
        ("{title: old, x: y}", "a, b", "{title: 'a, b', x: y}"),
        ("layout: post", "new", "layout: post\ntitle: new"),
        ("layout: post\r", "new", "layout: post\r\ntitle: new\r"),
        ("x: |\n  words\n\n# end", "new", "x: |\n  words\n\n# end\ntitle: new"),
        ("  x: y", "new", "  x: y\n  title: new"),
        ("# only a comment", "new", "# only a comment\ntitle: new"),
        ("base: &base {title: old}\n<<: *base", "new", "base: &base {title: old}\n<<: *base\ntitle: new"),
    ],
)
def test_a_yaml_value_changes_in_its_own_style(before: str, value: str, after: str) -> None:
    text = fenced(before)
    assert applied(text, set_value(text, "title", value)) == fenced(after)


def test_a_new_key_takes_the_quotes_of_the_title() -> None:
    text = fenced("title: 'river'\nx: y")
    assert applied(text, set_value(text, "slug", "low")) == fenced("title: 'river'\nx: y\nslug: 'low'")


@pytest.mark.parametrize(
    ("before", "tags", "after"),
    [
        # a block list: indentation, comments, quotes and line ends of the neighbour
        ("tags:\n- a\n- b", "a b c", "tags:\n- a\n- b\n- c"),
        ("tags:\n- a\n- b", "a", "tags:\n- a"),
        ("tags:\n- a\n- b", "b", "tags:\n- b"),
        ("tags: # two\n- a\n- b", "", "tags: [] # two"),
        ("tags:\n  - a # x\n  # y\n  - b\nz: 1", "b c", "tags:\n  # y\n  - b\n  - c\nz: 1"),
        ("tags:\n  -  a\n\nz: 1", "a b", "tags:\n  -  a\n  -  b\n\nz: 1"),
        ("tags:\n- 'a'\n- b", "x b", "tags:\n- 'x'\n- b"),
        ("tags:\n- 'a'\n- 'b'", "a b c", "tags:\n- 'a'\n- 'b'\n- 'c'"),
        ("tags:\n- 'a'\n- b", "a b c", "tags:\n- 'a'\n- b\n- c"),
        ("tags:\n- a\n- b", "z a b", "tags:\n- z\n- a\n- b"),
        ("tags:\n- a\n- b", "b a", "tags:\n- b\n- a"),
        ("tags:\n- a\n- b\n- c", "a x z c", "tags:\n- a\n- x\n- z\n- c"),
        ("tags:\n- a", "a 2024 #c", "tags:\n- a\n- '2024'\n- '#c'"),
        ("tags:\n- 2023", "2023 x", "tags:\n- 2023\n- x"),
        ("tags:\n- 2023", "2024", "tags:\n- 2024"),
        ("tags:\r\n- a\r", "a b", "tags:\r\n- a\r\n- b\r"),
        # a list in brackets
        ("tags: [a, b] # x", "a b c", "tags: [a, b, c] # x"),
        ("tags: [a,b]", "b", "tags: [b]"),
        ("tags: [a,b]", "a b c", "tags: [a,b,c]"),
        ("tags: [ a, b ]", "a", "tags: [ a ]"),
        ("tags: [a, b, ]", "x a b", "tags: [x, a, b, ]"),
        ("tags: [a, b]", "", "tags: []"),
        ("tags: []", "a b", "tags: [a, b]"),
        ("tags: ['a']", "a b", "tags: ['a', 'b']"),
        ("tags: [\n  a, # x\n  b\n]", "a b c", "tags: [\n  a, # x\n  b, c\n]"),
        ("tags: [\n  a,\n  b\n]", "a b c", "tags: [\n  a,\n  b,\n  c\n]"),
        # strings
        ("tags: one", "one", "tags: one"),
        ("tags: one", "one two", "tags: [one, two]"),
        ("tags: one", "two", "tags: two"),
        ("tags: one two", "one two", "tags: one two"),
        ("tags: one two", "one two three", "tags: one two three"),
        ("tags: 'one two'", "two", "tags: 'two'"),
        ("tags: one two", "", "tags: []"),
        ("tags: one, two", "one two", "tags: [one, two]"),
        ("tags: 2013", "2013 x", "tags: [2013, x]"),
        ("tags: 'one'", "one 2", "tags: ['one', '2']"),
        # nothing yet
        ("tags:", "a b", "tags:\n- a\n- b"),
        ("tags:\nz:\n  - 1", "a", "tags:\n  - a\nz:\n  - 1"),
        ("tags: # none", "a", "tags: [a] # none"),
        ("tags: ~", "a b", "tags: [a, b]"),
        ("tags:", "", "tags:"),
        ("z: 1", "", "z: 1"),
        ("z: 1", "a b", "z: 1\ntags:\n- a\n- b"),
        ("z:\n    - 1", "a", "z:\n    - 1\ntags:\n    - a"),
        ("z: 1\r", "a", "z: 1\r\ntags:\r\n- a\r"),
    ],
)
def test_yaml_tags_change_in_their_own_style(before: str, tags: str, after: str) -> None:
    text = fenced(before)
    assert applied(text, set_tags(text, tags.split())) == fenced(after)


def test_a_tag_with_a_space_makes_a_list_of_words() -> None:
    text = fenced("tags: one two")
    assert applied(text, set_tags(text, ["one", "a b"])) == fenced("tags: [one, a b]")
