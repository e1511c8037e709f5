"""ALL POSTS: found, filtered, grouped."""
