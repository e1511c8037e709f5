"""The facts of one post, which lists, pages and Liquid show."""

from dataclasses import dataclass

from tui.blog.visibility import Visibility


@dataclass(frozen=True, slots=True)
class PostFacts:
    """The facts of one post in its site."""

    title: str
    date: str
    """The date as ISO text that sorts, in the zone it was written with; "" without a date."""
    tags: tuple[str, ...]
    draft: bool
    """Whether it lies in the drafts folder or is marked as a draft."""
    visibility: Visibility
    """Whether readers see it now, and why not."""
    url: str
    """Its address within the site; "" when it is unknown."""
    problem: str = ""
    """Why the engine cannot build the site with this post; "" when it can."""

    categories: tuple[str, ...] = ()
    """As the site's engine takes them from header and place."""

    @property
    def public(self) -> bool:
        """Whether readers see it now."""
        return self.visibility.public
