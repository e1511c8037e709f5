"""A site: the folder a blog lives in, its engine, and the posts in it.

The one thing you would get wrong: evidence has an order. A named configuration file beats a bare
`_posts/` folder found lower down, and nothing above the home folder or a git repository counts.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui.blog.config import Options, text_option
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo import HUGO
from tui.blog.engines.jekyll import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.engines.profile import Engine, Folders
from tui.files.header import Header, read_header
from tui.files.post import Parts
from tui.files.regular import read_regular
from tui.markup.dialect import Dialect

ENGINES = (JEKYLL, HUGO, ELEVENTY, PELICAN)
"""The engines that mark their sites, in the order in which they are looked for."""

EXTENSIONS = frozenset((".md", ".markdown", ".mkd", ".mkdn", ".mkdown"))
SKIPPED = frozenset(("_site", "node_modules", "public", "vendor"))
POST_FOLDERS = ("_posts", "_drafts")

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")
_ATTRIBUTE_LIST = re.compile(r"\{::?[ \t]*[.#]?[A-Za-z][\w-]+[^{}\n]*\}")


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with posts and the engine that publishes them."""

    root: Path
    engine: Engine
    title: str = ""
    timezone: str = ""
    """The zone's name, "" when the site names none."""

    options: Options = field(default_factory=dict)
    problem: str = ""
    """Why its configuration could not be read; the site works with the engine's defaults."""

    written: Path | None = None
    """Where its posts are written when that is not the source that its configuration names: a program makes
    a copy of it there for the engine, as a rule in a folder whose name begins with a dot."""

    @property
    def folders(self) -> Folders:
        """Where the posts are, as the disk and the configuration have it now."""
        if self.written is None:
            return self.engine.folders(self.root, self.options)
        source = self.written.relative_to(self.root).as_posix()
        return self.engine.folders(self.root, {**self.options, "source": source})

    @property
    def source(self) -> Path:
        """The folder that the site is built from."""
        return self.folders.walked[0]

    def relative(self, path: Path) -> Path:
        """Return a path as seen from the root; raises ValueError when it lies outside the site."""
        return Path(os.path.abspath(path)).relative_to(self.root)

    def place(self, path: Path) -> Path:
        """Return a path as Jekyll sees it: from the source, and without the folder of the collections.

        A path outside the source is seen from the root (`relative_path` of a document, 4.3).
        """
        path, folders = self.root / self.relative(path), self.folders
        for folder in (folders.posts.parent, folders.walked[0]):
            if path.is_relative_to(folder):
                return path.relative_to(folder)
        return self.relative(path)


def find_site(path: Path) -> Site:
    """Return the site that a file or folder belongs to, looking upwards.

    The home folder, a folder with `.git` and the disk's root are the last ones looked at. Without any
    site the folder itself is one, with the plain engine.
    """
    path = Path(os.path.abspath(path))
    start = path if os.path.isdir(path) else path.parent
    home = _home()
    bare: Path | None = None
    for folder in (start, *start.parents):
        for engine in ENGINES:
            if engine.recognises(folder):
                site = _site(folder, engine)
                return replace(site, written=_written(site, bare)) if engine is JEKYLL else site
        if os.path.isdir(folder / "source" / "_posts") and os.path.isfile(folder / "_config.yml"):
            bare = None  # Hexo's posts, which no engine here publishes
            break
        if bare is None and any(os.path.isdir(folder / name) for name in POST_FOLDERS):
            bare = folder
        if folder == home or os.path.exists(folder / ".git"):
            break
    return _site(bare, JEKYLL) if bare else _site(start, PLAIN)


def post_paths(site: Site) -> Iterator[Path]:
    """Yield the files that are posts for the site's engine, in the order of their names.

    Hidden files, folders that hold output or packages, and links to folders are left out; a folder that
    may not be read counts as empty.
    """
    folders = site.folders
    for folder in folders.walked:
        for path in _walk(folder, deep=not _is_too_wide(site)):
            if site.engine.is_post(path.relative_to(site.root)) and _is_markdown(path, folders.headed_only):
                yield path


def new_post_folder(site: Site, draft: bool) -> Path:
    """Return the folder that a new post or draft goes to; it need not exist."""
    return site.folders.drafts if draft else site.folders.posts


def opens_with_header(path: Path) -> bool:
    """Whether a file begins with a fence of YAML or TOML; False when it cannot be read."""
    try:
        return _HEADER.match(read_regular(path, 64)) is not None
    except OSError:
        return False


def header_of(site: Site, parts: Parts, path: Path | None = None) -> Header:
    """Return the metadata of a text with its keys as the site's engine reads them; raises HeaderError."""
    header = read_header(parts, path)
    return header.folded() if site.engine.reader.folds_keys else header


def dialect_for(site: Site, header: Header | None, body: str) -> Dialect:
    """Return the dialect that a post is written in; `header` is None when it cannot be read.

    Outside any site a `layout` or an attribute list makes it a Jekyll post.
    """
    layout = header.text("layout") if header is not None else ""
    if site.engine is PLAIN and (layout or _ATTRIBUTE_LIST.search(body)):
        return JEKYLL.dialect(site.options)
    return site.engine.dialect(site.options)


def _home() -> Path:
    return Path(os.path.expanduser("~"))


def _site(root: Path, engine: Engine) -> Site:
    found = engine.configure(root)
    title = text_option(found.options, "title") or text_option(found.options, "name")
    return Site(root, engine, title, text_option(found.options, "timezone"), found.options, found.problem)


def _written(site: Site, bare: Path | None) -> Path | None:
    """Return where a Jekyll site's posts are written, None where that is the source that it names.

    `bare` is a folder with posts, named from below. Without one it is the only such folder in the root, while
    the source is not made yet.
    """
    if bare is not None:
        return None if bare.is_relative_to(site.source) else bare
    if os.path.isdir(site.source):
        return None
    found = [path.parent for path in site.root.glob("*/_posts") if path.parent.name[0] not in "._"]
    return found[0] if len(found) == 1 else None


def _is_too_wide(site: Site) -> bool:
    """Whether walking a plain folder would mean walking somebody's whole home or disk."""
    return site.engine is PLAIN and site.root in (_home(), Path(site.root.anchor))


def _is_markdown(path: Path, headed_only: bool) -> bool:
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS:
        return not headed_only or opens_with_header(path)
    return suffix == ".txt" and opens_with_header(path)


def _walk(folder: Path, deep: bool) -> Iterator[Path]:
    """Yield the markdown and text files under a folder, without following links to folders."""
    waiting = [(str(folder), SKIPPED)]
    while waiting:
        place, skipped = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(
                    (entry for entry in found if entry.name[0] != "."), key=lambda entry: entry.name
                )
        except OSError:
            continue
        inner: list[tuple[str, frozenset[str]]] = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if deep and entry.name not in skipped:
                    # Every folder inside _posts holds posts, whatever its name.
                    inner.append((entry.path, frozenset() if entry.name in POST_FOLDERS else skipped))
            elif os.path.splitext(entry.name)[1].lower() in _WALKED and _is_file(entry):
                yield Path(entry.path)
        waiting.extend(reversed(inner))


def _is_file(entry: os.DirEntry[str]) -> bool:
    return os.path.isfile(entry.path) if entry.is_symlink() else entry.is_file()


_WALKED = EXTENSIONS | {".txt"}
