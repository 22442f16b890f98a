"""How places and values are named in messages: by id, short, and with nothing that could upset a terminal."""

import json
import reprlib
from collections.abc import Iterable, Sequence
from typing import Any

from editorkit.pointer import Path, look_up
from editorkit.ticks import TICKS_PER_MILLISECOND, TICKS_PER_SECOND, exact, per_frame

# Thai, Lao, Burmese, Khmer, Chinese and Japanese are written without blanks between words.
UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_LONGEST_VALUE = 40
_ENTITIES = {"items": "item", "assets": "asset", "transitions": "transition"}
_KINDS = {
    "integer": "a whole number",
    "number": "a number",
    "string": "a string",
    "boolean": "true or false",
    "object": "an object",
    "array": "an array",
    "null": "null",
}


def told(thing: object) -> str:
    """A value of a program in a message: short, and safe to show whatever it is."""
    try:
        return reprlib.repr(thing)
    except ValueError:  # Python writes no integer of more than 4,300 digits
        return "a number too large to be shown" if isinstance(thing, int) else "a value too large to be shown"


def value(thing: Any) -> str:
    """A JSON value in a message: scalars as JSON, cut at 40 characters; objects and arrays by their size."""
    if isinstance(thing, dict):
        return f"an object of {len(thing)}" if thing else "an empty object"
    if isinstance(thing, list):
        return f"an array of {len(thing)}" if thing else "an empty array"
    try:
        text = json.dumps(thing[: _LONGEST_VALUE + 1] if isinstance(thing, str) else thing, ensure_ascii=False)
    except ValueError:
        return told(thing)
    return text if len(text) <= _LONGEST_VALUE + 2 else text[:_LONGEST_VALUE] + "…"


def name(identifier: Any) -> str:
    """An id in a message, in single quotes, cut at 40 characters."""
    text = identifier if isinstance(identifier, str) else told(identifier)
    return "'" + (text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…") + "'"


def listed(words: Iterable[str], at_most: int = 3) -> str:
    """`'a', 'b' and 2 more`."""
    names = [name(word) for word in words]
    if len(names) > at_most:
        return f"{', '.join(names[:at_most])} and {len(names) - at_most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "none"


def kinds(types: str | Sequence[str] | None) -> str:
    """What a JSON Schema `type` asks for, in words."""
    wanted = [types] if isinstance(types, str) else list(types or ())
    return " or ".join(_KINDS.get(kind, kind) for kind in wanted)


def first_sentence(text: str) -> str:
    """The first sentence of a description, with a small first letter and no full stop."""
    sentence = text.partition(". ")[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def subject(path: Path, data: Any) -> str:
    """What a path is, in words: `startTicks of item 'title'`, `track 'main'`, `the state`."""
    if len(path) >= 2 and path[0] in _ENTITIES:
        entity, inner = f"{_ENTITIES[str(path[0])]} {name(path[1])}", path[2:]
    elif len(path) >= 2 and path[0] == "tracks":
        entity, inner = f"track {_track_name(path, data)}", path[2:]
    elif path:
        entity, inner = "", path
    else:
        return "the state"
    place = _dotted(inner)
    return f"{place} of {entity}" if place and entity else place or entity


def _track_name(path: Path, data: Any) -> str:
    track = look_up(data, path[:2])
    identifier = track.get("id") if isinstance(track, dict) else None
    return name(identifier) if isinstance(identifier, str) and identifier else f"number {int(path[1]) + 1}"


def _dotted(path: Path) -> str:
    text = ""
    for token in path:
        text += f"[{token}]" if isinstance(token, int) else f".{token}" if text else str(token)
    return text if len(text) <= 80 else text[:80] + "…"


def retype(path: Path, thing: Any, schema: dict[str, Any]) -> str:
    """A hint where a value is right but for its type: quoted, not in a number track, in seconds."""
    wanted = schema.get("type")
    if isinstance(thing, str) and wanted in ("integer", "number") and _is_decimal(thing):
        return f" (write {thing} without quotes)"
    if isinstance(thing, str) and wanted == "boolean" and thing.lower() in ("true", "false"):
        return f" (write {thing.lower()} without quotes)"
    if type(thing) in (int, float) and "keyframes" in schema.get("properties", ()):
        return f' (write {{"value": {value(thing)}, "keyframes": []}})'
    if path and str(path[-1]).endswith("Ticks") and isinstance(thing, float):
        if abs(thing) >= TICKS_PER_SECOND // 60:  # nobody means so many seconds
            return f" of ticks; the nearest is {round(exact(thing))}"
        return f" of ticks; {value(thing)} seconds are {round(exact(thing) * TICKS_PER_SECOND)} ticks"
    return ""


def other_units(number: int) -> str:
    """What a number that is too small for ticks would be in ticks, had it been meant in the two likeliest units."""
    frames, in_ticks = f"{counted(number, 'frame')} at 30 fps", number * per_frame(30)
    if number <= 30:
        return f"{counted(number, 'second')} would be {number * TICKS_PER_SECOND} ticks, {frames} {in_ticks}"
    milliseconds = f"{counted(number, 'millisecond')} {number * TICKS_PER_MILLISECOND}"
    return f"{frames} would be {in_ticks} ticks, {milliseconds}"


def first_lines(lines: Sequence[str], at_most: int = 10) -> str:
    """Lines one below the other; behind so many the rest is counted."""
    more = [f"and {len(lines) - at_most} more"] if len(lines) > at_most else []
    return "\n".join([*lines[:at_most], *more])


def counted(number: int, noun: str) -> str:
    """`1 frame`, `2 frames`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_decimal(text: str) -> bool:
    return len(text) <= 20 and text.isascii() and text.removeprefix("-").replace(".", "", 1).isdecimal()
