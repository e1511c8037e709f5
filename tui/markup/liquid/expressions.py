"""Liquid's expressions: paths, literals, ranges, comparisons and filters, parsed and evaluated.

Jekyll parses them in Liquid's lax mode (4.0, `error_mode: warn`), which skips syntax that it cannot read.
Eleventy's build stops there, so the parsers also return whether the syntax was clean.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from tui.markup.liquid.comparisons import BLANK, EMPTY, compare, truth
from tui.markup.liquid.values import Cut, Unknown

_TOKEN = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?(?![\w]))|(?P<name>\w[\w-]*\??)"""
    r"""|(?P<sign>==|!=|<>|<=|>=|\.\.|[<>|,:.\[\]()=])|(?P<other>\S)"""
)
_FRAGMENT = re.compile(r""""[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+""")
_NAMES = re.compile(r"\[[^\[\]]*\]|[\w-]+\??")
_COMPARISONS = frozenset(("==", "!=", "<>", "<", ">", "<=", ">=", "contains"))
_WORDS: Mapping[str, object] = {"nil": None, "null": None, "true": True, "false": False}
_DEEPEST = 20
_MOST_DIGITS = 18
LONGEST_RANGE = 20_000
"""The most numbers in a range that a loop may go through."""


class Scope(Protocol):
    """The names and filters with which an expression is evaluated."""

    def look_up(self, name: str) -> object:
        """Return the value of a name, None when it is not defined."""

    def apply(self, name: str, value: object, arguments: list[object], named: dict[str, object]) -> object:
        """Return the result of a filter."""


class Expression(Protocol):
    """Anything that has a value in a scope."""

    def value(self, scope: Scope) -> object:
        """Return the value. Raises Fault where the build would stop."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, a number, true, false or nil."""

    constant: object

    def value(self, scope: Scope) -> object:
        """Return the constant."""
        return self.constant


@dataclass(frozen=True, slots=True)
class Path:
    """`page.tags[0]`: a name and the keys after it."""

    name: str
    keys: tuple[Expression, ...] = ()

    def value(self, scope: Scope) -> object:
        """Return the value at the path, None when a part of it is missing."""
        found = scope.look_up(self.name)
        for key in self.keys:
            found = item(found, key.value(scope))
        return found


@dataclass(frozen=True, slots=True)
class Range:
    """A range of whole numbers, such as `(1..5)`."""

    first: Expression
    last: Expression

    def value(self, scope: Scope) -> object:
        """Return a Python range. Raises Cut when it is longer than `LONGEST_RANGE`."""
        first, last = whole(self.first.value(scope)), whole(self.last.value(scope))
        if last - first >= LONGEST_RANGE:
            raise Cut(f"a range of more than {LONGEST_RANGE} numbers is too long for the preview")
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and the sign that compares them."""

    left: Expression
    sign: str
    right: Expression

    def value(self, scope: Scope) -> object:
        """Return whether the comparison is true."""
        return compare(self.left.value(scope), self.sign, self.right.value(scope))


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b or c`, which Liquid reads from the right: `a and (b or c)`."""

    links: tuple[tuple[Expression, str], ...]
    last: Expression

    def value(self, scope: Scope) -> object:
        """Return whether the whole condition is true."""
        holds = truth(self.last.value(scope))
        for condition, word in reversed(self.links):
            first = truth(condition.value(scope))
            holds = first and holds if word == "and" else first or holds
        return holds


@dataclass(frozen=True, slots=True)
class Filter:
    """The name of a filter and its arguments."""

    name: str
    arguments: tuple[Expression, ...] = ()
    named: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True)
class Filtered:
    """A value and the filters that are applied to it; `clean` unless some syntax was skipped."""

    base: Expression
    filters: tuple[Filter, ...] = ()
    clean: bool = True

    def value(self, scope: Scope) -> object:
        """Return the result of the last filter."""
        found = self.base.value(scope)
        for each in self.filters:
            arguments = [argument.value(scope) for argument in each.arguments]
            found = scope.apply(each.name, found, arguments, {k: v.value(scope) for k, v in each.named})
        return found


def item(found: object, key: object) -> object:
    """Return the value under a key, None when there is none."""
    match found:
        case Unknown():
            return found.part(key)
        case Mapping():
            if isinstance(key, str) and key in found:
                return found[key]
            if key == "size":
                return len(found)
            return next(([k, v] for k, v in found.items()), None) if key == "first" else None
        case str():
            return len(found) if key == "size" else None
        case Sequence():
            if isinstance(key, int) and not isinstance(key, bool):
                return found[key] if -len(found) <= key < len(found) else None
            ends = {"first": 0, "last": -1}
            if key in ends:
                return found[ends[str(key)]] if found else None
            return len(found) if key == "size" else None
    return None


def whole(value: object) -> int:
    """Return a value as a whole number: of a text the digits at its beginning; else 0."""
    if isinstance(value, int | float):
        return int(value)
    digits = re.match(r"\s*-?\d+", value) if isinstance(value, str) else None
    return int(digits[0][:_MOST_DIGITS]) if digits else 0


