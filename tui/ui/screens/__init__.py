"""The opening screen, and the writing screen that replaces it."""
