"""One change of a header as the smallest edit of the post's text.

A key's value is replaced in place, whatever the format, and nothing is written anew. The result is
always read back before it is returned: everything but the asked change must read as before, so that a
header which this room does not understand is refused, never harmed.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from tui.edits import Edit, difference
from tui.errors import HeaderError
from tui.files.header import (
    EDIT_AS_TEXT,
    Header,
    Typed,
    pelican_fields,
    read_header,
    toml_value,
)
from tui.files.post import Kind, Parts, split
from tui.files.splice_yaml import (
    Change,
    Span,
    apply_changes,
    flow_changes,
    list_changes,
    refusal,
    set_yaml_tags,
    set_yaml_value,
)

_BOM = "\ufeff"


def set_value(text: str, key: str, value: str) -> Edit | None:
    """Return the edit of a whole post's text that sets one scalar of its header, None when it is so already.

    A `str` is written so that it reads as a text, or as the number or date that the old value was; a
    `Typed` value, such as `Typed("true", "bool")`, is written plain. The key is added when it is missing,
    and a YAML header when there is none. Raises HeaderError when it cannot be done safely.
    """
    parts, old = _read(text)
    name = _name(parts, key)
    value = str(value) if parts.kind == "pelican" else value
    found = old.values.get(name)
    as_asked = not isinstance(value, Typed) or _kind(found) == value.kind
    if isinstance(found, str) and found == value and as_asked:
        return None
    if found is not None and not isinstance(found, str):
        raise refusal(f"{key} holds a list or a mapping")
    header = _SET_VALUE[parts.kind](parts.header, key, value, _ending(parts))
    new = _read_back(parts, old, header, name)
    written = new.values.get(name)
    kinds = (value.kind,) if isinstance(value, Typed) else (None, _kind(found))
    if not isinstance(written, str) or written != value or _kind(written) not in kinds:
        raise _not_read_back(key)
    return _edit(text, parts, header)


def set_tags(text: str, tags: Sequence[str], key: str = "tags") -> Edit | None:
    """Return the edit of a whole post's text that makes its tags exactly these, None when they are.

    Entries that stay keep their bytes. A YAML string of words stays one while the tags are words; other
    strings become a list; Pelican's tags stay separated by commas. Raises HeaderError as `set_value`.
    """
    parts, old = _read(text)
    name = _name(parts, key)
    found = old.values.get(name)
    if found is not None and not isinstance(found, str | list):
        raise refusal(f"{key} holds a mapping")
    if _tags(parts, old, name, tags) == list(tags):
        return None
    header = _SET_TAGS[parts.kind](parts.header, key, tags, _ending(parts))
    new = _read_back(parts, old, header, name)
    if _tags(parts, new, name, tags) != list(tags):
        raise _not_read_back(key)
    return _edit(text, parts, header)


def remove_value(text: str, key: str) -> Edit | None:
    """Return the edit of a whole post's text that takes one scalar out of its header, None without one.

    Its whole line goes. Raises HeaderError as `set_value`, and for a JSON header.
    """
    parts, old = _read(text)
    name = _name(parts, key)
    if name not in old.values:
        return None
    ignored = re.IGNORECASE if parts.kind == "pelican" else re.NOFLAG
    line = re.compile(rf"^{re.escape(key)}[ \t]*[:=][^\n]*(?:\n|\Z)", re.MULTILINE | ignored)
    header, removed = line.subn("", parts.header)
    if removed != 1 or parts.kind == "json":
        raise refusal(f"{key} has no line of its own")
    if name in _read_back(parts, old, header, name).values:
        raise _not_read_back(key)
    return _edit(text, parts, header)


def _read(text: str) -> tuple[Parts, Header]:
    """Return a text's parts and metadata; a text without a header gets an empty one in its parts."""
    parts = split(text)
    if parts.kind == "none":
        mark = _BOM if text.startswith(_BOM) else ""
        first = text.partition("\n")[0] + "\n"
        ending = "\r\n" if first.endswith("\r\n") else "\n"
        parts = Parts("yaml", f"{mark}---{ending}", "", f"---{ending}", text.removeprefix(mark))
    return parts, read_header(parts)


def _name(parts: Parts, key: str) -> str:
    return key.lower() if parts.kind == "pelican" else key


def _kind(value: object) -> str | None:
    return value.kind if isinstance(value, Typed) else None


