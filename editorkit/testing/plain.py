"""The plainest entities there are: what the schema requires and nothing else, with values that no rule minds."""

from functools import cache
from typing import Any

from editorkit import schema
from editorkit.mappings import copied
from editorkit.testing.values import SECOND, State

# What the least value that the schema allows would not do for.
_VALUES: dict[str, Any] = {
    "durationTicks": SECOND,
    "durationInSeconds": 60,
    "width": 40,
    "height": 40,
    "scaleX": 1,
    "scaleY": 1,
    "opacity": 1,
    "playbackRate": 1,
    "hasAudioTrack": True,
    "color": "#336699",
    "themeColor": "#336699",
    "strokeColor": "#000000",
    "highlightColor": "#ffcc00",
    "text": "Hello",
    "fontSize": 20,
    "lineHeight": 1.2,
    "pageDurationTicks": 600_000,
    "pageDurationInMilliseconds": 2500,
    "captions": [{"text": "Hello", "startMs": 0, "endMs": 500}],
    "illustrationName": "IMegaphone",
    "effectType": "blur",
    "templateId": "3f2b8c1e-5d4a-4b6f-9c7d-0a1b2c3d4e5f",
    "data": {"series": [{"key": "a", "label": "A"}], "rows": [{"label": "x", "values": {"a": 1}}]},
    "imageUrl": "https://example.com/a.png",
}


def plain_entity(release: str, kind: str, type_name: str) -> State:
    """An item or asset (`kind`) of a type. Items start at 0, last a second and lie in the upper left of the frame."""
    found: State = copied(_entity(release, kind, type_name))
    return found


@cache
def _entity(release: str, kind: str, type_name: str) -> State:
    return _Reader(release).object(schema.definition(release, kind, type_name))


def plain_part(release: str, definition: str) -> State:
    """What a definition of the schema stands for, such as "track" or "transition"."""
    return _Reader(release).object(schema.load(release)["definitions"][definition])


class _Reader:
    """Makes the least value that a schema allows."""

    def __init__(self, release: str) -> None:
        self.release = release

    def object(self, part: schema.Schema) -> State:
        required = {name: part["properties"][name] for name in part.get("required", ())}
        return {name: self._property(name, schema.resolve(self.release, found)) for name, found in required.items()}

    def _property(self, name: str, part: schema.Schema) -> Any:
        if name not in _VALUES:
            return self._least(part)
        value = _VALUES[name]
        if "keyframes" in part.get("properties", ()):
            return {"value": value, "keyframes": []}
        return copied(value)

    def _least(self, part: schema.Schema) -> Any:
        fixed = [part["const"]] if "const" in part else part.get("enum", ())
        if fixed:
            return fixed[0]
        types = part["type"] if isinstance(part["type"], list) else [part["type"]]
        if "null" in types:
            return None
        if types[0] == "array":
            return self._one_of_each(schema.resolve(self.release, part["items"])) if part.get("minItems") else []
        return self.object(part) if types[0] == "object" else _scalar(types[0], part)

    def _one_of_each(self, part: schema.Schema) -> list[State]:
        branches = [schema.resolve(self.release, branch["then"]) for branch in part.get("allOf", ())] or [part]
        return [self.object(branch) | {"id": f"part-{number}"} for number, branch in enumerate(branches, 1)]


def _scalar(type_name: str, part: schema.Schema) -> Any:
    least = {"string": "x" * part.get("minLength", 0), "boolean": False}
    return least.get(type_name, max(part.get("minimum", 0), 0))
