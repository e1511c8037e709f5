"""Posts of any size to measure with: the same size and seed always give the same text.

No post has an upper-case Q, X or Z: those are the letters that the ruler types and counts.
"""

import random

MARKER = "the river begins here"
"""A paragraph of its own, the first of every post."""

MIDDLE = "midstream"
"""The last word of a paragraph in the middle of every post; one word, so that no row ends within it."""

LONG_WORDS = 5_000
"""The words of a long paragraph: for some, one thought is one row."""

_WORD_LIST = """
the of and to in a is that for it was on with as at by i this had not are but from or have an they which one
you were all her there we when who will no more if out so up what its about into them only other time new
some could these two first then any now over such even most made after also many before well back through
years much where your way down should because long each just those people little good very year still see
own work day get here between being under never last another while might great come since against right used
few house place high without again home around small however found part morning coffee garden kitchen window
notebook letter reader sentence chapter story weather river mountain train station evening reason careful
simple ordinary water silt heron reeds bridge weir ferry lantern harbour frost ice oats bread butter recipe
flour oven minutes photograph camera light shadow museum painting friend neighbour conversation history
village street bicycle journey winter summer autumn spring allotment towpath ledger almanac
"""
_WORDS = _WORD_LIST.split()

_MARKED = ("**{}**", "*{}*", "`{}`", "[{}](https://example.org/a/river)")
_CODE = """\
```python
def tide(hour):
    # twice a day
    return [
        low_water(hour),
        high_water(hour),
    ]
```"""


def post(size: int, seed: int = 1) -> str:
    """Return a post of `size` characters, all of them ASCII, give or take a paragraph."""
    source = random.Random(seed)
    blocks = ["---\nlayout: post\ntitle: a long walk\ndate: 2024-10-12\ntags: [river, mornings]\n---", MARKER]
    length = sum(len(block) + 2 for block in blocks)
    halfway = False
    while length < size:
        block = _block(source)
        if length >= size // 2 and not halfway:
            block = f"{_paragraph(source)} {MIDDLE}"
            halfway = True
        blocks.append(block)
        length += len(block) + 2
    return "\n\n".join(blocks) + "\n"


def long_paragraph(seed: int = 1) -> str:
    """Return a post whose middle paragraph has 5,000 words."""
    source = random.Random(seed)
    words = " ".join(source.choices(_WORDS, k=LONG_WORDS // 2))
    return post(2_000, seed).replace(MIDDLE, f"{words} {MIDDLE} {words}")


def _sentence(source: random.Random) -> str:
    words = source.choices(_WORDS, k=source.randint(6, 22))
    if source.random() < 0.3:
        words[source.randrange(len(words) - 1)] += ","
    if source.random() < 0.25:
        place = source.randrange(len(words))
        words[place] = source.choice(_MARKED).format(words[place].rstrip(","))
    return " ".join(words) + source.choice("....!?")


def _paragraph(source: random.Random) -> str:
    sentences = [_sentence(source)]
    wanted = source.randint(240, 700)
    while sum(map(len, sentences)) < wanted:
        sentences.append(_sentence(source))
    return " ".join(sentences)


def _block(source: random.Random) -> str:
    """Return one block as blogs have them: seven of ten are paragraphs."""
    kind = source.random()
    if kind < 0.10:
        return "#" * source.randint(2, 3) + " " + " ".join(source.choices(_WORDS, k=source.randint(2, 6)))
    if kind < 0.18:
        return "\n".join("- " + _sentence(source) for _ in range(source.randint(3, 6)))
    if kind < 0.21:
        return "\n".join(f"{number}. {_sentence(source)}" for number in range(1, source.randint(4, 7)))
    if kind < 0.25:
        return f"> {_sentence(source)} {_sentence(source)}"
    if kind < 0.28:
        return _CODE
    return _paragraph(source)
