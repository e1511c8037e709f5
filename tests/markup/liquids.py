"""A site and a post for Liquid in tests."""

from datetime import timedelta, timezone

from tui.markup.liquid.render import render
from tui.markup.liquid.values import Moment, Unknown, Values

PAGE = {
    "page": {
        "title": "Morning Bread",
        "tags": ["river", "kitchen", "ink"],
        "n": 5,
        "f": 2.5,
        "t": True,
        "no": None,
        "list": [{"a": 1, "b": "x"}, {"a": 3, "b": "y"}, {"a": 2, "b": "x"}],
        "empty": "",
        "nested": {"k": {"v": "deep"}},
        "date": Moment(2023, 3, 1, 8, 36, tzinfo=timezone(timedelta(hours=-4))),
    },
    "a": "b",
}
SITE = {"site": {"title": "the weir", "data": Unknown("site.data")}, **PAGE}


def printed(body: str, values: Values | None = None) -> str:
    return render(body, values or Values(scope=SITE)).text
