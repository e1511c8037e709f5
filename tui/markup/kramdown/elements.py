"""kramdown's kinds of HTML elements: those inside a paragraph, empty ones, and the content of the others.

An unknown name makes a block too, and keeps its upper case.
"""

_SPANS = """a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q
    rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var"""
_HOLDING_BLOCKS = """address applet article aside blockquote body dd details div dl fieldset figcaption figure
    footer form header hgroup iframe li main map menu nav noscript object section summary td"""
_HOLDING_SPANS = "caption dt h1 h2 h3 h4 h5 h6 legend optgroup p th"
_HOLDING_TEXT = """audio bdi canvas center datalist dialog font math meter ol output pre progress s script
    strike style svg table tbody template textarea tfoot thead time tr ul video"""
_EMPTY = "area base br col command embed hr img input keygen link meta param source track wbr"

NAME = r"(?:[^\W\d][\w.-]*+:)?[^\W\d][\w.-]*+"
"""The name of an element or an attribute, in any alphabet, which may have one colon inside."""

ATTRIBUTES = rf"(?>\s++{NAME}(?:\s*+=\s*+(?:\w++|\"[^\"]*\"|'[^']*'))?)*"
"""The attributes in a start tag. A value without quotes is one word; with `width=50%` it is not a tag."""

SPANS = frozenset(_SPANS.split())
"""Elements that stand inside a paragraph; every other name makes a block."""

EMPTY = frozenset(_EMPTY.split())
"""Elements without an end tag."""

UNREAD = ("script", "style")
"""Elements in which only their own end tag is a tag."""

MODELS = dict.fromkeys(_HOLDING_BLOCKS.split(), "block") | dict.fromkeys(_HOLDING_SPANS.split(), "span")
"""The content of an element with `markdown="1"`: `block`, or `span`; raw text in elements not listed."""

_KNOWN = SPANS | EMPTY | MODELS.keys() | frozenset(_HOLDING_TEXT.split())


def name_of(name: str) -> str:
    """Return the name of an element for comparison: in lower case when it is a known name."""
    lower = name.lower()
    return lower if lower in _KNOWN else name
