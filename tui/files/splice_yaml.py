"""Changes of a YAML header that replace only the characters of one value.

The marks of PyYAML's nodes tell where a value is; all other bytes stay. A result may still read differently
than it was meant (a plain `No`, an alias without its anchor), so `tui.files.splice` reads every result again
before it is used. This module therefore need not handle every possible header.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import yaml

from tui.errors import HeaderError
from tui.files.guards import check_yaml
from tui.files.header import EDIT_AS_TEXT, SourceLoader, Typed

Change = tuple[int, int, str]
"""(start, end, text): the text replaces the characters between two offsets of the header."""

Span = tuple[int, int]
"""Start and end of a value, in characters from the start of the header."""

_TAG = "tag:yaml.org,2002:"
_MAPPING, _BLOCK, _FLOW = "x: {}\n", "- {}\n", "[{}, x]\n"
"""Contexts of a scalar, which differ in what may be written without quotes."""


_READ_OTHERWISE = re.compile(
    r"(?P<bool>[yn])|(?P<timestamp>\d{4}-\d\d?-\d\d?[t ].*)"
    r"|(?P<float>[-+]?\.?\d[\d_.,:]*(?:e[-+]?\d+)?|0o[0-7_]+|[-+]?\.(?:inf|nan))|(?P<symbol>:.*)",
    re.IGNORECASE,
)
"""Plain scalars that PyYAML reads as text, but YAML 1.2 or Ruby as a boolean, number, date or symbol."""


def refusal(reason: str) -> HeaderError:
    """Return the error for a change that cannot be made safely."""
    return HeaderError("the header cannot be changed safely", reason, EDIT_AS_TEXT)


def apply_changes(source: str, changes: Sequence[Change]) -> str:
    """Return the source with the changes applied; they must not overlap."""
    for start, end, text in sorted(changes, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def set_yaml_value(header: str, key: str, value: str, ending: str) -> str:
    """Return a YAML header with one scalar set.

    Raises HeaderError when the key holds a list or mapping, or shares its value by an anchor or alias.
    """
    mapping = _Mapping(header)
    pair = mapping.find(key)
    if pair is None:
        written = scalar(value, mapping.style("title"), _MAPPING)
        return mapping.append([f"{key}: {written}"], ending)
    node = pair[1]
    if not isinstance(node, yaml.ScalarNode):
        raise refusal(f"{key} holds a list or a mapping")
    start, end = mapping.span(node)
    written = scalar(value, node.style, mapping.context, _plain_kind(header[start:end], mapping.context))
    return apply_changes(header, [(start, end, _after_colon(header, start) + written)])


def set_yaml_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    """Return a YAML header with one list of words set.

    Raises HeaderError when the key holds anything but words.
    """
    mapping = _Mapping(header)
    pair = mapping.find(key)
    if pair is None:
        return mapping.append([f"{key}:", *mapping.block_items(tags, 0)], ending) if tags else header
    name, node = pair
    if isinstance(node, yaml.SequenceNode):
        changes = _flow(mapping, node, tags) if node.flow_style else _block(mapping, name, node, tags)
        return apply_changes(header, changes)
    if not isinstance(node, yaml.ScalarNode):
        raise refusal(f"{key} holds a mapping")
    start, end = mapping.span(node)
    rest_of_line = header[start : _line_end(header, start)]
    if tags and not rest_of_line.strip():
        items = mapping.block_items(tags, name.start_mark.column)
        place = start + len(rest_of_line)
        return apply_changes(header, [(place, place, "".join(item + ending for item in items))])
    written = _words(header[start:end], node, tags, key != "tag")
    return apply_changes(header, [(start, end, _after_colon(header, start) + written)])


def set_yaml_words(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    """Return a YAML header with one string of words set, separated by commas.

    Raises HeaderError for a tag with a comma, and for one that needs quotes, which Pelican would show.
    """
    if any("," in tag for tag in tags):
        raise refusal("a tag with a comma would read as two")
    mapping = _Mapping(header)
    pair = mapping.find(key)
    if not tags:
        return apply_changes(header, [(*mapping.span(pair[1]), "")]) if pair else header
    changed = set_yaml_value(header, key, ", ".join(tags), ending)
    if (_Mapping(changed).style(key) or "") != (mapping.style(key) or ""):
        raise refusal("a tag would need quotes, which would show")
    return changed


class _Mapping:
    """The top level of a YAML header: its nodes, and how its values are written."""

    def __init__(self, header: str) -> None:
        self.header = header
        root = _compose(header)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise refusal("the header has no keys")
        self.pairs: list[tuple[yaml.Node, yaml.Node]] = root.value if root else []
        self.context = _FLOW if root and root.flow_style else _MAPPING

    def find(self, key: str) -> tuple[yaml.Node, yaml.Node] | None:
        """Return the nodes of a key and its value. Raises HeaderError when other keys share the value."""
        found = [pair for pair in self.pairs if pair[0].value == key]
        if len(found) > 1:
            raise refusal(f"it has {key} twice")
        if not found:
            return None
        name, node = found[0]
        if node.start_mark.index < name.end_mark.index:
            raise refusal(f"{key} is an alias of another value")
        self.check_own(node, key)
        return name, node

    def check_own(self, node: yaml.Node, what: str) -> None:
        """Raise HeaderError for a value with an anchor, an alias or a type in front."""
        if self.header.startswith(("&", "*", "!"), node.start_mark.index):
            raise refusal(f"{what} has an anchor, an alias or a type in front")

    def span(self, node: yaml.Node) -> Span:
        """Return the span of a value, without the blank lines at the end of a block scalar."""
        start = node.start_mark.index
        return start, start + len(self.header[start : node.end_mark.index].rstrip(" \t\r\n"))

    def style(self, key: str) -> str | None:
        """Return how a key's value is quoted: PyYAML's style, None for a plain or missing one."""
        for name, node in self.pairs:
            if name.value == key and isinstance(node, yaml.ScalarNode):
                return node.style
        return None

    def block_items(self, tags: Sequence[str], column: int) -> list[str]:
        """Return tags as the lines of a block list under a key, indented like the header's other lists."""
        indents = [
            node.start_mark.column - name.start_mark.column
            for name, node in self.pairs
            if isinstance(node, yaml.SequenceNode) and not node.flow_style
        ]
        indent = " " * (column + next((indent for indent in indents if indent >= 0), 0))
        return [f"{indent}- {scalar(tag, None, _BLOCK)}" for tag in tags]

    def append(self, lines: Sequence[str], ending: str) -> str:
        """Return the header with lines added at its end."""
        if self.context == _FLOW:
            raise refusal("it is written in braces")
        indent = " " * (self.pairs[0][0].start_mark.column if self.pairs else 0)
        return self.header + "".join(indent + line + ending for line in lines)


