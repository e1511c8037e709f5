"""Texts for the tests of this room: bodies made of everything that markdown knows, and the fixtures."""

from pathlib import Path

from hypothesis import strategies as st

FIXTURES = Path(__file__).parent / "fixtures"

PIECES = (
    *(
        "river ",
        "kettle",
        "a",
        "b c",
        "it's",
        '"',
        "'",
        "--",
        "...",
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "\t",
        "\\",
    ),
    *("*", "**", "_", "`", "```\n", "~~~\n", "> ", "- ", "* ", "1. ", "2) ", "  ", "# ", "---\n", "===\n"),
    *("[", "]", "(/u)", "![", "[a]: /u\n", "<b>", "<div>", "</div>\n", "<!-- ", "-->", "<<", "&amp;", "|"),
    *("| a | b |\n|---|---|\n", ": ", "kettle\n: sings\n", "{:.x}", "{: .y}\n", "{#id}", "[^1]", "[^1]: "),
    *(
        "$$",
        "~~",
        "*[a]: x\n",
        "[ ] ",
        "https://river.example/",
        "\r\n",
        "\r",
        "\x0b",
        "\u2028",
        "\x00",
        "é",
        "\udc80",
    ),
)

bodies = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def cases() -> list[tuple[str, str, str]]:
    """Return dialect, input and expected HTML of every case in the fixtures."""
    found = []
    for path in sorted(FIXTURES.glob("*/*.txt")):
        for case in path.read_text(encoding="utf-8").removesuffix("\n").split("\n====\n"):
            source, _, expected = case.partition("\n.\n")
            found.append((path.parent.name, source, expected))
    return found
