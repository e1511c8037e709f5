"""The panes; they never import each other."""
