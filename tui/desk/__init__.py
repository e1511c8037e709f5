"""The state of the running app without its screen: the open blog, its drafts, their journals and clocks."""
