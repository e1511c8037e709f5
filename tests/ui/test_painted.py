"""What a pane writes of a link: an address that a terminal may follow, the same for all its words."""

import pytest

from tui.paint.cells import Span
from tui.ui.theme import load_theme, shipped_themes
from tui.ui.widgets.painted import followed, strip_of

INK = load_theme("ink", (shipped_themes(),))


@pytest.mark.parametrize(
    ("address", "home", "link"),
    [
        ("https://example.org/tides/", "", "https://example.org/tides/"),
        ("HTTP://example.org", "", "HTTP://example.org"),
        ("mailto:marta@example.org", "", "mailto:marta@example.org"),
        ("//example.org/tides", "", "https://example.org/tides"),
        ("https://example.org/über/日", "", "https://example.org/%C3%BCber/%E6%97%A5"),
        ("https://example.org/a%20b?c=d&e=[f]~'", "", "https://example.org/a%20b?c=d&e=[f]~'"),
        ("https://example.org/a b", "", "https://example.org/a%20b"),
        (" https://example.org/ \n", "", "https://example.org/"),
        ("/about/", "https://example.org/blog/", "https://example.org/about/"),
        ("/about/", "", ""),
        ("/about/", "/blog", ""),
        ("about/", "https://example.org", ""),
        ("#tides", "https://example.org", ""),
        ("javascript:alert(1)", "", ""),
        ("file:///etc/passwd", "", ""),
        ("https://example.org/\x1b]8;;evil", "", ""),
        ("https://example.org/\nb", "", ""),
        ("https://example.org/\u202eevil", "", ""),
        ("/\x1b\\evil", "https://example.org", ""),
        ("https://example.org/\udcff", "", ""),
    ],
)
def test_only_the_web_and_mail_can_be_followed(address: str, home: str, link: str) -> None:
    assert followed(address, home) == link


def test_the_words_of_a_link_are_one_link_whatever_they_look_like() -> None:
    url = "https://example.org/über"
    spans = [Span("low ", ("link",), url), Span("water", ("strong", "link"), url), Span(" so ")]
    other = Span("ice", ("link",), "https://example.org/ice")
    strip = strip_of([*spans, other], ("page", "text"), INK, 40)
    ids = [segment.style.link_id for segment in strip if segment.style]
    assert ids[0] == ids[1] != ids[3]
    assert not ids[2]
    again = strip_of(spans, ("page", "text"), INK, 40)
    assert [segment.style.link_id for segment in again if segment.style][:2] == ids[:2]
