"""`python -m tui`: the same as the command `draftroom`."""

from tui.cli import main

main()
