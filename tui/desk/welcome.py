"""The welcome blog: a few posts that explain draftroom, for writers who have no blog yet.

It ships inside the package, which must not be changed, so the writer gets a copy in the state folder.
"""

import shutil
from pathlib import Path

from tui.errors import BlogError
from tui.settings import Places

SHIPPED = Path(__file__).parents[1] / "welcome"


def welcome_blog(places: Places) -> Path:
    """Return the writer's own copy of the welcome blog, made at the first call.

    Raises BlogError when the state folder cannot be written.
    """
    copy = places.state / "welcome"
    if copy.is_dir():
        return copy
    try:
        places.state.mkdir(parents=True, exist_ok=True)
        shutil.copytree(SHIPPED, copy)
    except OSError as error:
        raise BlogError(
            "the welcome blog cannot be copied here",
            error.strerror or str(error),
            "name a folder of your own: draftroom PATH",
            copy,
        ) from error
    return copy
