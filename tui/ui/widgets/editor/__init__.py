"""The editor: the live text, its rows on the screen."""
