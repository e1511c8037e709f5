"""Changes to a post's header from the command line: all are written at once, or none."""

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
    """Set values (`KEY=VALUE`) and tags in a post's header, save it, and return the saved draft.

    Raises HeaderError when a value would not be read back as given, SaveError as `save_post` does.
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
    """Return a value to write: true and false as booleans, because engines read quoted ones as text."""
    is_switch = value in ("true", "false") and key.lower() != "title"
    return Typed(value, "bool") if is_switch else value


def _after(draft: Draft, edit: Edit | None, site: Site) -> Draft:
    return draft if edit is None else edited(draft, [edit], site)
