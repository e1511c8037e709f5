"""The excerpt of a post: what its site shows of it in lists and feeds, as markdown.

The one thing you would get wrong: `<!--more-->` means something to Hugo alone; a Jekyll site has to name
it as its `excerpt_separator`, or the first paragraph is all there is.
"""

import re

from tui.blog.config import Options, text_option
from tui.blog.site import Site
from tui.files.header import Header

MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)
HUGO_WORDS = 70
PELICAN_WORDS = 50

_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:.+$", re.MULTILINE)
_BLANK_ROW = re.compile(r"\n[ \t]*\n")


def excerpt(site: Site, header: Header | None, body: str) -> str:
    """Return the part of a body that its site shows in lists; `header` is None when it cannot be read.

    Jekyll 4.3, Hugo 0.168, Pelican 4 by their own rules; Eleventy has none unless a program makes it,
    and gives "". Outside any site: up to the `<!--more-->`, else the first paragraph.
    """
    header = header or Header("none", {})
    body = body.replace("\r\n", "\n").strip("\n")
    match site.engine.name:
        case "jekyll":
            return _jekyll(site, header, body)
        case "hugo":
            return header.text("summary") or _up_to_more(body) or _paragraphs(body, _length(site.options))
        case "pelican":
            return header.text("summary") or _words(body)
        case "eleventy":
            return ""
    return _up_to_more(body) or _paragraphs(body, 1)


def _jekyll(site: Site, header: Header, body: str) -> str:
    if "excerpt" in header.values:
        return header.text("excerpt")
    separator = header.text("excerpt_separator") or _separator(site.options)
    if not separator:
        return ""
    shown, _, rest = body.lstrip().partition(separator)
    # the links that the excerpt names may be defined below it
    references = "\n".join(found.group() for found in _REFERENCE.finditer(rest))
    return f"{shown.rstrip()}\n\n{references}" if references else shown.rstrip()


def _separator(options: Options) -> str:
    """Return the site's separator: a blank row unless it names one; an empty one means no excerpts."""
    value = options.get("excerpt_separator")
    return value if isinstance(value, str) else "\n\n"


def _up_to_more(body: str) -> str:
    found = MORE.search(body)
    return body[: found.start()].strip() if found else ""


def _length(options: Options) -> int:
    value = text_option(options, "summarylength")
    return int(value) if value.isdecimal() else HUGO_WORDS


def _paragraphs(body: str, length: int) -> str:
    """Return the first paragraphs that hold as many words; the last one is kept whole."""
    end = words = start = 0
    for gap in _BLANK_ROW.finditer(body):
        words += len(body[start : gap.start()].split())
        start = gap.end()
        if words >= length:
            end = gap.start()
            break
    return body[:end].strip() if end else body.strip()


def _words(body: str) -> str:
    words = body.split()
    return " ".join(words[:PELICAN_WORDS]) + ("…" if len(words) > PELICAN_WORDS else "")
