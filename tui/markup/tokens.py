"""Type names for mistune's tokens and environment.

A token is a dict that mistune and our rules change while they parse, so no token leaves this folder.
"""

from collections.abc import MutableMapping
from typing import Any

Token = dict[str, Any]
"""A token: its `type`, and the keys of that type (`children`, `text`, `raw`, `attrs`, `start`, `end`)."""

Environment = MutableMapping[str, Any]
"""The definitions of a body by kind: `ref_links`, `footnotes`, `abbreviations`, `attribute_lists`."""
