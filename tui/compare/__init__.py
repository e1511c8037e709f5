"""Comparing texts: their differences word by word, and a three-way merge."""
