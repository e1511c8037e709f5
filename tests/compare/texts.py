"""Texts that Hypothesis makes: hostile ones, and posts with changes."""

from hypothesis import strategies as st

_PIECES = (
    "a",
    "b",
    " ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\f",
    "\x85",
    "\u2028",
    "é",
    "川",
    "🌊",
    "\udce9",
    "- ",
    "```\n",
)
NASTY = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=20)

_ROWS = st.sampled_from(
    ["the river was low this morning", "low water", "- bread", "# the river", "| six |", "", "", "mud"]
)
POSTS = st.lists(_ROWS, max_size=10).map("\n".join)
