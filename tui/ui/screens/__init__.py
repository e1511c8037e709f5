"""The writing screen and the dialogs over it."""
