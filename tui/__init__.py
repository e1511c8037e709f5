"""draftroom: a full-screen terminal writing environment for bloggers."""

__version__ = "0.1.0"
