"""Lays a page out as lines of text with roles. Colours come later, from a theme."""
