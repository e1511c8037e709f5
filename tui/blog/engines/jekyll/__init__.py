"""Jekyll 4: its rules, its configuration and what Liquid sees of a site."""
