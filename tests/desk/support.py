"""A small Jekyll blog for the desk and for the command line, and a clock that stands still."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

WEIR = """---
layout: post
title: 'the weir'
date: '2024-10-12T07:20:00+00:00'
tags:
- river
- mornings
---

the water was **so low** that the posts stood about.

a second paragraph about nothing much.

- a heron
- a bucket

the last one.
"""

SILT = """---
layout: post
title: 'a jar of silt'
date: '2023-07-07T10:30:00+00:00'
tags: [kitchen, river]
---

it had made up its mind by june.
"""

FERRY = """---
layout: post
title: the ferry is late
---

it always comes.
"""

BROKEN = """---
title: [the towpath
---

the text is still here.
"""

POSTS = {
    "_posts/2024-10-12-the-weir.md": WEIR,
    "_posts/2023-07-07-a-jar-of-silt.md": SILT,
    "_drafts/the-ferry-is-late.md": FERRY,
}


def make_blog(root: Path, posts: Mapping[str, str] = POSTS, name: str = "blog") -> Path:
    """Write a small Jekyll blog; returns its folder."""
    blog = root / name
    for file, text in {"_config.yml": "title: a river blog\n", "_posts/.keep": "", **posts}.items():
        path = blog / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return blog


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let every date be judged at one moment (ISO, with its zone)."""
    stopped = datetime.fromisoformat(moment)
    monkeypatch.setattr("tui.blog.dates.now", lambda zone: stopped)
