"""LINES TO SCREEN: the only room that knows Textual."""
