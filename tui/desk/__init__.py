"""What lies on the desk now: the blog, the drafts, the clocks. The only mutable state outside `ui`."""
