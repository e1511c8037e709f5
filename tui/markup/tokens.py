"""The names of mistune's loose types, for the modules of this room that read its tokens.

The one thing to get right: a token is a dict that mistune and our rules write to while they parse;
none leaves this folder.
"""

from collections.abc import MutableMapping
from typing import Any

Token = dict[str, Any]
"""A token: `type`, and what that type carries (`children`, `text`, `raw`, `attrs`, `start`, `end`)."""

Environment = MutableMapping[str, Any]
"""What a body defines, by kind: `ref_links`, `footnotes`, `abbreviations`, `attribute_lists`."""
