"""The command line: it opens the app, or runs one command that prints something and ends.

Every error is one line on stderr, with exit code 2: what went wrong, where, and what to do. Only the commands
that need the app, its screen library or the theme reader import them.
"""
