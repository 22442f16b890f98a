"""What moves: keyframes, and the motions of clips, texts and transitions."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.values import NEWEST, SHORTEST, State, bags, lengths, some

_easings = st.sampled_from(schema.load(NEWEST)["definitions"]["easing"]["enum"])
_SIDES = ("from-left", "from-right", "from-top", "from-bottom")
_DIRECTED = ("slide", "flip", "wipe")


def draw_keyframes(draw: st.DrawFn, low: float, high: float, rest: float, duration: int) -> list[State]:
    """Keyframes of a number track whose values lie within bounds, and which comes to rest on a value.

    duration: that of the item, in ticks; the keyframes lie before its end.
    """
    *moments, last = draw(_moments(duration))
    points = [{"timeTicks": time, "value": draw(st.floats(low, high))} for time in moments]
    return [*points, {"timeTicks": last, "value": rest}]


@lru_cache(maxsize=1024)
def _moments(duration: int) -> st.SearchStrategy[list[int]]:
    later = st.integers(SHORTEST, duration - 1) if duration > SHORTEST else st.nothing()
    return st.sets(st.just(0) | later, min_size=1, max_size=3 if duration > 2 * SHORTEST else 1).map(sorted)


@st.composite
def motions(draw: st.DrawFn, types: Sequence[str], longest: int) -> State:
    """One animation of a clip or a text, or the moving part of a transition; `longest` is in ticks."""
    motion = {"type": draw(st.sampled_from(types)), "durationTicks": draw(lengths(longest))}
    return motion | some(draw, easing=_easings, params=bags)


@st.composite
def transition_motions(draw: st.DrawFn, release: str, longest: int) -> State:
    """The moving part of a transition; those that have a direction may say which."""
    motion = draw(motions(schema.enum_of(release, "transitions"), longest))
    if motion["type"] in _DIRECTED and "params" in motion:
        motion["params"] |= some(draw, direction=st.sampled_from(_SIDES))
    return motion


@lru_cache(maxsize=1024)
def clip_animations(release: str, duration: int) -> st.SearchStrategy[State]:
    """The `animations` of a clip: together they fit into it."""
    return _slots(dict.fromkeys(("in", "out"), schema.enum_of(release, "animations")), duration)


@lru_cache(maxsize=1024)
def text_animations(release: str, duration: int) -> st.SearchStrategy[State]:
    """The `captionAnimations` of a text: together they fit into it."""
    return _slots(dict.fromkeys(("in", "out", "loop"), schema.enum_of(release, "captionAnimations")), duration)


@st.composite
def _slots(draw: st.DrawFn, slots: Mapping[str, Sequence[str]], duration: int) -> State:
    longest = duration // len(slots)
    fitting = slots if longest >= SHORTEST else {}
    return some(draw, **{slot: motions(types, longest) for slot, types in fitting.items()})
