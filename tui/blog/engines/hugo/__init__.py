"""Hugo: its rules, its dates and its markdown."""
