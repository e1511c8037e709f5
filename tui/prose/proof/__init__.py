"""The check: finds places where readers see something that the writer did not mean, with fixes."""
