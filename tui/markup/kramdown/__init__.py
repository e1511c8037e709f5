"""What kramdown adds to CommonMark or changes in it: one module per thing."""
