"""Markdown of every dialect parsed into blocks that know their source rows."""
