"""How Liquid (4.0) compares values, and which values are true.

An empty text and 0 are true, and nil is neither less nor greater than anything.
"""

from collections.abc import Mapping, Sequence

from tui.markup.liquid.values import Fault, Unknown


class _Special:
    """`empty` and `blank`, which only comparisons understand."""

    def __str__(self) -> str:
        return ""


EMPTY, BLANK = _Special(), _Special()


def truth(value: object) -> bool:
    """Whether a value counts as true: all but nil and false."""
    return value is not None and value is not False


def compare(left: object, sign: str, right: object) -> bool:
    """Whether a comparison is true. Raises Fault when a text is compared with a number."""
    if sign == "==":
        return _equal(left, right)
    if sign in ("!=", "<>"):
        return not _equal(left, right)
    if sign == "contains":
        return _contains(left, right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _ordered(left, sign, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    if isinstance(left, str) and isinstance(right, str):
        return _ordered(left, sign, right)
    if left is None or right is None or isinstance(left, Sequence | Mapping | bool | _Special):
        return False
    if type(left) is type(right):
        return _ordered(left, sign, right)
    raise Fault("a text cannot be compared with a number")


def _ordered(left: object, sign: str, right: object) -> bool:
    pair = (left, right) if sign[0] == "<" else (right, left)
    less = pair[0] < pair[1]  # type: ignore[operator]  # the caller saw that both are of one kind
    return bool(less or (sign[1:] == "=" and left == right))


def _equal(left: object, right: object) -> bool:
    for one, other in ((left, right), (right, left)):
        if one is EMPTY:
            return isinstance(other, str | Sequence | Mapping) and not isinstance(other, range) and not other
        if one is BLANK:
            return False  # Ruby has `blank?` only under Rails, which Jekyll does not use
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return left == right


def _contains(left: object, right: object) -> bool:
    if isinstance(left, str):
        return right is not None and isinstance(right, str | int | float) and str(right) in left
    if isinstance(left, range):
        return isinstance(right, int) and right in left
    if isinstance(left, Sequence):
        return any(_equal(each, right) for each in left)
    return isinstance(left, Mapping) and right in left
