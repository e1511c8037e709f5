"""The Liquid tags that the plugins of a Jekyll site define, from its `_config.yml`, Gemfile and `_plugins`.

A plugin that is not listed here may define any tag and filter. So a tag can be called wrong only in a site
whose plugins are all listed.
"""

import os
import re
from collections.abc import Mapping

from tui.blog.config import MOST_BYTES, text_option
from tui.blog.site import Site
from tui.files.regular import read_regular
from tui.markup.liquid.values import GITHUB_TAGS

_GEM = re.compile(r"""^[ \t]*gem[ \t(]+["']([\w.-]+)["']""", re.MULTILINE)
_ELSEWHERE = re.compile(r"^[ \t]*(?:gemspec|eval_gemfile|eval)\b", re.MULTILINE)

_KNOWN: Mapping[str, frozenset[str]] = {
    "github-pages": GITHUB_TAGS | {"avatar", "feed_meta", "seo"},
    "jekyll-avatar": frozenset(("avatar",)),
    "jekyll-feed": frozenset(("feed_meta",)),
    "jekyll-gist": frozenset(("gist",)),
    "jekyll-github-metadata": frozenset(("github_edit_link",)),
    "jekyll-include-cache": frozenset(("include_cached",)),
    "jekyll-octicons": frozenset(("octicon",)),
    "jekyll-seo-tag": frozenset(("seo",)),
    "minima": frozenset(("feed_meta", "seo")),
}
"""The tags of the most used plugins, and of one theme."""

_WITHOUT = frozenset(
    (
        *("jekyll", "jekyll-admin", "jekyll-archives", "jekyll-coffeescript", "jekyll-commonmark"),
        *("jekyll-compose", "jekyll-default-layout", "jekyll-livereload"),
        *("jekyll-mentions", "jekyll-optional-front-matter", "jekyll-paginate", "jekyll-paginate-v2"),
        *("jekyll-readme-index", "jekyll-redirect-from", "jekyll-relative-links", "jekyll-remote-theme"),
        *("jekyll-sass-converter", "jekyll-sitemap", "jekyll-titles-from-headings", "jekyll-watch", "jemoji"),
        *("bundler", "csv", "base64", "bigdecimal", "html-proofer", "http_parser.rb", "kramdown"),
        *("kramdown-parser-gfm", "logger", "minitest", "nokogiri", "rake", "rouge", "rubocop"),
        *("sass-embedded", "tzinfo", "tzinfo-data", "wdm", "webrick"),
    )
)
"""Gems that define no tag and no filter."""


def plugin_tags(site: Site) -> frozenset[str] | None:
    """Return the tags that the site's plugins define; None when they may define any."""
    gems, is_whole = _gems(site)
    listed = [site.options.get(key) for key in ("plugins", "gems")]
    names = {str(name) for each in listed if isinstance(each, list) for name in each}
    names |= {each for each in listed if isinstance(each, str)} | gems
    names |= {text_option(site.options, key) for key in ("theme", "remote_theme")} - {""}
    folder = text_option(site.options, "plugins_dir") or "_plugins"
    if not is_whole or os.path.isdir(site.root / folder):
        return None
    if not names <= _KNOWN.keys() | _WITHOUT:
        return None
    found = frozenset(tag for name in names for tag in _KNOWN.get(name, ()))
    return found if gems else found | GITHUB_TAGS


def _gems(site: Site) -> tuple[set[str], bool]:
    """Return the gems that the Gemfile names, and whether it names all."""
    try:
        text = read_regular(site.root / "Gemfile", MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return set(), True
    return set(_GEM.findall(text)), not _ELSEWHERE.search(text)
