"""The arguments of Jekyll's `include`: a file and `name=value` pairs (4.3, `tags/include.rb`).

A comma, a single word or a bracket among the pairs stops the build, and so does a file's name in quotes.
"""

import re
from collections.abc import Iterator

_FILLED = re.compile(r"[^{]*(?:\{\{\s*[\w.-]+\s*(?:\|.*)?\}\}[^\s{}]*)+", re.DOTALL)
_PARAMETER = re.compile(
    r"""\s*([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))(?=\s|\Z)""",
    re.DOTALL,
)
_FILE = re.compile(r"[\w/.()+~#@-]+", re.ASCII)
_CLIMBS = re.compile(r"[./]{2}")


def include_parts(markup: str) -> tuple[str, str]:
    """Return the name of the file, which may hold `{{ … }}`, and the text of the pairs."""
    if found := _FILLED.match(markup):
        return found[0].strip(), markup[found.end() :].strip()
    name, *rest = markup.split(None, 1)
    return name, "".join(rest)


def parameters(pairs: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield the name of each pair, its text in quotes or None, and the variable in place of a text.

    Raises ValueError when the text is not all pairs.
    """
    at, end = 0, len(pairs.rstrip())
    while at < end:
        found = _PARAMETER.match(pairs, at)
        if found is None:
            raise ValueError(f"no parameter: {pairs[at : at + 60]}")
        name, double, single, variable = found.groups()
        if variable is not None:
            yield name, None, variable
        elif double is not None:
            yield name, double.replace('\\"', '"'), ""
        else:
            yield name, single.replace("\\'", "'"), ""
        at = found.end()


def is_include(markup: str) -> bool:
    """Whether Jekyll can read the pairs in an `include`."""
    try:
        return all(parameters(include_parts(markup)[1]))
    except ValueError:
        return False


def is_file_name(name: str) -> bool:
    """Whether Jekyll accepts a name as that of an include."""
    return _FILE.fullmatch(name) is not None and not _CLIMBS.search(name)
