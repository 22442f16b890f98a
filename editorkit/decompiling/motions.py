"""Motions as a program says them: `fade("0.5s")`, `slide(from_="left")`, or `motion(...)` for any type there is."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson

from editorkit import times
from editorkit.building.moving import USUAL_LENGTH, Motion, usual_easing
from editorkit.decompiling.expressions import Call, evaluate
from editorkit.decompiling.timing import FPS, spell_time
from editorkit.errors import UsageError

_SIDES = ("left", "right", "top", "bottom")
_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
# What reads best comes first; `from_` and `to` name one motion in two ways.
_ENTERING = [Call("slide", keywords={"from_": side}) for side in _SIDES]
_LEAVING = [Call("slide", keywords={"to": side}) for side in _SIDES]
_OTHERS = [
    Call("fade"),
    Call("zoom"),
    *(Call("zoom", keywords={"direction": direction}) for direction in ("in", "out")),
    *(Call("wipe", keywords={"from_": side}) for side in (*_SIDES, *_CORNERS)),
    *(Call("flip", keywords={"from_": side}) for side in _SIDES),
    Call("clock_wipe"),
    Call("iris"),
]
_OWN = frozenset(("type", "length", "easing"))  # parameters of `motion` itself


def spell_motion(motion: Mapping[str, Any], role: str, *, of_letters: bool = False) -> Call | None:
    """The call for a motion in a role ("enter", "exit", "loop", "transition"); None where no call makes it."""
    ticks = motion["durationTicks"]
    if type(ticks) is not int:  # it is too large to be one
        return None
    usual = None if of_letters else usual_easing(role)
    easing = {} if motion.get("easing") == usual else {"easing": motion.get("easing")}
    length = () if ticks == times.read(USUAL_LENGTH) else (spell_time(ticks),)
    known = _by_meaning(role).get(_meaning(motion))
    if known is not None:
        call = Call(known.function, length, {**known.keywords, **easing})
    elif _OWN.isdisjoint(motion.get("params", ())):
        call = Call("motion", (motion["type"], *length), {**easing, **motion.get("params", {})})
    else:
        return None
    return call if _spelled(call, role, usual) == motion else None


def _spelled(call: Call, role: str, usual: str | None) -> Mapping[str, Any] | None:
    made: Motion = evaluate(call, {})
    try:
        return made.spell(role, FPS, usual)
    except UsageError:
        return None


@cache
def _by_meaning(role: str) -> Mapping[bytes, Call]:
    found: dict[bytes, Call] = {}
    for call in (*(_LEAVING if role == "exit" else _ENTERING), *_OTHERS):
        spelled = _spelled(call, role, None)
        if spelled is not None:
            found.setdefault(_meaning(spelled), call)
    return found


def _meaning(motion: Mapping[str, Any]) -> bytes:
    return orjson.dumps([motion["type"], motion.get("params")], option=orjson.OPT_SORT_KEYS)