def _ending(parts: Parts) -> str:
    return "\r\n" if (parts.header or parts.prefix).endswith("\r\n") else "\n"


def _tags(parts: Parts, header: Header, name: str, wanted: Sequence[str]) -> list[object]:
    """Return the tags that a header has; a string is cut at commas in Pelican, else at spaces.

    A string is one tag when one is wanted: `a b` may be the tag that somebody asks for.
    """
    value = header.values.get(name)
    if isinstance(value, list):
        return value
    text = header.text(name)
    if parts.kind == "pelican":
        return [tag.strip() for tag in text.split(",")] if text else []
    return [*text.split()] if len(wanted) != 1 else [text]


def _read_back(parts: Parts, old: Header, header: str, name: str) -> Header:
    """Return the changed header as it reads; raises HeaderError when anything but one key changed."""
    changed = Parts(parts.kind, parts.prefix, header, parts.closing, parts.body)
    if split(parts.prefix + header + parts.closing + parts.body) != changed:
        raise _not_read_back(name)
    try:
        new = read_header(changed)
    except HeaderError as error:
        raise _not_read_back(name) from error
    others = ({key: value for key, value in side.values.items() if key != name} for side in (old, new))
    if not _same(*others):
        raise _not_read_back(name)
    return new


def _not_read_back(key: str) -> HeaderError:
    return HeaderError("the change would not read back", f"the new value of {key}", EDIT_AS_TEXT)