@lru_cache(maxsize=1024)
def parse_filtered(markup: str) -> Filtered:
    """Return the expression in `{{ … }}`, or after the `=` of an `assign`."""
    reader = Reader(markup)
    base = reader.primary()
    clean = (base is not None or not markup) and (reader.done or reader.sign("|", eat=False))
    if not clean and (fragment := _FRAGMENT.search(markup)):
        base, reader = _lax(fragment[0]), Reader(markup[fragment.end() :])
    filters = []
    while reader.skip_to("|"):
        name = reader.take("name")
        if not name:
            clean = False
            continue
        arguments, named = reader.arguments() if reader.sign(":") else ((), ())
        filters.append(Filter(name, arguments, named))
        clean = clean and (reader.done or reader.sign("|", eat=False))
    return Filtered(base or Literal(None), tuple(filters), clean)


def _lax(fragment: str) -> Expression | None:
    """Return a fragment as Liquid's lax mode reads it: a path of its names, whatever is between them."""
    reader = Reader(fragment)
    found = reader.primary()
    if reader.done and found is not None:
        return found
    name, *keys = _NAMES.findall(fragment) or [""]
    inner = [parse_filtered(key[1:-1]).base if key[0] == "[" else Literal(_key(key)) for key in keys]
    return Path(name, tuple(inner)) if name and name[0] != "[" else None


@lru_cache(maxsize=1024)
def parse_condition(markup: str) -> tuple[Expression | None, bool]:
    """Return the condition of an `if` (None when there is none), and whether all of it could be read."""
    reader = Reader(markup)
    clean = True
    links: list[tuple[Expression, str]] = []
    while True:
        left = reader.primary()
        if left is None or reader.unknown_comparison:
            return None, False
        sign = reader.comparison()
        right = reader.primary() if sign else None
        if sign and right is None:
            clean, right = False, Literal(None)
        first: Expression = Comparison(left, sign, right) if right is not None else left
        word = reader.word("and", "or")
        if not word:
            break
        links.append((first, word))
    return (Logic(tuple(links), first) if links else first), clean and reader.done


class Reader:
    """The tokens of one markup, read from left to right."""

    def __init__(self, markup: str) -> None:
        self._tokens = [(token.lastgroup or "", token[0]) for token in _TOKEN.finditer(markup)]
        self._at = 0
        self._depth = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._tokens)

    def take(self, kind: str) -> str:
        """Take the next token if it is of a kind, and return it; else ""."""
        if not self.done and self._tokens[self._at][0] == kind:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def sign(self, sign: str, eat: bool = True) -> bool:
        """Whether the next token is this sign; with `eat` take it."""
        found = not self.done and self._tokens[self._at] == ("sign", sign)
        self._at += found and eat
        return found

    def word(self, *words: str) -> str:
        """Take the next token if it is one of the words, and return it; else ""."""
        if not self.done and self._tokens[self._at] in {("name", word) for word in words}:
            return self.take("name")
        return ""

    def comparison(self) -> str:
        """Take the next token if it is a comparison, and return it; else ""."""
        if self.done or self._tokens[self._at][1] not in _COMPARISONS:
            return ""
        self._at += 1
        return self._tokens[self._at - 1][1]

    @property
    def unknown_comparison(self) -> bool:
        """Whether the next token stands in the place of a comparison and is none."""
        if self.done:
            return False
        kind, token = self._tokens[self._at]
        return token == "=" or (kind == "name" and token not in ("and", "or", "contains"))

    def skip_to(self, sign: str) -> bool:
        """Skip tokens up to and including the next such sign; False when there is none."""
        while not self.done:
            if self.sign(sign):
                return True
            self._at += 1
        return False

    def primary(self) -> Expression | None:
        """Take the next literal, path or range, and return it; None when there is none."""
        if text := self.take("string"):
            return Literal(text[1:-1])
        if number := self.take("number"):
            return Literal(_number(number))
        if self._depth < _DEEPEST:
            self._depth += 1
            found = self._range() if self.sign("(") else self._path()
            self._depth -= 1
            return found
        return None

    def _range(self) -> Expression | None:
        first = self.primary()
        if first is None or not self.sign(".."):
            return None
        last = self.primary()
        self.sign(")")
        return Range(first, last) if last is not None else None

    def _path(self) -> Expression | None:
        name = self.take("name")
        if not name and not self.sign("[", eat=False):
            return None
        if name in _WORDS and not self.sign(".", eat=False):
            return Literal(_WORDS[name])
        keys: list[Expression] = []
        while True:
            if self.sign("."):
                key = self.take("name") or self.take("number")
                if not key:
                    break
                keys.append(Literal(_key(key)))
            elif self.sign("["):
                inner = self.primary()
                self.sign("]")
                if inner is None:
                    break
                keys.append(inner)
            else:
                break
        if not keys and name in ("empty", "blank"):
            return Literal(EMPTY if name == "empty" else BLANK)
        return Path(name, tuple(keys))

    def arguments(self) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Take the arguments that follow, and return those without and those with names."""
        plain: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        while True:
            if self.named():
                name = self.take("name")
                self.sign(":")
                if (value := self.primary()) is not None:
                    named.append((name, value))
            elif (value := self.primary()) is not None:
                plain.append(value)
            if not self.sign(","):
                return tuple(plain), tuple(named)

    def named(self) -> bool:
        """Whether a name and a colon follow."""
        rest = self._tokens[self._at : self._at + 2]
        return len(rest) == 2 and rest[0][0] == "name" and rest[1] == ("sign", ":")


def _key(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < _MOST_DIGITS else text


def _number(text: str) -> int | float:
    if "." in text:
        return float(text)
    return int(text[:_MOST_DIGITS])