def scalar(value: str, style: str | None, context: str, old_kind: str | None = None) -> str:
    """Return a value as a YAML scalar: in the quotes of `style`; without these, plain if it reads back.

    A plain value may read as a number or date if the old value did (`old_kind`), but never as a boolean: a
    title `No` that becomes `Yes` must stay text. A `Typed` value is always plain. Raises HeaderError when a
    `Typed` value does not read as its kind.
    """
    kind = _plain_kind(value, context)
    if isinstance(value, Typed):
        if kind != value.kind:
            raise refusal(f"{value} does not read as {value.kind}")
        return value
    if style not in ("'", '"') and kind is not None and kind in ("str", old_kind) and kind != "bool":
        return value
    if style != '"' and not _not_in_quotes().search(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _not_in_quotes().sub(_escape, re.sub(r'["\\]', r"\\\g<0>", value)) + '"'


@cache
def _not_in_quotes() -> re.Pattern[str]:
    """Return the pattern of the characters that YAML reads back only when they are escaped.

    These are controls, line separators and the byte order mark. The pattern is compiled at its first use,
    because that takes three milliseconds, for which no start should wait.
    """
    return re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return {0x0A: r"\n", 0x09: r"\t"}.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _plain_kind(value: str, context: str) -> str | None:
    """Return what a plain scalar reads as, None when the value cannot be one.

    "float elsewhere" and the like mean that PyYAML reads text, but another YAML reader does not.
    """
    if _not_in_quotes().search(value):
        return None
    try:
        root = _compose(context.format(value))
    except (yaml.YAMLError, ValueError):
        return None
    node = root.value[0] if root is not None else None
    if isinstance(node, tuple):
        node = node[1]
    if not isinstance(node, yaml.ScalarNode) or node.style or node.value != value:
        return None
    kind = node.tag.removeprefix(_TAG)
    if kind == "null":
        return None
    otherwise = _READ_OTHERWISE.fullmatch(value)
    return f"{otherwise.lastgroup} elsewhere" if kind == "str" and otherwise else kind


def _compose(source: str) -> yaml.Node | None:
    check_yaml(source)
    node: yaml.Node | None = yaml.compose(source, Loader=SourceLoader)
    return node


def _after_colon(header: str, start: int) -> str:
    """Return a space if the value at `start` follows its colon directly, else ""."""
    return " " if header[start - 1] == ":" else ""


def _line_end(header: str, start: int) -> int:
    return (header.find("\n", start) + 1) or len(header)


def _words(source: str, node: yaml.ScalarNode, tags: Sequence[str], several: bool) -> str:
    """Return tags as the source that replaces one scalar: words between spaces if it had these, else a list.

    Unless `several`, a string is always one tag, as for Jekyll's `tag`.
    """
    are_words = (
        bool(tags) and (several or len(tags) == 1) and all(re.fullmatch(r"[^\s,]+", tag) for tag in tags)
    )
    if are_words and node.value and (len(tags) == 1 or re.fullmatch(r"[^\s,]+(?:\s+[^\s,]+)+", node.value)):
        return scalar(" ".join(tags), node.style, _MAPPING, _plain_kind(source, _MAPPING))
    written = [scalar(tag, node.style, _FLOW, _plain_kind(source, _FLOW)) for tag in tags]
    return f"[{', '.join(written)}]"


@dataclass(frozen=True, slots=True)
class ListChange:
    """One change of a list: `new` replaces the items `start` up to `end`."""

    start: int
    end: int
    new: Sequence[str]


def list_changes(old: Sequence[str], new: Sequence[str]) -> list[ListChange]:
    """Return the changes from one list to another: first items replaced by one each, then the rest."""
    steps = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        both = min(end - start, new_end - new_start)
        steps += [ListChange(start + i, start + i + 1, [new[new_start + i]]) for i in range(both)]
        if start + both < end or new_start + both < new_end:
            steps.append(ListChange(start + both, end, new[new_start + both : new_end]))
    return steps


def flow_changes(
    source: str,
    inside: Span,
    spans: Sequence[Span],
    steps: Sequence[ListChange],
    write: Callable[[str, int | None], str],
) -> list[Change]:
    """Return the changes of the source of a list in brackets, in YAML or JSON.

    `inside` is the span between the brackets, and `spans` are those of the items. `write(item, number)`
    returns the source of an item that replaces the one with that number, or of a new one for None. A new
    separator is copied from the list, if it has one of only a comma and white space.
    """
    separators = [source[end:start] for (_, end), (start, _) in pairwise(spans)]
    separator = next((text for text in separators if re.fullmatch(r",\s*", text)), ", ")
    changes: list[Change] = []
    for step in steps:
        if len(step.new) == step.end - step.start == 1:
            changes.append((*spans[step.start], write(step.new[0], step.start)))
        elif step.new:
            added = separator.join(write(item, None) for item in step.new)
            if not spans:
                changes.append((*inside, added))
            elif step.start:
                place = spans[step.start - 1][1]
                changes.append((place, place, separator + added))
            else:
                changes.append((spans[0][0], spans[0][0], added + separator))
        elif step.start:
            changes.append((spans[step.start - 1][1], spans[step.end - 1][1], ""))
        elif step.end < len(spans):
            changes.append((spans[0][0], spans[step.end][0], ""))
        else:
            changes.append((*inside, ""))
    return changes


def _items(mapping: _Mapping, node: yaml.SequenceNode) -> list[yaml.ScalarNode]:
    items: list[yaml.ScalarNode] = []
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode) or item.tag == _TAG + "null":
            raise refusal("the list holds more than words")
        mapping.check_own(item, "an entry of the list")
        items.append(item)
    return items


