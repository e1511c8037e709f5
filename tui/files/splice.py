"""Changes of one key of a header, as the smallest edit of the post's text.

In every format, only the characters of the key's value are replaced. The result is read again before it is
returned, and everything except the requested change must read as before. So a header that this room does not
understand is refused, never damaged.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
from tui.files.post import Kind, Parts, opens_pelican_field, split
from tui.files.splice_json import set_json_tags, set_json_value
from tui.files.splice_yaml import (
    apply_changes,
    list_changes,
    refusal,
    set_yaml_tags,
    set_yaml_value,
    set_yaml_words,
)

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Reader:
    """How the program that publishes a post reads its header, where such programs differ."""

    folds_keys: bool = False
    """Whether `Tags` and `tags` are one key (Hugo)."""

    comma_tags: bool = False
    """Whether tags in one string are separated by commas, and stay one string (Pelican)."""

    new_kind: Literal["yaml", "pelican"] = "yaml"
    """The kind of header that is added to a post without one."""


YAML = Reader()


def set_value(text: str, key: str, value: str, reader: Reader = YAML) -> Edit | None:
    """Return the edit of a post's text that sets one scalar of its header, None if it has that value already.

    A `str` is written so that it reads as text, or as a number or date if the old value was one. A `Typed`
    value, such as `Typed("true", "bool")`, is written without quotes. A missing key is added, and so is a
    missing header. Raises HeaderError when the change cannot be made safely.
    """
    parts, old = _read(text, reader)
    key, name = _names(parts, old, key, reader)
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
    if not isinstance(written, str) or written != value or _kind(written) not in _kinds(parts, value, found):
        raise _not_read_back(key)
    return _edit(text, parts, header)


def set_tags(text: str, tags: Sequence[str], key: str = "tags", reader: Reader = YAML) -> Edit | None:
    """Return the edit of a post's text that makes its tags exactly these, None if they are already.

    Tags that stay keep their bytes. A YAML string of words stays a string while all tags are single words;
    other strings become a list, and so does `tag` with several tags. Pelican's tags stay separated by commas.
    Raises HeaderError as `set_value` does.
    """
    parts, old = _read(text, reader)
    key, name = _names(parts, old, key, reader)
    found = old.values.get(name)
    if found is not None and not isinstance(found, str | list):
        raise refusal(f"{key} holds a mapping")
    commas = parts.kind == "pelican" or (reader.comma_tags and not isinstance(found, list))
    if _tags(old, name, tags, commas) == list(tags):
        return None
    if parts.kind == "yaml" and commas:
        header = set_yaml_words(parts.header, key, tags, _ending(parts))
    else:
        header = _SET_TAGS[parts.kind](parts.header, key, tags, _ending(parts))
    new = _read_back(parts, old, header, name)
    if _tags(new, name, tags, commas) != list(tags):
        raise _not_read_back(key)
    return _edit(text, parts, header)


def remove_value(text: str, key: str, reader: Reader = YAML) -> Edit | None:
    """Return the edit of a post's text that removes one scalar from its header, None when it is not there.

    The whole line is removed. Raises HeaderError as `set_value` does, and always for a JSON header.
    """
    parts, old = _read(text, reader)
    key, name = _names(parts, old, key, reader)
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


def _read(text: str, reader: Reader) -> tuple[Parts, Header]:
    """Return a text's parts and metadata; for a text without a header, the parts have an empty one."""
    parts = split(text)
    if parts.kind == "none" and parts.fault is None:
        parts = _new_parts(text, reader)
    return parts, read_header(parts)


def _new_parts(text: str, reader: Reader) -> Parts:
    mark = _BOM if text.startswith(_BOM) else ""
    first = text.partition("\n")[0] + "\n"
    ending = "\r\n" if first.endswith("\r\n") else "\n"
    body = text.removeprefix(mark)
    if reader.new_kind == "yaml":
        return Parts("yaml", f"{mark}---{ending}", "", f"---{ending}", body)
    if opens_pelican_field(body):
        raise refusal("its first line reads as a header already")
    return Parts("pelican", mark, "", ending, body)


def _names(parts: Parts, header: Header, key: str, reader: Reader) -> tuple[str, str]:
    """Return a key as the header spells it, and as it is in `header.values`."""
    if parts.kind == "pelican":
        return key, key.lower()
    if reader.folds_keys:
        alike = [name for name in header.values if name.lower() == key.lower()]
        if len(alike) > 1:
            raise refusal(f"it has {key} twice: {', '.join(alike)}")
        key = alike[0] if alike else key
    return key, key


def _kind(value: object) -> str | None:
    return value.kind if isinstance(value, Typed) else None


def _ending(parts: Parts) -> str:
    return "\r\n" if (parts.header or parts.prefix or parts.closing).endswith("\r\n") else "\n"


_NUMBERS = ("int", "float")


def _kinds(parts: Parts, value: str, found: object) -> tuple[str | None, ...]:
    """Return the kinds that a new value may read as, given the value that it replaces."""
    if isinstance(value, Typed):
        return (value.kind,)
    is_number = parts.kind == "json" and _kind(found) in _NUMBERS
    return (None, *_NUMBERS) if is_number else (None, _kind(found))


def _tags(header: Header, name: str, wanted: Sequence[str], commas: bool) -> list[object]:
    """Return the tags of a header; a string is split at commas or at spaces.

    When `wanted` is a single tag, a string is one tag too, because `a b` may be the tag that is asked for.
    """
    value = header.values.get(name)
    if isinstance(value, list):
        return value
    text = header.text(name)
    if commas:
        return [tag.strip() for tag in text.split(",")] if text else []
    return [*text.split()] if len(wanted) != 1 and name != "tag" else [text]


def _read_back(parts: Parts, old: Header, header: str, name: str) -> Header:
    """Return the changed header as it reads. Raises HeaderError when anything but the one key changed."""
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
    """Whether two values are equal. Each pair is compared once, because aliases can make `==` endless."""
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
    # without the body, which would otherwise be compared character by character
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


def _pelican_value(header: str, key: str, value: str, ending: str) -> str:
    fields = list(pelican_fields(header))
    found = [field for field in fields if field.key.lower() == key.lower()]
    if len(found) > 1:
        raise refusal(f"it has {key} twice")
    if found:
        place = found[0]
        space = " " if header[place.start - 1] == ":" else ""
        return apply_changes(header, [(place.start, place.end, space + value)])
    start = header if header.endswith("\n") or not header else header + ending
    name = key.capitalize() if not fields or fields[0].key[0].isupper() else key
    return f"{start}{name}: {value}{ending}"


def _pelican_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    if any("," in tag for tag in tags):
        raise refusal("a tag with a comma would read as two")
    return _pelican_value(header, key, ", ".join(tags), ending)


_SET_VALUE: dict[Kind, Callable[[str, str, str, str], str]] = {
    "yaml": set_yaml_value,
    "toml": _toml_value,
    "json": set_json_value,
    "pelican": _pelican_value,
}

_SET_TAGS: dict[Kind, Callable[[str, str, Sequence[str], str], str]] = {
    "yaml": set_yaml_tags,
    "toml": _toml_tags,
    "json": set_json_tags,
    "pelican": _pelican_tags,
}
