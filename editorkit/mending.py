"""What the schema refuses, repaired: as the vendor's guide to repairs says, restored or respelt rather than removed."""

import re
from collections.abc import Sequence
from typing import Any

from editorkit.findings import Drop, Edit, Fix, Put, Rename
from editorkit.pointer import Path
from editorkit.releases import NEW_FIELDS, OLD_FIELDS
from editorkit.schema import Schema
from editorkit.suggestions import closest, to_kebab
from editorkit.ticks import TICKS_PER_MILLISECOND, TICKS_PER_SECOND, exact, nearest, per_frame

_STILL: dict[str, float] = {
    **dict.fromkeys(("scaleX", "scaleY", "opacity"), 1),
    **dict.fromkeys(("top", "left", "rotation", "borderRadius", "decibelAdjustment"), 0),
}
"""Number tracks, and the value at which each changes nothing; the vendor's guide restores geometry to these."""

_NEUTRAL: dict[str, Any] = {
    **dict.fromkeys(("isDraggingInTimeline", "hidden", "muted"), False),
    **dict.fromkeys((*OLD_FIELDS, *NEW_FIELDS), 0),
    "playbackRate": 1,
    "timebaseTicksPerSecond": 240_000,
    "stateSchemaVersion": "v1",
    **dict.fromkeys(("letterSpacing", "strokeWidth", "horizontalPadding", "borderRadius"), 0),
    "variant": "normal",
    "weight": "400",
    "fontStyle": {"variant": "normal", "weight": "400"},
    "background": None,
}
_MEASURED = ("pageDurationTicks", "pageDurationInMilliseconds")  # no value of these is neutral
_MAPS = ("transitions", "assets")
_NUMBER_TRACK = "#/definitions/numberTrack"
_NUMBER = r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?"


def restore(path: Path, missing: Sequence[str], known: dict[str, Any]) -> Fix | None:
    """Missing properties, where each has a value that changes nothing."""
    edits: list[Edit] = []
    for name in missing:
        part = known.get(name)
        if isinstance(part, dict) and part.get("$ref") == _NUMBER_TRACK and name in _STILL:
            edits.append(Put((*path, name), {"value": _STILL[name], "keyframes": []}))
        elif name in _NEUTRAL and name not in _MEASURED:
            edits.append(Put((*path, name), _NEUTRAL[name]))
        elif isinstance(part, dict) and "null" in part.get("type", ()):
            edits.append(Put((*path, name), None))
        elif name == "keyframes" or (not path and name in _MAPS):
            edits.append(Put((*path, name), {} if name in _MAPS else []))
        elif name == "id" and len(path) == 2 and isinstance(path[1], str):
            edits.append(Put((*path, name), path[1]))
        else:
            return None
    return Fix("restore what is missing", True, tuple(edits))


_UNITS = dict.fromkeys(("s", "sec", "secs", "seconds"), TICKS_PER_SECOND) | dict.fromkeys(
    ("ms", "millis", "milliseconds"), TICKS_PER_MILLISECOND
)
_UNSURE_UNITS = frozenset(("frame", "frames", "minutes", "percent"))
_FEWEST_TICKS = per_frame(60)  # what is less is meant in another unit


def respell_key(path: Path, key: str, meant: str, value: Any) -> Fix | None:
    """A key that is misspelt, or that of another release, with its value converted."""
    place = (*path, key)
    renamed = OLD_FIELDS.get(key)
    if renamed is not None and renamed.new == meant:
        if renamed.ticks_per_unit is None or type(value) not in (int, float):
            return None
        ticks = exact(value) * renamed.ticks_per_unit
        edits = (Rename(place, meant), Put((*path, meant), nearest(ticks)))
        return Fix(f"rename it to {meant} and write ticks", ticks.denominator == 1, edits)
    if key in NEW_FIELDS and meant in OLD_FIELDS:
        return None
    is_respelt = to_kebab(key) == to_kebab(meant)
    if meant.endswith("Ticks") and not is_respelt:
        unit = to_kebab(key).rpartition("-")[2]
        if type(value) not in (int, float) or unit in _UNSURE_UNITS:
            return None
        if unit in _UNITS:
            edits = (Rename(place, meant), Put((*path, meant), nearest(exact(value) * _UNITS[unit])))
            return Fix(f"rename it to {meant} and write ticks", False, edits)
        if 0 < value < _FEWEST_TICKS:
            return None
    return Fix(f"rename it to {meant}", is_respelt, (Rename(place, meant),))


def respell_value(path: Path, value: Any, keyword: str, part: Schema) -> Fix | None:
    """A value of another type or spelling than it must be, where there is no doubt what it says."""
    if keyword == "not":
        return Fix("remove it", True, (Drop(path),))
    if keyword == "enum" and isinstance(value, str):
        words = [word for word in part.get("enum", ()) if isinstance(word, str)]
        meant = closest(value, words)
        respelt = meant is not None and to_kebab(value) == to_kebab(meant)
        return None if meant is None else Fix(f"write {meant!r}", respelt, (Put(path, meant),))
    if keyword != "type":
        return None
    if type(value) is int and part.get("title") == "Weight":
        return Fix("write it as text", True, (Put(path, str(value)),))
    kinds = [part.get("type")] if isinstance(part.get("type"), str) else part.get("type", ())
    if type(value) in (int, float) and part.get("title") == "Number track":
        return Fix("write a number track", True, (Put(path, {"value": value, "keyframes": []}),))
    if isinstance(value, str) and ("number" in kinds or "integer" in kinds) and re.fullmatch(_NUMBER, value, re.ASCII):
        number = exact(float(value))
        if number.denominator == 1 or "number" in kinds:
            return Fix("write a number", True, (Put(path, int(number) if number.denominator == 1 else float(value)),))
    return None


def remove(path: Path, value: Any) -> Fix:
    """A property that may not be there; one that says nothing goes unasked."""
    return Fix("remove it", value is None, (Drop(path),))
