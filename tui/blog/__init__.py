"""A BLOG: the rules of the engine that publishes it."""
