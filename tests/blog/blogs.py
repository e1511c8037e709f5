"""Tiny blogs, one for each engine, and headers made from text."""

from pathlib import Path

from tui.files.header import Header, read_header
from tui.files.post import split

FIXTURES = Path(__file__).parent / "fixtures"


def header(text: str) -> Header:
    """Return the header of a post whose YAML lines are given."""
    return read_header(split(f"---\n{text}\n---\n"))
