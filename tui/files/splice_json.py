"""Changes of a JSON header that replace only the characters of one value.

As with `tui.files.splice_yaml`, `tui.files.splice` reads every result again before it is used.
"""

import json
import re
from collections.abc import Sequence

from tui.files.header import Typed
from tui.files.splice_yaml import Change, Span, apply_changes, flow_changes, list_changes, refusal

_DECODER = json.JSONDecoder(parse_int=str)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SPACE = re.compile(r"[ \t\r\n]*")


def set_json_value(header: str, key: str, value: str, ending: str) -> str:
    """Return a JSON header with one scalar set; a number stays one if the new value is a number too."""
    found = _find(header, key)
    is_number = found is not None and _NUMBER.fullmatch(header[slice(*found)])
    written = value if is_number and _NUMBER.fullmatch(value) else _text(value)
    return apply_changes(header, [_change(header, key, written)])


def set_json_tags(header: str, key: str, tags: Sequence[str], ending: str) -> str:
    """Return a JSON header with one list of words set; raises HeaderError when it holds anything else."""
    start, end = _find(header, key) or (0, 0)
    if header[start] != "[":
        return apply_changes(header, [_change(header, key, f"[{', '.join(map(_text, tags))}]")])
    spans = [span for _, span in _spans(header, start)]
    old = [json.loads(header[slice(*span)]) for span in spans]
    if not all(isinstance(tag, str) for tag in old):
        raise refusal("the list holds more than words")
    steps = list_changes(old, tags)
    changes = flow_changes(header, (start + 1, end - 1), spans, steps, lambda tag, _: _text(tag))
    return apply_changes(header, changes)


def _change(header: str, key: str, written: str) -> Change:
    """Return the change that gives a key a value; a missing key is added at the end of the object."""
    found = _find(header, key)
    if found:
        return *found, written
    spans = _spans(header, 0)
    pair = f"{json.dumps(key)}: {written}"
    if not spans:
        return 1, len(header) - 1, pair
    end = spans[-1][1][1]
    space = header[1 : _space(header, 1)]
    return end, end, f",{space or ' '}{pair}"


def _find(header: str, key: str) -> Span | None:
    found = [span for name, span in _spans(header, 0) if name == key]
    if len(found) > 1:
        raise refusal(f"it has {key} twice")
    return found[0] if found else None


def _spans(source: str, start: int) -> list[tuple[str | None, Span]]:
    """Return the key (None in a list) and place of each value in the JSON object or list at `start`."""
    spans: list[tuple[str | None, Span]] = []
    place = _space(source, start + 1)
    while source[place] not in "]}":
        key = None
        if source[start] == "{":
            key, place = _DECODER.raw_decode(source, place)
            place = _space(source, source.index(":", place) + 1)
        _, end = _DECODER.raw_decode(source, place)
        spans.append((key, (place, end)))
        place = _space(source, end)
        if source[place] == ",":
            place = _space(source, place + 1)
    return spans


def _space(source: str, start: int) -> int:
    match = _SPACE.match(source, start)
    return match.end() if match else start


def _text(value: str) -> str:
    return value if isinstance(value, Typed) else json.dumps(value, ensure_ascii=False)
