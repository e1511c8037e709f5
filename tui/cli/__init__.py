"""The command line: from arguments to the app, or to one command that prints and leaves.

Every error is one line on stderr: what went wrong, where, what to do; exit code 2. The app, its screen
library and the theme reader are imported only by the commands that need them.
"""
