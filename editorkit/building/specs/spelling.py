"""Motions, key-framed numbers and boxes as a spec says them, made what the builder takes. All raise UsageError."""

from collections.abc import Callable, Mapping
from typing import Any

from editorkit import wording
from editorkit.building import moving
from editorkit.building.moving import Keyframes, Motion
from editorkit.errors import UsageError
from editorkit.space.layout import Box
from editorkit.suggestions import did_you_mean

_MOTIONS: Mapping[str, tuple[Callable[..., Motion], tuple[str, ...]]] = {
    "fade": (moving.fade, ()),
    "zoom": (moving.zoom, ("direction",)),
    "slide": (moving.slide, ("from", "to")),
    "flip": (moving.flip, ("from",)),
    "wipe": (moving.wipe, ("from",)),
    "clock-wipe": (moving.clock_wipe, ()),
    "iris": (moving.iris, ()),
}
_KEYWORDS = {"from": "from_"}
_SAID_OF_MOTIONS = frozenset(("from", "to", "direction", "easing", "params"))
_TRACK = frozenset(("value", "keyframes"))


def read_motions(given: Any) -> Motion | list[Motion]:
    """One motion, or several."""
    return [read_motion(one) for one in given] if isinstance(given, list) else read_motion(given)


def read_motion(given: Any) -> Motion:
    """A motion: a word, or {slide: 0.5s, from: left, easing: ease-in}; of other types {typewriter: 1s, params: {…}}."""
    said = {given: None} if isinstance(given, str) else dict(given) if isinstance(given, Mapping) else {}
    words = [word for word in said if word not in _SAID_OF_MOTIONS]
    if len(words) != 1:
        raise UsageError(f"a motion is a word or an object such as {{slide: 0.5s, from: left}}, not {_shown(given)}")
    word = words[0].replace("_", "-")
    length = said.pop(words[0])
    times = {} if length is None else {"length": length}
    if word not in _MOTIONS:
        params = said.pop("params", None) or {}
        _refuse(word, said, ("easing", "params"))
        if not isinstance(params, Mapping) or {"type", "length", "easing"} & set(params):
            raise UsageError(f"the params of {word} are an object of parameters, not {_shown(params)}")
        return moving.motion(word, **{**params, **said, **times})
    make, known = _MOTIONS[word]
    _refuse(word, said, (*known, "easing"))
    return make(**times, **{_KEYWORDS.get(key, key): value for key, value in said.items()})


def _refuse(word: str, said: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in said:
        if key not in known:
            raise UsageError(f"{word} takes no {key!r}{did_you_mean(key, known)}; it takes {', '.join(known)}")


def read_number(given: Any, name: str) -> Any:
    """A number, {0%: 0, 100%: 1} for keyframes, {ramp: [1, 1.2]}, or a number track as JSON has it."""
    if not isinstance(given, Mapping) or _TRACK.issuperset(given):
        return given
    if "ramp" in given:
        ends, rest = given["ramp"], {key: value for key, value in given.items() if key != "ramp"}
        _refuse("ramp", rest, ("begin", "finish"))
        if not isinstance(ends, list) or len(ends) != 2:
            raise UsageError(f"the ramp of {name} is [from, to], not {_shown(ends)}")
        return moving.ramp(*ends, **rest)
    points = tuple((when, value) for when, value in given.items() if when != "value")
    return Keyframes(points, given.get("value"))


def cut(frame: Box, given: Mapping[str, Any]) -> Box:
    """The part of a box that is asked for: inset, then one of its columns, rows or cells, then a place in that."""
    box = frame
    if "inset" in given:
        sides = given["inset"]
        box = box.inset(**_sides(sides)) if isinstance(sides, Mapping) else box.inset(sides)
    gap, columns, rows = given.get("gap", 0), given.get("columns", 1), given.get("rows", 1)
    cells = box.grid(columns, rows, gap)
    take = given.get("take", 1)
    if type(take) is not int or not 1 <= take <= len(cells):
        raise UsageError(f"take is a number from 1 to {len(cells)}, not {_shown(take)}")
    box = cells[take - 1]
    if "place" in given or "size" in given:
        size = given.get("size")
        if not isinstance(size, list) or len(size) != 2:
            raise UsageError(f"a box with a place has a size, [width, height], not {_shown(size)}")
        box = box.place(given.get("place", "center"), *size)
    return box


def _sides(given: Mapping[str, Any]) -> dict[str, Any]:
    _refuse("inset", given, ("left", "top", "right", "bottom"))
    return dict(given)


def _shown(given: Any) -> str:
    return wording.value(given)
