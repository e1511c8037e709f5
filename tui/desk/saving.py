"""One save, from the text on the desk to file, versions and library: a value that a worker runs."""

from dataclasses import dataclass

from tui.blog.site import Site
from tui.desk.entries import describe
from tui.desk.versions import Sitting
from tui.errors import DraftroomError
from tui.files.post import Post
from tui.files.saving import make_folder, save_post
from tui.library.index import Index
from tui.prose.words import Counting


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

    sitting: Sitting
    site: Site
    index: Index
    counting: Counting

    def run(self) -> SavedPost:
        """Write the post, keep its versions, list it anew; a page that is none of the blog's joins no list.

        Raises SaveError.
        """
        path = self.post.path
        if self.expected is None:
            make_folder(path.parent)
        save_post(path, self.post.raw, self.expected)
        problem = self.sitting.keep(path, self.before.raw, self.post.raw)
        if any(entry.path == path for entry in self.index.entries()):
            self.index.put(describe(self.site, path, self.counting))
        return SavedPost(self.post, problem)
