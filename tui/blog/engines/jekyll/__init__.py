"""Jekyll 4: its rules, its configuration, and the values of a site for Liquid."""
