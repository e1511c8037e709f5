"""What the state folder calls a post: the name under which its journal, its versions and its lock lie.

Two names of one file (a link, a path through a linked folder) are one post, so the name comes from the real
path, and only its readable half from the name that was used.
"""

import hashlib
import os
import re
from pathlib import Path

LONGEST_STEM = 40
"""Characters of a post's own name in it, enough to find it by eye."""

_OTHERS = re.compile(r"[^a-z0-9]+")


def state_name(path: Path) -> str:
    """Return the name of a post in the state folder: ASCII, 60 characters at most, one for each real path."""
    real = os.path.realpath(path)
    stem = _OTHERS.sub("-", Path(real).stem.lower()).strip("-")[:LONGEST_STEM].strip("-") or "post"
    return f"{stem}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}"
