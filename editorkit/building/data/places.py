"""Places in a state: how they are named, what the schema lets them hold, and how a value from a row is made to fit.

A place is named by a JSON Pointer (`/items/title/text`) or by an id and a property (`title.text`, `hero.remoteUrl`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from editorkit import pointer, schema, wording
from editorkit.building.data.placeholders import as_decimal, as_text
from editorkit.building.data.rows import Row
from editorkit.pointer import Path
from editorkit.releases import CHECKED_RELEASES

_BY_ID = ("items", "assets", "transitions")
_KINDS = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dict: "object",
    list: "array",
    type(None): "null",
}
_TRUTH = {"true": True, "false": False}


def find(state: Mapping[str, Any], name: str) -> Path | None:
    """The path of a place by its name; None where the state has no such place."""
    if name.startswith("/"):
        return _existing(state, pointer.parse(name))
    for collection in _BY_ID:
        for identifier, rest in _splits(name):
            path = _existing(state, (collection, identifier, *rest.split(".")))
            if path is not None:
                return path
    return None


def _splits(name: str) -> Iterator[tuple[str, str]]:
    """Where an id may end and its property begin: ids may hold dots."""
    for at, character in enumerate(name):
        if character == ".":
            yield name[:at], name[at + 1 :]


def _existing(state: Any, tokens: tuple[str, ...]) -> Path | None:
    """The tokens as a path, array indexes as numbers; None where they lead nowhere."""
    here, path = state, []
    for text in tokens:
        token = int(text) if isinstance(here, list) and text.isdecimal() and len(text) < 10 else text
        if not (token in here if isinstance(here, dict) else isinstance(here, list) and _is_index(token, here)):
            return None
        here = here[token]
        path.append(token)
    return tuple(path)


def _is_index(token: str | int, array: list[Any]) -> bool:
    return isinstance(token, int) and token < len(array)


@dataclass(frozen=True)
class Place:
    """A place that rows fill.

    path: from the top of the state. standing: what the template has there.
    kinds: the JSON types the schema of the release allows there; empty where it does not say.
    is_track: it is a number track, {"value", "keyframes"}.
    """

    path: Path
    standing: Any
    kinds: frozenset[str]
    is_track: bool

    @cached_property
    def name(self) -> str:
        """Its JSON Pointer."""
        return pointer.show(self.path)

    def fit(self, value: Any, row: Row, field: str) -> Any:
        """The value as this place can hold it. Raises DataError, naming row and field, where it cannot."""
        if self.is_track and not isinstance(value, dict):
            return self._track(value, row, field)
        for kind in self._preferred(value):
            made = _CONVERSIONS[kind](value)
            if made is not None:
                return made
        if not self.kinds or self._holds(value):
            return value
        raise row.error(field, f"{wording.value(value)} does not fit {self.name}, which holds {self._wanted()}")

    def _holds(self, value: Any) -> bool:
        kind = _KINDS[type(value)]
        return kind in self.kinds or (kind == "integer" and "number" in self.kinds)

    def _preferred(self, value: Any) -> list[str]:
        """The kinds to try and turn a value into: where the schema leaves a choice, what the template has there."""
        if isinstance(value, str) and len(self.kinds) != 1 and not isinstance(self.standing, str):
            return [kind for kind in _CONVERSIONS if kind == _KINDS[type(self.standing)]]
        return [] if self._holds(value) else [kind for kind in _CONVERSIONS if kind in self.kinds]

    def _track(self, value: Any, row: Row, field: str) -> Any:
        standing = self.standing if isinstance(self.standing, dict) else {}
        if standing.get("keyframes"):
            raise row.error(field, f"{self.name} moves by keyframes, which one number cannot replace")
        number = _as_number(value)
        if number is None:
            raise row.error(field, f"{wording.value(value)} does not fit {self.name}, which holds a number")
        return {"value": number, "keyframes": []}

    def _wanted(self) -> str:
        return wording.kinds(sorted(self.kinds))


def place_at(state: Mapping[str, Any], release: str, path: Path) -> Place:
    """The place at a path that exists."""
    parts = list(_schemas_at(state, release, path))
    kinds = frozenset(kind for part in parts for kind in _kinds_of(part))
    is_track = any("keyframes" in part.get("properties", ()) for part in parts)
    return Place(path, pointer.look_up(state, path), kinds, is_track)


def _schemas_at(state: Any, release: str, path: Path) -> Iterator[schema.Schema]:
    """The subschemas that a place is held to."""
    root = schema.load(release) if release in CHECKED_RELEASES else {}
    parts, here = [root], state
    for token in path:
        parts = [child for part in parts for each in _applying(part, root, here) for child in _children(each, token)]
        here = here[token]
    for part in parts:
        yield from _applying(part, root, here)


def _applying(part: schema.Schema, root: schema.Schema, value: Any) -> Iterator[schema.Schema]:
    """A subschema and all that it refers to for a value."""
    yield part
    if "$ref" in part:
        yield from _applying(pointer.look_up(root, pointer.parse(part["$ref"][1:])), root, value)
    if "if" in part:
        branch = "then" if schema.compile_schema(part["if"]).is_valid(value) else "else"
        yield from _applying(part.get(branch, {}), root, value)
    for each in part.get("allOf", ()):
        yield from _applying(each, root, value)


def _children(part: schema.Schema, token: str | int) -> Iterator[schema.Schema]:
    if isinstance(token, int):
        yield part.get("items", {})
    elif token in part.get("properties", ()):
        yield part["properties"][token]
    elif isinstance(part.get("additionalProperties"), dict):
        yield part["additionalProperties"]


def _kinds_of(part: schema.Schema) -> list[str]:
    if "type" in part:
        return [part["type"]] if isinstance(part["type"], str) else list(part["type"])
    values = part.get("enum", [part["const"]] if "const" in part else [])
    return [_KINDS[type(value)] for value in values]


def _as_number(value: Any) -> int | float | None:
    number = as_decimal(value)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _as_integer(value: Any) -> int | None:
    number = _as_number(value)
    return number if isinstance(number, int) else None


def _as_boolean(value: Any) -> bool | None:
    return _TRUTH.get(value.strip().lower()) if isinstance(value, str) else None


# In the order they are tried, where the schema leaves a choice.
_CONVERSIONS = {"integer": _as_integer, "number": _as_number, "boolean": _as_boolean, "string": as_text}


def read_as(text: str, kinds: frozenset[str]) -> Any:
    """A text as the first of some kinds ("integer", "number", "boolean") that it can be read as, else as it is."""
    for kind in ("integer", "number", "boolean"):
        made = _CONVERSIONS[kind](text) if kind in kinds else None
        if made is not None:
            return made
    return text
