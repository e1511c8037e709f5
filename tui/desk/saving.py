"""One save, from the text on the desk to file, versions and library: a value that a worker runs."""

from dataclasses import dataclass

from tui.desk.versions import Sitting
from tui.errors import DraftroomError
from tui.files.post import Post
from tui.files.saving import make_folder, save_post
from tui.library.index import Entry, Index


@dataclass(frozen=True)
class SavedPost:
    """A post that is on disk; `problem` when its version could not be kept."""

    post: Post
    problem: DraftroomError | None


@dataclass(frozen=True)
class SaveJob:
    """What is to be on disk, what must be there now (its digest), and who takes note of it."""

    post: Post
    expected: str | None
    before: Post
    """What was read or saved last."""

    entry: Entry | None
    """What lists show of it from then on; None where only reading it again can tell."""

    sitting: Sitting
    index: Index

    def run(self) -> SavedPost:
        """Write the post, list it anew, keep its versions; a page that is none of the blog's joins no list.

        Nothing of it is read or parsed for that. Raises SaveError.
        """
        path = self.post.path
        if self.expected is None:
            make_folder(path.parent)
        save_post(path, self.post.raw, self.expected)
        if self.entry is not None and self.index.knows(path):
            self.index.put(self.entry)
        return SavedPost(self.post, self.sitting.keep(path, self.before.raw, self.post.raw))
