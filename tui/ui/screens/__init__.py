"""The writing screen, and the one that stands before it is ready."""
