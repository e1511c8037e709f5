"""The user interface in the terminal; no other room imports Textual."""
