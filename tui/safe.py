"""Text made safe to print: its control characters replaced, so that it cannot drive the terminal.

Text from a post, a file name or an error passes through here before its width is measured and before it is
printed. `safe` replaces one character by one, so a column in the result is a column in the post; only
`safe_line` may change the length.
"""

import re

_PICTURES = {code: 0x2400 + code for code in range(0x20)}
_PICTURES[0x7F] = 0x2421
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2028, 0x2029, 0x2060, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB), 0x2423)
_KEPT = (0x09, 0x0A)

_HARMLESS = {**_PICTURES, **_C1, **_SURROGATES, **_BIDI, **_INVISIBLE}
for _code in _KEPT:
    del _HARMLESS[_code]

_DANGER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""The keys of `_HARMLESS` as ranges: a set of single characters takes a millisecond of every start."""


def safe(text: str) -> str:
    """Return the text with each harmful character replaced by a visible one, in the same column.

    C0 controls and DEL become their pictures (U+2400 ...), C1 controls, lone surrogates (undecodable
    bytes) and bidirectional overrides become U+FFFD, invisible characters U+2423. Tabs and line feeds
    stay; so do ZWJ and the direction marks, which emoji, Hebrew and Arabic need.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_HARMLESS) if _DANGER.search(text) else text


def safe_line(text: str) -> str:
    """Return the text as one safe line: each run of white space becomes one space."""
    return safe(" ".join(text.split()))
