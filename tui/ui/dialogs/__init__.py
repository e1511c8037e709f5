"""Dialogs: what stands before the room, asks for one answer, and goes."""
