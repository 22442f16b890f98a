"""What a state has around its tracks, as a program says it: its frame, its background, and all else at its root."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from editorkit.building import Timeline, backgrounds
from editorkit.decompiling.expressions import Call, Expression, Name, evaluate
from editorkit.decompiling.soundness import State
from editorkit.decompiling.workbench import Values, Workbench
from editorkit.errors import UsageError
from editorkit.space.frames import SIZES

BACKGROUND = "globalBackground"
_NEWEST = Timeline().release
# The keywords that say the properties of a background, by its type.
_LOOKS: Mapping[str, Mapping[str, str]] = {
    "none": {},
    "color": {"color": "color", "gradient": "gradient"},
    "blur": {"level": "blur"},
    "image": {"imageUrl": "image", "source": "source"},
}


def spell_timeline(state: State, release: str) -> Call:
    """The call that makes a timeline of the same frame, with all that is unknown to the builder."""
    extra = {name: value for name, value in state.items() if name not in _built(release) | {BACKGROUND}}
    said: dict[str, Expression] = {**({"release": release} if release != _NEWEST else {})}
    frame = next((frame for frame in _frames(state) if _makes(Call("Timeline", (), frame), state)), {})
    return Call("Timeline", (), {**frame, **said, **({"extra": extra} if extra else {})})


@cache
def _built(release: str) -> frozenset[str]:
    """The properties that a timeline writes itself."""
    empty = Timeline(release=release)
    empty.track()
    return frozenset(empty.build(check=False))


def _frames(state: State) -> Iterator[dict[str, Expression]]:
    sides = {"width": state.get("compositionWidth"), "height": state.get("compositionHeight")}
    ratio = state.get("outputRatio")
    yield {}
    yield from ({"ratio": name} for name in ([ratio] if ratio else SIZES))
    yield sides
    yield {"ratio": ratio, **sides}


def _makes(call: Call, state: State) -> bool:
    try:
        made: Timeline = evaluate(call, {})
    except UsageError:
        return False
    is_sized = (made.width, made.height) == (state.get("compositionWidth"), state.get("compositionHeight"))
    return is_sized and state.get("outputRatio", made.ratio) == made.ratio


def spell_background(bench: Workbench, look: Any, image: Name | None) -> Call | None:
    """The call for a background, or what comes nearest to it; None where there is none.

    image: the variable of the asset it shows.
    """
    words = _LOOKS.get(str(look.get("type"))) if isinstance(look, Mapping) else None
    if words is None:
        return None
    said = {word: look[name] for name, word in words.items() if name in look}
    if image is not None and _spelled(bench, {**said, "image": image}) == look:
        said["image"] = image
    made = _spelled(bench, said)
    for word in reversed(tuple(said)) if made else ():
        shorter = {name: value for name, value in said.items() if name != word}
        said = shorter if _spelled(bench, shorter) == made else said
    return Call("background", (), said) if made else None


def _spelled(bench: Workbench, said: Mapping[str, Expression]) -> Values | None:
    look = {word: bench.value(value) for word, value in said.items()}
    try:
        return backgrounds.spell(bench.timeline, look)
    except UsageError:
        return None
