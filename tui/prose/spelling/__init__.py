"""Spelling: what is checked, by which dictionary, in which process."""
