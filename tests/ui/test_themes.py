"""Themes: words and marks stand out from every ground they may lie on, as much as WCAG asks."""

from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.errors import ThemeError
from tui.paint.cells import ROLES
from tui.settings import Settings
from tui.ui.depth import terminal_depth
from tui.ui.theme import COLOURLESS, SIXTEEN, Depth, RoleStyle, Theme, load_theme, shipped_themes, theme_files

WORDS, MARKS = 4.5, 3.0
GROUNDS = {
    "text": ("background", "page", "code.background", "selection", "overlay", "surface"),
    "muted": ("background", "page", "code.background", "surface", "selection", "overlay"),
    "accent": ("background", "page", "surface", "selection"),
    "match": ("overlay", "selection"),
    **{f"heading.{level}": ("background", "page") for level in range(1, 7)},
    "strong": ("background", "page", "code.background", "overlay", "selection"),
    "emphasis": ("background", "page", "code.background"),
    "strike": ("background", "page"),
    "code": ("background", "page", "code.background"),
    **{f"code.{kind}": ("code.background",) for kind in ("label", "keyword", "string", "number", "comment")},
    "link": ("background", "page", "selection"),
    "link.source": ("background", "page", "selection"),
    "link.url": ("background", "page", "selection"),
    "attribute": ("background",),
    "quote": ("background", "page"),
    "list.done": ("background", "page"),
    "table.header": ("background", "page"),
    "footnote": ("background", "page"),
    "comment": ("background", "page", "code.background"),
    "frontmatter": ("code.background",),
    "frontmatter.title": ("code.background",),
    "bank": ("background", "page"),
    "focus": ("background",),
    "dimmed": ("background",),
    "misspelt.likely": ("background", "page", "code.background"),
    "misspelt.unknown": ("background", "page", "code.background"),
    "added": ("background", "page", "code.background"),
    "removed": ("background", "page", "code.background"),
    "warning": ("background", "page", "code.background", "status.background", "overlay"),
    "error": ("background", "page", "status.background", "overlay"),
    "status.text": ("status.background", "background"),
    "status.muted": ("status.background", "background"),
    "status.key": ("status.background", "overlay"),
    "status.attention": ("status.background",),
    "sidebar.heading": ("sidebar.background",),
    "sidebar.text": ("sidebar.background", "selection"),
    "sidebar.count": ("sidebar.background", "selection"),
    "sidebar.date": ("sidebar.background", "selection"),
    "sidebar.chosen": ("sidebar.background", "selection"),
}
MARK_GROUNDS = {
    "faint": ("background", "page"),
    "mark": ("background", "page", "code.background"),
    "quote.bar": ("page",),
    "list.bullet": ("background", "page"),
    "rule": ("background", "page", "overlay"),
    "here": ("page",),
    "sidebar.bar": ("sidebar.background", "selection"),
    "sidebar.open": ("sidebar.background", "selection"),
}
SHIPPED = sorted(theme_files((shipped_themes(),)))
MORE_CONTRAST = ("contrast-dark", "contrast-light")
WORDS_THERE, MARKS_THERE = 7.0, 4.5
"""As WCAG 2.2 has it at level AAA."""

OF_THE_TERMINAL = (COLOURLESS, *SIXTEEN.values())
"""Themes whose colours, and so their contrasts, are the terminal's."""


