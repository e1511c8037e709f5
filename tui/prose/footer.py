"""The footer that a writer keeps under a post, `393w / 13min / min`: finding and changing it in the source.

The line is the writer's own. Only the digits of its numbers change, each number keeps the form in which it
was typed (`1,234w`, `1h 20min`), and a missing number is never added.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tui.edits import Edit
from tui.settings import FOOTER_FORM_DEFAULT, FOOTER_LABEL_DEFAULT

LONGEST = 200
"""Characters that a footer's row may have; a longer row is prose."""

Name = Literal["words", "writing", "postprocessing"]

_FIELDS = re.compile(r"\{(words|writing|postprocessing)\}")
_UNIT = re.compile(r"[ \t]*([^\W\d_]+)")
_BLANKS = "–—?-"
_BLANK = rf"[{re.escape(_BLANKS)}]"
_COUNT = rf"(?:[0-9][0-9.,]*|{_BLANK})?"
_TIME = rf"(?:[0-9]+ ?h(?:ou)?r?s?(?: ?[0-9][0-9.,]*)?|[0-9]+:[0-5][0-9]|[0-9][0-9.,]*|{_BLANK})?"
_NO_UNIT = rf"(?<=[hrs]|{_BLANK})|(?<=h[0-9][0-9])|(?<=:[0-9][0-9])"
"""Where a number needs no unit: behind hours, behind `1h05` and `1:05`, and behind a sign for a blank."""

_WORD_UNITS = ("w", "word", "words")
_MINUTE_UNITS = ("m", "min", "mins", "minute", "minutes")
_LABEL_LIKE = re.compile(r"[^/|]{1,30}(?:[/|][^/|]{1,30}){1,2}")
_MARKUP = re.compile(r"[*_]|<br ?/?>|\\$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_BELOW = re.compile(r"\s*|\{:[^}]*\}\s*|\[[^\]]+\]:.*")
_HOURS = re.compile(r"([0-9]+)( ?h(?:ou)?r?s?|:)( ?)(.*)", re.IGNORECASE)
_LEADING = re.compile(r"[0-9]+(?:[.,][0-9]{3}(?![0-9]))*")


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a footer, as it was typed."""

    name: Name
    text: str
    """The number as typed; "", a dash or a question mark while it is blank."""

    start: int
    """Its column in its row."""

    has_unit: bool = True
    """Whether a unit follows; False for times such as `2h` or `1:05`, and for a dash alone."""

    @property
    def value(self) -> int | None:
        """The number of words, or of whole minutes; None while it is blank."""
        if not self.text or self.text in _BLANKS:
            return None
        hours = _HOURS.fullmatch(self.text)
        if hours is None:
            return _leading(self.text)
        return 60 * int(hours[1]) + _leading(hours[4])

    def written(self, value: int) -> str:
        """Return a value in the form that the writer typed here: with hours, with a separator, or plain."""
        if self.value is None:
            unit = "w" if self.name == "words" else "min"
            return f"{value}" if self.has_unit else f"{value}{unit}"
        hours = _HOURS.fullmatch(self.text)
        if hours is None:
            return _with_leading(self.text, value)
        if hours[4] and not self.has_unit:  # `1h05` or `1:05`
            return f"{value // 60}{hours[2]}{hours[3]}{value % 60:02}"
        minutes = _with_leading(hours[4], value % 60) if hours[4] else f"{value % 60}"
        gap = hours[3] if hours[4] else " "
        unit = "" if self.has_unit else "min"
        return f"{value // 60}{hours[2]}{gap}{minutes}{unit}"


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer in a post: its row (from 0, in the whole post) and its numbers."""

    row: int
    words: Field | None
    """None when the line has no such number; a blank number is a field without a value."""

    writing: Field | None
    postprocessing: Field | None

    def field(self, name: Name) -> Field | None:
        """Return one of its numbers."""
        return {"words": self.words, "writing": self.writing, "postprocessing": self.postprocessing}[name]

    def edits(
        self, words: int | None = None, writing: int | None = None, postprocessing: int | None = None
    ) -> tuple[Edit, ...]:
        """Return the edits that set the numbers; None leaves a number as it is.

        Minutes are whole and never become fewer. The edit of the last number comes first, so that no edit
        changes the positions of the next.
        """
        wanted = (
            (self.postprocessing, postprocessing),
            (self.writing, writing),
            (self.words, words),
        )
        edits = (self._edit(field, value) for field, value in wanted if field and value is not None)
        return tuple(sorted(filter(None, edits), key=lambda edit: edit.start, reverse=True))

    def _edit(self, field: Field, value: int) -> Edit | None:
        now = field.value
        if value == now or (field.name != "words" and now is not None and value < now):
            return None
        end = field.start + len(field.text)
        return Edit((self.row, field.start), (self.row, end), field.written(value), field.text)


@dataclass(frozen=True, slots=True)
class Style:
    """How a writer's footers look: the label above the numbers, and the form of the numbers."""

    label: str = FOOTER_LABEL_DEFAULT
    form: str = FOOTER_FORM_DEFAULT

    def reads_as_numbers(self, line: str) -> bool:
        """Tell whether a line, as readers see it, holds the numbers of a footer."""
        return self.match(line) is not None

    def reads_as_label(self, line: str) -> bool:
        """Tell whether a line, as readers see it, may be the label above the numbers."""
        return line in (self.label, _bare(self.label)) or bool(_LABEL_LIKE.fullmatch(line))

    def match(self, line: str) -> re.Match[str] | None:
        """Match a line with the form, else with the default form; spaces and units may vary."""
        if len(line) > LONGEST or not any(map(str.isalnum, line)):
            return None  # dashes alone are a writer's ornament
        return _pattern(self.form).fullmatch(line) or _pattern(FOOTER_FORM_DEFAULT).fullmatch(line)

    def empty(self) -> str:
        """Return a footer with all numbers blank: two rows, of which the first ends with a hard break."""
        line = _FIELDS.sub("", self.form)
        return f"{self.label}  \n{line}" if self.label else line


