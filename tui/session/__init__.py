"""A sitting at the open post: what happens when the writer types, saves, publishes or leaves."""
