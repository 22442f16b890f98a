"""The small values that made-up editor states consist of."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

State = dict[str, Any]

FRAME = 8000  # ticks of one frame at 30 a second
SECOND = 240_000
LONGEST = 20 * SECOND
EASINGS = ("linear", "ease-in", "ease-out", "ease-in-out")
MOTIONS = ("fade", "slide-up", "slide-down", "slide-left", "slide-right", "zoom-in", "zoom-out")
CLIP_MOTIONS = {"in": MOTIONS, "out": MOTIONS}
TEXT_MOTIONS = {
    "in": ("converge", "elastic-pop", "typewriter", "lay-down"),
    "out": ("curtain-close", "center-type-out"),
    "loop": ("jitter", "rainbow", "sweep-shine"),
}

words = st.text(st.characters(codec="utf-8"), max_size=8)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs"]), min_size=1, max_size=8)
colors = st.sampled_from(("#000000", "#FFCC00", "#39e508", "rgba(1, 2, 3, 0.5)", "transparent"))
flags = st.booleans()
primitives = st.one_of(words, st.integers(-9, 9), st.floats(0, 1), flags)
bags = st.dictionaries(names, primitives, max_size=2)
objects = st.dictionaries(names, st.none() | primitives | st.lists(primitives, max_size=2), max_size=2)
urls = st.sampled_from(("https://example.com/a.mp4", "https://example.com/ü?x=1#y"))


def some(draw: st.DrawFn, **optional: st.SearchStrategy[Any]) -> State:
    """A value for some of the optional fields: none of them, all of them, or any mix."""
    chosen = draw(st.integers(0, 2 ** len(optional) - 1))
    return {name: draw(values) for n, (name, values) in enumerate(optional.items()) if chosen >> n & 1}


def some_of(values: Iterable[str]) -> st.SearchStrategy[list[str]]:
    """Up to two of the values."""
    found = sorted(values)
    return st.lists(st.sampled_from(found), max_size=2, unique=True) if found else st.just([])


def new_id(draw: st.DrawFn, prefix: str, taken: Mapping[str, Any]) -> str:
    """An id that no entry of a map has."""
    return f"{prefix}-{len(taken) + 1}{draw(st.sampled_from(('', '', '/~ü', '.é')))}"


def whole(low: float, high: float) -> st.SearchStrategy[int]:
    return st.integers(math.ceil(low), math.floor(high))


@st.composite
def number_tracks(draw: st.DrawFn, low: float, high: float, duration: int) -> State:
    """A number track within bounds: most stand still, the others move and come to rest on their value."""
    value = draw(whole(low, high) | st.floats(low, high))
    times: list[int] = []
    if duration > 1 and not draw(st.integers(0, 4)):
        times = sorted(draw(st.sets(st.integers(0, duration - 1), min_size=2, max_size=3)))
    points = [{"timeTicks": time, "value": draw(st.floats(low, high))} for time in times[:-1]]
    return {
        "value": value,
        "keyframes": points + [{"timeTicks": time, "value": value} for time in times[-1:]],
    }


@st.composite
def motions(draw: st.DrawFn, types: Sequence[str], longest: int) -> State:
    """A clip animation, a text animation, or the moving part of a transition."""
    motion = {"type": draw(st.sampled_from(types)), "durationTicks": draw(st.integers(1, longest))}
    return motion | some(draw, easing=st.sampled_from(EASINGS), params=bags)


@st.composite
def clip_animations(draw: st.DrawFn, slots: Mapping[str, Sequence[str]], duration: int) -> State:
    """Animations that together fit into a clip; none into one too short for that."""
    longest = duration // len(slots)
    fitting = slots if longest else {}
    return some(draw, **{slot: motions(types, longest) for slot, types in fitting.items()})


def lettering() -> st.SearchStrategy[State]:
    """The looks that texts, captions and text nodes share."""
    return st.fixed_dictionaries(
        {
            "color": colors,
            "align": st.sampled_from(("left", "center", "right")),
            "fontFamily": st.sampled_from(("Inter", "TikTok Sans", "明朝")),
            "fontStyle": st.just({"variant": "normal", "weight": "400"}),
            "fontSize": whole(1, 200) | st.floats(1, 200),
            "lineHeight": st.floats(0.5, 5),
            "letterSpacing": st.integers(-10, 50),
            "direction": st.sampled_from(("ltr", "rtl")),
            "strokeWidth": st.integers(0, 8),
            "strokeColor": colors,
        }
    )


def boxes() -> st.SearchStrategy[State | None]:
    """A text background, or none."""
    padding, radius = st.integers(0, 40), st.floats(0, 40)
    return st.none() | st.fixed_dictionaries({"color": colors, "horizontalPadding": padding, "borderRadius": radius})
