"""Everything that leans on private names of Textual (8.2.8) and of Rich below it, and nothing else.

No other room reads a private attribute of theirs, overrides a private method or imports a private module:
where it needs one, it calls a function of this room or fills in a public method of one of its classes.
`tests/ui/test_textual_internals.py` holds the table of all private names in use, and fails when a new version
of Textual has changed one. This room knows neither screens nor widgets of ours.
"""
