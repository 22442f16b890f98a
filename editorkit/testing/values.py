"""The small values that made-up states consist of: words, colors, times, numbers."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from editorkit import schema, ticks
from editorkit.releases import CHECKED_RELEASES

State = dict[str, Any]  # a state, or a part of one

NEWEST = CHECKED_RELEASES[-1]
FRAME = ticks.per_frame(30)
SHORTEST = ticks.per_frame(60)  # shorter times pass for seconds or frames (rule stray-ticks)
SECOND = ticks.TICKS_PER_SECOND
LONGEST = 20 * SECOND
_ODD_WORDS = (
    "",
    " ",
    "\u05e9\u05dc\u05d5\u05dd",
    "e\u0301",
    "\u200d",
    "\x00",
    "\u2028",
    "</script>",
    "{{name}}",
    "明朝 🎬",
)
_ID_ENDINGS = ("", "", "/~ü", ".é", " %2F", '"\\')

flags = st.booleans()
words = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(_ODD_WORDS)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs"]), min_size=1, max_size=8)
colors = st.sampled_from(("#000000", "#FFCC00", "#39e508", "#abc8", "rgba(1, 2, 3, 0.5)", "hsl(120deg 50% 50%)", "red"))
urls = st.sampled_from(("https://example.com/a.mp4", "https://example.com/ü?x=1#y"))
shares = st.sampled_from((0, 1)) | st.floats(0, 1)
primitives = st.one_of(words, st.integers(-9, 9), st.floats(0, 1), flags)
parameters = names.filter(lambda name: not name.endswith("Ticks"))  # one of that name would have to be a real time
bags = st.dictionaries(parameters, primitives, max_size=2)
objects = st.dictionaries(names, st.none() | primitives | st.lists(primitives, max_size=2), max_size=2)


def some(draw: st.DrawFn, **optional: st.SearchStrategy[Any]) -> State:
    """A value for some of the optional fields: none of them, all of them, or any mix."""
    return {name: draw(optional[name]) for name in chosen(draw, optional)}


def chosen(draw: st.DrawFn, words: Iterable[str]) -> list[str]:
    """Some of the words, in their order: none of them, all of them, or any mix."""
    options = list(words)
    bits = draw(st.integers(0, 2 ** len(options) - 1))
    return [word for n, word in enumerate(options) if bits >> n & 1]


def perhaps(values: st.SearchStrategy[State]) -> st.SearchStrategy[State]:
    """Either nothing or what a strategy draws; failing examples shrink faster where whole groups of fields can go."""
    nothing: st.SearchStrategy[State] = st.builds(dict)
    return nothing | values


def some_of(values: Iterable[str]) -> st.SearchStrategy[list[str]]:
    """Up to two of the values."""
    found = sorted(values)
    return st.lists(st.sampled_from(found), max_size=2, unique=True) if found else st.just([])


@lru_cache(maxsize=1024)
def ids(stem: str) -> st.SearchStrategy[str]:
    """Ids that begin alike, some of them with signs that must be escaped in pointers, URLs or JSON."""
    return st.sampled_from(_ID_ENDINGS).map(stem.__add__)


def drawn_ids(stem: str) -> st.SearchStrategy[str]:
    """Ids of many different numbers."""
    return st.integers(0, 2**32).flatmap(lambda number: ids(f"{stem}-{number:x}"))


def enumerated(kind: str, type_name: str, name: str) -> st.SearchStrategy[str]:
    """One of the values that the newest schema allows a field of an item or asset (`kind`)."""
    part = schema.definition(NEWEST, kind, type_name)["properties"][name]
    return st.sampled_from(schema.resolve(NEWEST, part)["enum"])


def whole(low: float, high: float) -> st.SearchStrategy[int]:
    """Integers in a range that need not end on integers."""
    return st.integers(math.ceil(low), math.floor(high))


@lru_cache(maxsize=1024)  # Hypothesis looks every new strategy over, which takes longer than to draw from it
def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers in a range; many are integers."""
    return whole(low, high) | st.floats(low, high)


def lengths(longest: int) -> st.SearchStrategy[int]:
    """Times in ticks that are long enough to be meant in ticks. `longest` is at least SHORTEST."""
    return st.integers(SHORTEST, longest)


@lru_cache(maxsize=1024)
def lengths_or_none(longest: int) -> st.SearchStrategy[int]:
    """The same and 0, which is all there is where `longest` is below SHORTEST."""
    return st.just(0) | lengths(longest) if longest >= SHORTEST else st.just(0)


# In ticks: whole frames, or long enough not to pass for seconds or milliseconds (rule stray-ticks).
durations = st.one_of(
    st.integers(1, LONGEST // FRAME).map(FRAME.__mul__),
    st.sampled_from((SHORTEST, 24_001, 33_333, SECOND)),
)
