"""Reading posts: bytes and text come back exactly, and headers are cut where the engines cut them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import PostError
from tui.files.post import LARGEST_POST, Kind, Post, decode, digest_of, encode, read_post, split

FIXTURES = Path(__file__).parent / "fixtures"

PIECES = (
    *(
        "---\n",
        "--- \n",
        "---",
        "----\n",
        "...\n",
        "+++\n",
        "\ufeff",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\f",
        "\x1b[31m",
    ),
    *(
        "\x85",
        "\u2028",
        "\u2029",
        "\udce9",
        "title: river\n",
        "Title: river\n",
        "Tags: a, b\r\n",
        "    more\n",
    ),
    *(
        '{"a": 1}',
        "{",
        "}",
        "---json\n",
        "---yml\n",
        "  ",
        "\t",
        "- one\n",
        "water",
        "é",
        "😀",
        "note: high\n",
    ),
)


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_parts_always_rejoin(text: str) -> None:
    parts = split(text)
    assert parts.prefix + parts.header + parts.closing + parts.body == text
    before_body = parts.prefix + parts.header + parts.closing
    assert (parts.header_row, parts.body_row) == (parts.prefix.count("\n"), before_body.count("\n"))
    assert parts.kind != "none" or parts.body == text


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: encode("".join(pieces))))
def test_bytes_come_back_from_their_text(raw: bytes) -> None:
    assert encode(decode(raw)) == raw


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.md")))
def test_fixtures_come_back_from_disk(name: str) -> None:
    post = read_post(FIXTURES / name)
    assert post.raw == (FIXTURES / name).read_bytes()
    assert encode(post.text) == post.raw
    assert post.parts.kind != "none"
    assert post.parts.body.lstrip().startswith(("on tuesday", "the kettle knows"))


def test_river_has_what_the_other_rooms_count_on() -> None:
    parts = read_post(FIXTURES / "river.md").parts
    assert (parts.kind, parts.prefix, parts.closing) == ("yaml", "---\n", "--- \n")
    assert (parts.header_row, parts.body_row) == (1, 8)
    assert parts.body.startswith("\n\non tuesday")
    assert "\n---\n" in parts.body
    assert not parts.body.endswith("\n")


@pytest.mark.parametrize(
    ("text", "kind", "header", "closing", "body"),
    [
        ("---\na: b\n---\nbody", "yaml", "a: b\n", "---\n", "body"),
        ("---\na: b\n---", "yaml", "a: b\n", "---", ""),
        ("--- \t\r\na: b\r\n... \r\nbody", "yaml", "a: b\r\n", "... \r\n", "body"),
        ("\ufeff---\na: b\n---\nbody", "yaml", "a: b\n", "---\n", "body"),
        ("---\n---\n---\n", "yaml", "", "---\n", "---\n"),
        ("---\na: b\n --- \n---\n", "yaml", "a: b\n --- \n", "---\n", ""),
        ("---\na: b\u2028---\n---\n", "yaml", "a: b\u2028---\n", "---\n", ""),
        ("+++\na = 1\n+++\nbody", "toml", "a = 1\n", "+++\n", "body"),
        ('{"a": {"b": 1}} \r\nbody', "json", '{"a": {"b": 1}}', " \r\n", "body"),
        ('{"a": ' + "9" * 5000 + "}\n", "json", '{"a": ' + "9" * 5000 + "}", "\n", ""),
        ("Title: x\nTags: a\n\nbody\n", "pelican", "Title: x\nTags: a\n", "\n", "body\n"),
        ("Title: x\n    more\n \t\r\nbody", "pelican", "Title: x\n    more\n", " \t\r\n", "body"),
        ("lang: en\nTitle: x\nbody", "pelican", "lang: en\nTitle: x\n", "", "body"),
        ("Title: x\n---\nbody", "pelican", "Title: x\n", "---\n", "body"),
        ("Title: x", "pelican", "Title: x", "", ""),
    ],
)
def test_headers_end_where_the_engines_end_them(
    text: str, kind: Kind, header: str, closing: str, body: str
) -> None:
    parts = split(text)
    assert (parts.kind, parts.header, parts.closing, parts.body) == (kind, header, closing, body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "plain words\n",
        "\n---\na: b\n---\n",
        "----\na: b\n----\n",
        "---\na: b\nno closing fence\n",
        "---\ra: b\r---\r",
        "+++\na = 1\n",
        "{% include river.html %}\n",
        "{{ page.title }}\n",
        '{"a": 1} and words\n',
        "note: the water was high\n\nbody",
        "Title:x\n\nbody",
    ],
)
def test_what_only_looks_like_a_header_is_body(text: str) -> None:
    parts = split(text)
    assert (parts.kind, parts.body) == ("none", text)


def test_a_post_with_another_text_keeps_its_path() -> None:
    post = Post(Path("river.md"), b"high").with_text("low \udce9")
    assert (post.path, post.raw, post.text) == (Path("river.md"), b"low \xe9", "low \udce9")
    assert post.digest == digest_of(b"low \xe9")


def test_half_a_character_cannot_be_saved() -> None:
    with pytest.raises(PostError, match="U\\+D83D") as error:
        encode("one\ntwo \ud83d")
    assert error.value.line == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"a\0b",
        b"\0",
        b"\x1b[1mbold\x1b[0m and a form feed\f",
        "rivière, forêt".encode("latin-1"),
        b"\xff",
        "river \u202e \u2028 \x85".encode(),
        "вода и утро ".encode() * 2000,
        "вода и утро ".encode("cp1251") * 10,
        b"---\ntitle: low\n---\n\n" + "вода и утро\n".encode("cp1251") * 20,
        bytes(range(128, 256)),
        b"\x93\xfd\x90\xf1" * 5,
    ],
)
def test_odd_texts_are_read_exactly(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(raw)
    assert encode(read_post(path).text) == raw


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"\x89PNG\r\n\x1a\n and so on", "binary"),
        (b"PK\x03\x04 a document", "binary"),
        (bytes(range(256)) * 8, "binary"),
        ("river".encode("utf-16"), "UTF-16"),
        (bytes(range(128, 256)) + b"\0", "binary"),
        (b"\x93\x00\xff\xfe\x90" * 3, "binary"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, title: str, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(raw)
    with pytest.raises(PostError, match=title) as error:
        read_post(path)
    assert error.value.path == path
    assert error.value.hint


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.md"
    os.mkfifo(fifo)
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    cases = {
        tmp_path / "none.md": "no such file",
        tmp_path / "dangling.md": "target of this link is missing: it leads to .*nowhere.md",
        tmp_path: "folder",
        fifo: "pipe",
        Path("/dev/null"): "device",
        tmp_path / "a\0b": "cannot be read",
    }
    for path, title in cases.items():
        with pytest.raises(PostError, match=title):
            read_post(path)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "post.md"
    path.touch()

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PostError, match="may not be read"):
        read_post(path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    with path.open("wb") as file:
        file.truncate(LARGEST_POST + 1)
    with pytest.raises(PostError, match=r"too large.*another editor"):
        read_post(path)
