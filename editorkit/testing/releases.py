"""What was drawn with the times of release 1.1, in the spelling of another release."""

from typing import Any

from editorkit.releases import RENAMED, Renamed
from editorkit.testing.values import FRAME, State


def respell(fields: State, known: frozenset[str]) -> State:
    """Those of the fields that a release knows, by the names and in the units it has for them."""
    pairs = (_respelt(name, value, known) for name, value in fields.items())
    return {name: value for name, value in pairs if name in known}


def _respelt(name: str, value: Any, known: frozenset[str]) -> tuple[str, Any]:
    for renamed in RENAMED if name not in known else ():
        if renamed.new == name and renamed.old in known:
            return renamed.old, _in_unit(value, renamed)
    return name, value


def _in_unit(time: int, renamed: Renamed) -> float:
    per_unit = renamed.ticks_per_unit
    return time // FRAME if per_unit is None else time / per_unit
