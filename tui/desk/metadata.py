"""Changing a post's header from outside the app: all changes at once on disk, or none."""

from collections.abc import Sequence
from dataclasses import replace

from tui.blog.site import Site
from tui.desk.drafts import Draft, check_format, edited, tags_edit
from tui.edits import Edit
from tui.errors import HeaderError
from tui.files.header import Typed
from tui.files.saving import save_post
from tui.files.splice import set_value


def change_header(
    draft: Draft, site: Site, changes: Sequence[str], added: Sequence[str], removed: Sequence[str]
) -> Draft:
    """Give a post's header values (`KEY=VALUE`) and tags on disk; returns the post as it is then.

    Raises HeaderError for what would not read back as asked, SaveError as `save_post`.
    """
    check_format(draft)
    reader = site.engine.reader
    try:
        for change in changes:
            key, equals, value = change.partition("=")
            key = key.strip()
            if not equals or not key:
                hint = "write for example --set title='low water'"
                raise HeaderError(f"{change!r} is not KEY=VALUE", hint=hint)
            draft = _after(draft, set_value(draft.text, key, _typed(key, value), reader), site)
        if added or removed:
            kept = [tag for tag in draft.facts.tags if tag not in removed]
            draft = _after(draft, tags_edit(draft, [*kept, *added], site), site)
    except HeaderError as error:
        raise replace(error, path=draft.path) from error
    post = draft.as_post()
    if draft.unsaved:
        save_post(post.path, post.raw, draft.post.digest)
    return draft.saved(post)


def _typed(key: str, value: str) -> str:
    """Return a value as the header shall have it: `published: 'false'` is a text to every engine."""
    is_switch = value in ("true", "false") and key.lower() != "title"
    return Typed(value, "bool") if is_switch else value


def _after(draft: Draft, edit: Edit | None, site: Site) -> Draft:
    return draft if edit is None else edited(draft, [edit], site)