DEFAULT = Style()


def find_footer(rows: Sequence[str], from_row: int = 0, style: Style = DEFAULT) -> Footer | None:
    """Return the footer of a post, None when it has none.

    `rows` are those of the whole post; the body begins at `from_row`. The footer is the last paragraph before
    comments, attribute lists and definitions, and has one line, or one under a label.
    """
    row = _last_row(rows, from_row)
    if row is None:
        return None
    top = row
    while top > from_row and rows[top - 1].strip() and not _RULE.fullmatch(rows[top - 1].rstrip()):
        top -= 1
        if top < row - 1:
            return None
    if top < row and not style.reads_as_label(_bare(rows[top])):
        return None
    line = rows[row]
    left = len(line) - len(line.lstrip(" "))
    bare = line.rstrip().rstrip("*_")
    start = len(bare) - len(bare.lstrip(" *_"))
    found = style.match(bare[start:]) if left < 4 else None
    if found is None:
        return None
    return replace(_footer(found, start), row=row)


def _footer(found: re.Match[str], shift: int) -> Footer:
    groups = found.groupdict()

    def field(name: Name) -> Field | None:
        text = groups.get(name)
        if text is None:
            return None
        has_unit = groups.get(f"{name}_unit", "there") is not None
        return Field(name, text, shift + found.start(name), has_unit)

    return Footer(0, field("words"), field("writing"), field("postprocessing"))


def _last_row(rows: Sequence[str], from_row: int) -> int | None:
    """Return the last row of prose: none that is blank, a comment, an attribute list or a definition."""
    row = len(rows) - 1
    while row >= from_row:
        if len(rows[row]) > LONGEST and not rows[row].rstrip().endswith("-->"):
            return None
        if rows[row].rstrip().endswith("-->"):
            opening = _comment_row(rows, row, from_row)
            if opening is None:
                return None
            row = opening - 1
        elif _BELOW.fullmatch(rows[row]):
            row -= 1
        else:
            return row
    return None


def _comment_row(rows: Sequence[str], row: int, from_row: int) -> int | None:
    """Return the row where the comment begins that ends in `row`; None when words are before it there."""
    for opening in range(row, from_row - 1, -1):
        if "<!--" in rows[opening]:
            return opening if rows[opening].lstrip().startswith("<!--") else None
    return None


@lru_cache(maxsize=16)
def _pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a form: spaces may vary, numbers may be blank, the last one may be missing."""
    parts = _FIELDS.split(form)
    pattern = _loosely(parts[0])
    names = parts[1::2]
    for index, (name, literal) in enumerate(zip(names, parts[2::2], strict=True)):
        unit = _UNIT.match(literal)
        known, words = _unit(name, unit[1].lower() if unit else "")
        rest = literal[unit.end() :] if unit else literal
        number = rf"~? ?(?P<{name}>{_COUNT if name == 'words' else _TIME}){words}"
        if name == "postprocessing" and index == len(names) - 1 and index > 0:
            before = _loosely(_between(parts, index))
            pattern = pattern.removesuffix(before) + f"(?:{before}{number})?"
        else:
            pattern += number
        pattern += _loosely(rest if known else literal)
    return re.compile(pattern, re.IGNORECASE)


def _between(parts: Sequence[str], index: int) -> str:
    """Return the part of a form between the unit of one field and the next field."""
    literal = parts[2 * index]
    unit = _UNIT.match(literal)
    name = parts[2 * index - 1]
    known = unit is not None and _unit(name, unit[1].lower())[0]
    return literal[unit.end() :] if unit and known else literal


def _unit(name: str, unit: str) -> tuple[bool, str]:
    """Return whether a unit is one that people write in several ways, and the pattern of these."""
    if name == "words" and unit in _WORD_UNITS:
        return True, rf"(?:(?P<{name}_unit> ?w(?:ords?)?\.?)|(?<={_BLANK}))"
    if name != "words" and unit in _MINUTE_UNITS:
        return True, rf"(?:(?P<{name}_unit> ?m(?:in(?:ute)?s?)?\.?)|{_NO_UNIT})"
    return False, ""


def _loosely(literal: str) -> str:
    """Return the pattern of a literal with any spaces around its signs; a bar is as good as a slash."""
    signs = [re.escape(sign).replace("/", "[/|]") for sign in literal.split()]
    return rf" *{' *'.join(signs)} *" if signs else " *" if literal else ""


def _bare(row: str) -> str:
    """Return a row without emphasis and without a break at its end."""
    return _MARKUP.sub("", row.strip()).strip()


def _leading(text: str) -> int:
    found = _LEADING.match(text)
    return int(re.sub(r"[.,]", "", found[0])) if found else 0


def _with_leading(text: str, value: int) -> str:
    """Return a typed number with another whole part; its separator and what follows stay."""
    found = _LEADING.match(text)
    if found is None:
        return str(value)
    separator = next((sign for sign in found[0] if sign in ".,"), "")
    number = f"{value:,}".replace(",", separator) if separator else str(value)
    return number + text[found.end() :]
