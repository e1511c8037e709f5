"""Dialogs over the writing screen; each asks for one answer and closes."""
