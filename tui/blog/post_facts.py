"""One post as its site sees it: what lists, pages and Liquid show of it."""

from dataclasses import dataclass

from tui.blog.visibility import Visibility


@dataclass(frozen=True, slots=True)
class PostFacts:
    """One post as its site sees it."""

    title: str
    date: str
    """ISO text that sorts, in the zone it was written with; "" without one."""
    tags: tuple[str, ...]
    draft: bool
    """In the drafts folder or so marked."""
    visibility: Visibility
    """What readers get of it now."""
    url: str
    """Its address within the site, "" when it cannot be told."""
    problem: str = ""
    """Why the site's engine would build nothing at all because of this post."""

    categories: tuple[str, ...] = ()
    """As the site's engine takes them from header and place."""

    @property
    def public(self) -> bool:
        """Whether readers see it now."""
        return self.visibility.public
