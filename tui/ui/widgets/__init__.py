"""The panes and lists of the screen; they never import each other."""
