"""kramdown's syntax: one module for each kind of block and span."""