def _writer(
    mapping: _Mapping, items: Sequence[yaml.ScalarNode], context: str
) -> Callable[[str, int | None], str]:
    """Return a function that writes a tag like the item it replaces, or as all items are, if they agree."""
    styles = {item.style for item in items}
    common = styles.pop() if len(styles) == 1 else None

    def write(tag: str, replaced: int | None) -> str:
        if replaced is None:
            return scalar(tag, common, context)
        start, end = mapping.span(items[replaced])
        return scalar(tag, items[replaced].style, context, _plain_kind(mapping.header[start:end], context))

    return write


def _flow(mapping: _Mapping, node: yaml.SequenceNode, tags: Sequence[str]) -> list[Change]:
    items = _items(mapping, node)
    start, end = mapping.span(node)
    steps = list_changes([item.value for item in items], tags)
    spans = [mapping.span(item) for item in items]
    return flow_changes(mapping.header, (start + 1, end - 1), spans, steps, _writer(mapping, items, _FLOW))


def _block(mapping: _Mapping, name: yaml.Node, node: yaml.SequenceNode, tags: Sequence[str]) -> list[Change]:
    header, items = mapping.header, _items(mapping, node)
    write = _writer(mapping, items, _BLOCK)
    spans = [mapping.span(item) for item in items]
    lines = [_item_lines(header, span) for span in spans]
    if not tags:
        colon = header.index(":", name.end_mark.index) + 1
        return [(colon, colon, " []"), *((start, end, "") for start, end in lines)]
    changes: list[Change] = []
    for step in list_changes([item.value for item in items], tags):
        if len(step.new) == step.end - step.start == 1:
            changes.append((*spans[step.start], write(step.new[0], step.start)))
        elif step.new:
            neighbour = max(step.start - 1, 0)
            start, end = lines[neighbour]
            dash = header[start : spans[neighbour][0]]
            ending = "\r\n" if header[start:end].endswith("\r\n") else "\n"
            place = end if step.start else start
            changes.append((place, place, "".join(dash + write(tag, None) + ending for tag in step.new)))
        else:
            changes += [(*span, "") for span in lines[step.start : step.end]]
    return changes


def _item_lines(header: str, span: Span) -> Span:
    """Return the span of the whole lines of an item in a block list, including its comment."""
    dash = header.rindex("-", 0, span[0])
    start = header.rfind("\n", 0, dash) + 1
    if header[start:dash].strip():
        raise refusal("the list shares a line with something else")
    return start, _line_end(header, span[1])