def _same(old: object, new: object) -> bool:
    """Whether two values are equal, without following an alias twice: `==` may never end."""
    waiting, seen = [(old, new)], set()
    while waiting:
        left, right = waiting.pop()
        if (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        if isinstance(left, dict) and isinstance(right, dict):
            if list(left) != list(right):
                return False
            waiting += zip(left.values(), right.values(), strict=True)
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            waiting += zip(left, right, strict=True)
        elif left != right or _kind(left) != _kind(right):
            return False
    return True


def _edit(text: str, parts: Parts, header: str) -> Edit | None:
    # the heads alone: a long body would be compared character by character
    head = text[: len(text) - len(parts.body)]
    return difference(head, parts.prefix + header + parts.closing)


_TOML_TABLE = re.compile(r"(?:^[ \t]*(?:#[^\n]*)?\r?\n)*^[ \t]*\[", re.MULTILINE)


def _toml_value(header: str, key: str, value: str, ending: str) -> str:
    import tomlkit  # here: see tui.files.header

    document = tomlkit.parse(header)
    old, title = document.get(key), document.get("title")
    if old is None:
        item = _toml_item(value, title if isinstance(title, str) else None)
        return _toml_append(header, f"{key} = {item.as_string()}{ending}")
    document[key] = _toml_item(value, old)
    return _toml_header(document, ending)


def _toml_append(header: str, line: str) -> str:
    """Return a TOML header with a line after its top-level keys, before the first table and its comment."""
    table = _TOML_TABLE.search(header)
    place = table.start() if table else len(header)
    return header[:place] + line + header[place:]


def _toml_item(value: str, like: Any) -> Any:
    """Return a value as a tomlkit item: of the kind of `like` if it reads so, else a string in its quotes."""
    import tomlkit  # here: see tui.files.header

    kind = _kind(value) or _kind(toml_value(like) if like is not None else None)
    if kind is not None:
        try:
            item = tomlkit.value(value)
        except ValueError:
            item = None
        if item is not None and _kind(toml_value(item)) == kind:
            return item
    quotes = like.as_string()[:3] if hasattr(like, "as_string") else '"'
    literal = quotes.startswith("'") and quotes != "'''" and not re.search(r"['\x00-\x1f\x7f]", value)
    return tomlkit.string(str(value), literal=literal)


def _toml_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    import tomlkit  # here: see tui.files.header

    document = tomlkit.parse(header)
    array = document.get(key)
    if array is None:
        return _toml_append(header, f"{key} = {tomlkit.item(list(tags)).as_string()}{ending}")
    if not isinstance(array, list):
        document[key] = list(tags)
        return _toml_header(document, ending)
    old = [toml_value(item) for item in array]
    if not all(isinstance(item, str) for item in old):
        raise refusal("the list holds more than words")
    like = array[0] if array else None
    for step in reversed(list_changes([str(item) for item in old], tags)):
        if len(step.new) == step.end - step.start == 1:
            array[step.start] = _toml_item(step.new[0], array[step.start])
            continue
        for index in reversed(range(step.start, step.end)):
            del array[index]
        for index, tag in enumerate(step.new, step.start):
            array.insert(index, _toml_item(tag, like if isinstance(like, str) else None))
    return _toml_header(document, ending)


def _toml_header(document: Any, ending: str) -> str:
    header: str = document.as_string()
    return re.sub(r"(?<!\r)\n", ending, header) if ending == "\r\n" else header


_JSON = json.JSONDecoder(parse_int=str)
_JSON_SPACE = re.compile(r"[ \t\r\n]*")


def _json_spans(source: str, start: int) -> list[tuple[str | None, Span]]:
    """Return the keys (None in a list) and places of the values of the JSON object or list at `start`."""
    spans: list[tuple[str | None, Span]] = []
    place = _json_space(source, start + 1)
    while source[place] not in "]}":
        key = None
        if source[start] == "{":
            key, place = _JSON.raw_decode(source, place)
            place = _json_space(source, source.index(":", place) + 1)
        _, end = _JSON.raw_decode(source, place)
        spans.append((key, (place, end)))
        place = _json_space(source, end)
        if source[place] == ",":
            place = _json_space(source, place + 1)
    return spans


def _json_space(source: str, start: int) -> int:
    match = _JSON_SPACE.match(source, start)
    return match.end() if match else start


def _json_text(value: str) -> str:
    return value if isinstance(value, Typed) else json.dumps(value, ensure_ascii=False)


def _json_value(header: str, key: str, value: str, ending: str) -> str:
    return apply_changes(header, [_json_change(header, key, _json_text(value))])


def _json_change(header: str, key: str, written: str) -> Change:
    """Return the change that sets a key to what is written, at the end of the object when it is missing."""
    found = _json_find(header, key)
    if found:
        return *found, written
    spans = _json_spans(header, 0)
    pair = f"{json.dumps(key)}: {written}"
    if not spans:
        return 1, len(header) - 1, pair
    end = spans[-1][1][1]
    space = header[1 : _json_space(header, 1)]
    return end, end, f",{space or ' '}{pair}"


def _json_find(header: str, key: str) -> Span | None:
    found = [span for name, span in _json_spans(header, 0) if name == key]
    if len(found) > 1:
        raise refusal(f"it has {key} twice")
    return found[0] if found else None


def _json_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    start, end = _json_find(header, key) or (0, 0)
    if header[start] != "[":
        return apply_changes(header, [_json_change(header, key, f"[{', '.join(map(_json_text, tags))}]")])
    spans = [span for _, span in _json_spans(header, start)]
    old = [json.loads(header[slice(*span)]) for span in spans]
    if not all(isinstance(tag, str) for tag in old):
        raise refusal("the list holds more than words")
    steps = list_changes(old, tags)
    changes = flow_changes(header, (start + 1, end - 1), spans, steps, lambda tag, _: _json_text(tag))
    return apply_changes(header, changes)


def _pelican_value(header: str, key: str, value: str, ending: str) -> str:
    fields = list(pelican_fields(header))
    found = [field for field in fields if field.key.lower() == key.lower()]
    if len(found) > 1:
        raise refusal(f"it has {key} twice")
    if found:
        place = found[0]
        space = " " if header[place.start - 1] == ":" else ""
        return apply_changes(header, [(place.start, place.end, space + value)])
    start = header if header.endswith("\n") else header + ending
    name = key.capitalize() if fields[0].key[0].isupper() else key
    return f"{start}{name}: {value}{ending}"


def _pelican_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    if any("," in tag for tag in tags):
        raise refusal("a tag with a comma would read as two")
    return _pelican_value(header, key, ", ".join(tags), ending)


_SET_VALUE: dict[Kind, Callable[[str, str, str, str], str]] = {
    "yaml": set_yaml_value,
    "toml": _toml_value,
    "json": _json_value,
    "pelican": _pelican_value,
}

_SET_TAGS: dict[Kind, Callable[[str, str, Sequence[str], str], str]] = {
    "yaml": set_yaml_tags,
    "toml": _toml_tags,
    "json": _json_tags,
    "pelican": _pelican_tags,
}
