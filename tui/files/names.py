"""The name of a post in the state folder, under which its journal, versions and lock are found.

A file with two paths, by a link or through a linked folder, is one post, so the name is made from the real
path.
"""

import hashlib
import os
import re
from pathlib import Path

LONGEST_STEM = 40
"""How many characters of the file's own name are in it, so that a person recognizes it."""

_OTHERS = re.compile(r"[^a-z0-9]+")


def state_name(path: Path) -> str:
    """Return the name of a post in the state folder: ASCII, 60 characters at most, one for each real path."""
    real = os.path.realpath(path)
    stem = _OTHERS.sub("-", Path(real).stem.lower()).strip("-")[:LONGEST_STEM].strip("-") or "post"
    return f"{stem}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}"