def luminance(color: str) -> float:
    """The relative luminance of `#RRGGBB`, WCAG 2.2."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_one_theme_is_dark_and_one_is_light() -> None:
    modes = {load_theme(name, (shipped_themes(),)).dark for name in SHIPPED}
    assert modes == {True, False}


def test_every_role_with_words_or_marks_is_checked() -> None:
    grounds = {"background", "surface", "page", "overlay", "selection", "code.background"}
    grounds |= {"status.background", "sidebar.background", "cursor"}
    assert set(ROLES) - grounds == set(GROUNDS) | set(MARK_GROUNDS)


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - set(OF_THE_TERMINAL)))
def test_words_and_marks_can_be_read_on_every_ground(name: str) -> None:
    theme = load_theme(name, (shipped_themes(),))
    weak = []
    words, marks = (WORDS_THERE, MARKS_THERE) if name in MORE_CONTRAST else (WORDS, MARKS)
    for least, table in ((words, GROUNDS), (marks, MARK_GROUNDS)):
        for role, grounds in table.items():
            for ground in grounds:
                found = contrast(theme.role(role).fg, theme.role(ground).bg)
                if found < least:
                    weak.append(f"{role} on {ground}: {found:.2f}, needs {least}")
    cursor = theme.role("cursor")
    if contrast(cursor.fg, cursor.bg) < words:
        weak.append("the letter under the cursor")
    assert not weak


def test_a_theme_of_ones_own_works_by_name(tmp_path: Path) -> None:
    (tmp_path / "night.toml").write_text('inherits = "ink"\n[roles]\n"text" = { fg = "#FFFFFF" }\n')
    theme = load_theme("night", (shipped_themes(), tmp_path))
    assert theme.role("text").fg == "#FFFFFF"
    assert theme.role("muted") == load_theme("ink", (shipped_themes(),)).role("muted")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[roles", "cannot be read"),
        ('[roles]\n"tekst" = { fg = "#000000" }', "no role named 'tekst'"),
        ('[roles]\n"text" = { fg = "azure" }', "unknown colour 'azure'"),
        ('[roles]\n"text" = { glow = true }', "unknown key 'glow'"),
        ('[roles]\n"text" = "azure"', "is not a table"),
        ('[roles]\n"text" = { fg = "#000000" }', "has no style for"),
        ('inherits = "broken"', "cannot inherit 'broken'"),
        ('inherits = "ink"\nmode = "dusk"', "the mode is 'dusk'"),
        ('inherits = "ink"\n[roles]\n"text" = { bold = 1 }', "neither true nor false"),
        ("roles = 3", "roles is not a table"),
        ('inherits = ["ink"]', "cannot inherit ['ink']"),
        ("x = " + "[" * 5_000, "it is nested too deep"),
    ],
)
def test_a_broken_theme_says_what_is_wrong_and_where(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(ThemeError) as error:
        load_theme("broken", (shipped_themes(), tmp_path))
    assert words in f"{error.value.title}, {error.value.detail}"
    assert error.value.path == path
    assert error.value.hint


async def test_a_theme_that_is_gone_meanwhile_stops_nothing(tmp_path: Path, draftroom_home: Path) -> None:
    own = draftroom_home / "config" / "themes"
    own.mkdir(parents=True)
    (own / "dusk.toml").write_text('inherits = "ink"\n')
    async with writing(make_blog(tmp_path), settings=Settings(theme="dusk", spelling=False)) as writer:
        await writer.press("ctrl+p")
        await writer.type(">theme")
        await writer.press("enter")
        (own / "dusk.toml").unlink()
        await writer.press("down", "escape", "ctrl+p")
        await writer.type(">theme")
        await writer.press("enter", "escape")
        assert writer.screen.editor.has_focus


def of_the_terminal(name: str) -> Theme:
    return load_theme(name, (shipped_themes(),))


@pytest.mark.parametrize("name", OF_THE_TERMINAL)
def test_grounds_are_the_terminals_own_and_what_is_chosen_is_reversed(name: str) -> None:
    theme = of_the_terminal(name)
    assert {look.bg for look in theme.roles.values()} <= {"", "ansi_default"}
    assert {role for role, look in theme.roles.items() if look.reverse} == {"cursor", "selection"}
    assert theme.style("sidebar.background", "text", "selection").reverse
    assert theme.ansi
    assert not theme.has_tones


@pytest.mark.parametrize("name", OF_THE_TERMINAL)
def test_every_role_that_a_stylesheet_asks_for_has_a_colour(name: str) -> None:
    theme = of_the_terminal(name)
    assert not [role for role, look in theme.roles.items() if not look.fg and not look.bg]


def test_words_are_never_painted_in_the_colour_of_marks() -> None:
    for name in SIXTEEN.values():
        theme = of_the_terminal(name)
        faint = {role for role, look in theme.roles.items() if look.fg == "ansi_bright_black"}
        assert faint == {"faint", "mark", "quote.bar", "list.bullet", "rule"}


def test_the_theme_without_colours_has_none() -> None:
    theme = of_the_terminal(COLOURLESS)
    assert {look.fg for look in theme.roles.values()} == {"", "ansi_default"}
    assert not [role for role in ROLES if theme.style(role).dim]


@pytest.mark.parametrize("name", OF_THE_TERMINAL)
def test_without_colours_bold_and_italic_tell_headings_apart(name: str) -> None:
    """A heading of level 1 has a rule below it, those of level 5 and 6 have their marks before them."""
    theme = of_the_terminal(name)
    looks = [theme.role(f"heading.{level}") for level in (2, 3, 4)]
    assert len({(look.bold, look.italic) for look in (RoleStyle(), *looks)}) == 4
    assert theme.role("heading.5").bold != theme.role("heading.6").bold


@pytest.mark.parametrize(
    ("wanted", "depth", "name"),
    [
        ("ink", "many", "ink"),
        ("ink", "sixteen", "sixteen-dark"),
        ("paper", "sixteen", "sixteen-light"),
        ("sixteen-light", "many", "sixteen-light"),
        ("colourless", "sixteen", "colourless"),
        ("paper", "none", "colourless"),
    ],
)
def test_a_terminal_of_few_colours_gets_a_theme_of_its_own(wanted: str, depth: Depth, name: str) -> None:
    assert load_theme(wanted, (shipped_themes(),), depth).name == name


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none"),
        ({"NO_COLOR": ""}, "none"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "linux"}, "sixteen"),
        ({"TERM": "xterm-16color"}, "sixteen"),
        ({"TERM": "xterm-256color"}, "many"),
        ({"TERM": "foot", "COLORTERM": "truecolor"}, "many"),
    ],
)
def test_what_the_terminal_says_of_its_colours(environ: dict[str, str], depth: Depth) -> None:
    assert terminal_depth(environ) == depth


def test_an_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(ThemeError, match="ink, paper"):
        load_theme("nope", (shipped_themes(),))
