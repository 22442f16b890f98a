"""How wide letters are: estimates in thousandths of the font size, for a sans serif that is none in particular.

The vendor's fonts are not public; its own tools reckon 550 for an average letter, and so does running English here,
which is an eighth more than Inter and a fifth more than Roboto really need: a margin for wider fonts.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_CLASSES = {
    "ijlI!|.,:;'`’‘·": 320,
    " \xa0": 330,
    'frt()[]{}/\\"-*“”„°‐‑': 430,
    "mwMW@%ЖШЩЮжшщюфФ…—œæŒÆ\u2003\u2001": 980,
    "\t": 8 * 330,
}
_ADVANCES = {char: advance for chars, advance in _CLASSES.items() for char in chars}
_BY_CATEGORY = {"Lu": 750, "Nd": 680, "Sm": 700, "Sc": 700, "Zs": 330, "So": 1000, "No": 1000, "Co": 1000}
_OTHER = 635
_FULL_WIDTH = 1000
_EMOJI = 1250
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
_EMOJI_STYLE = "\ufe0f"
_JOINER = "\u200d"
_FIRST_HALF_FLAG, _LAST_HALF_FLAG = "\U0001f1e6", "\U0001f1ff"


@lru_cache(maxsize=8192)
def advance(char: str) -> int:
    """The width of one character: 0 for marks that stand on another and for what is not seen."""
    if char in _ADVANCES:
        return _ADVANCES[char]
    category = unicodedata.category(char)
    if category in _UNSEEN or "\u1160" <= char <= "\u11ff" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0  # the last two: Korean vowels and finals that complete a syllable, skin tones
    if category == "So" and (is_wide(char) or char >= "\U0001f000"):
        return _EMOJI
    return _FULL_WIDTH if is_wide(char) else _BY_CATEGORY.get(category, _OTHER)


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high: Chinese, Japanese and Korean ones, most emoji."""
    return unicodedata.east_asian_width(char) in ("W", "F")


def cluster_advance(cluster: str) -> int:
    """The width of what is seen as one character: that of its widest part."""
    return _EMOJI if _EMOJI_STYLE in cluster else max(map(advance, cluster))


def clusters(text: str) -> Iterable[str]:
    """What is seen as one character each: a letter and its marks, a flag, an emoji of several joined ones."""
    is_plain = all(map(advance, text)) and max(text, default="") < _FIRST_HALF_FLAG
    return text if is_plain else _joined_clusters(text)


def _joined_clusters(text: str) -> Iterator[str]:
    start, begins_flag = 0, False
    for place, char in enumerate(text):
        ends_flag = begins_flag and _is_half_flag(char)
        begins_flag = _is_half_flag(char) and not ends_flag
        if place > start and not (ends_flag or advance(char) == 0 or _is_joined(text[place - 1], char)):
            yield text[start:place]
            start = place
    yield text[start:]


def _is_half_flag(char: str) -> bool:
    return _FIRST_HALF_FLAG <= char <= _LAST_HALF_FLAG


def _is_joined(before: str, char: str) -> bool:
    return before == _JOINER and unicodedata.category(char) in ("So", "Sm")
