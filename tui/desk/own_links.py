"""How a blog's posts link to each other, learned from the newest ones.

A link by path breaks when the site moves, so a blog whose posts let the engine find the address (`post_url`,
`ref`, `{filename}`) gets links of that kind.
"""

from collections.abc import Iterable
from pathlib import Path

from tui.blog.site import LinkForm, Site
from tui.desk.drafts import open_draft
from tui.errors import BlogError


def learned_form(site: Site, bodies: Iterable[str]) -> LinkForm | None:
    """Return the form in which the newest post with such a link names other posts; None for plain paths."""
    for body in bodies:
        for form in site.engine.link_forms:
            if form.is_used.search(body):
                return form
    return None


def own_target(site: Site, path: Path, form: LinkForm | None = None) -> str:
    """Return the target of a link to a post of the blog, as it is written between the parentheses.

    Without a form it is the path of its page. Raises BlogError when the post has no address yet, PostError
    when it cannot be read.
    """
    facts = open_draft(path, site).facts
    if not facts.url or (facts.draft and form is not None):
        raise BlogError("this post has no address yet", hint="publish it first", path=path)
    if form is not None:
        return form.write(site, path, facts.url)
    return f"{site.engine.base(site.options)}{facts.url}"
