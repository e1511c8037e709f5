"""All posts of a blog: the index of them, search by title, tags, and the links that they contain."""
