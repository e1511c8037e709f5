"""PAGE TO LINES: roles and cells, never colours."""
