"""A blog: its site, its posts, and the rules of the engine that publishes it."""
