"""Objects that were open in one release and are closed in the next."""

from collections.abc import Iterator
from typing import Any

from editorkit import schema
from editorkit.migrations.draft import Draft, Entity
from editorkit.pointer import Path
from editorkit.schema import Schema

_NEVER_OPEN = (
    "#/definitions/numberTrack"  # most objects of a state are these, so to look at them takes most of the time
)


def close(draft: Draft, release: str) -> None:
    """Take out every property that the schema of a release allows nowhere in its object; open objects stay whole."""
    why = f"release {release} knows no such property there"
    for entity, path, name in [*_strangers(release, schema.load(release), draft.state)]:
        draft.discard(entity, path, name, why)


def _strangers(release: str, root: Schema, state: Entity) -> Iterator[tuple[Entity, Path, str]]:
    """Every property that closed objects must not have: its object, where that is, its name."""
    pending: list[tuple[Schema, Any, Path]] = [(root, state, ())]
    while pending:
        part, value, path = pending.pop()
        if isinstance(value, list) and "items" in part:
            inner = schema.resolve(release, part["items"])
            pending += reversed([(inner, element, (*path, n)) for n, element in enumerate(value)])
        elif isinstance(value, dict):
            branches = [*_branches(release, part, value)]
            if part.get("additionalProperties") is False:
                yield from ((value, path, name) for name in value if name not in part["properties"])
            pending += reversed([*_members(release, part, value, path)])
            pending += [(branch, value, path) for branch in branches]


def _members(release: str, part: Schema, value: Entity, path: Path) -> Iterator[tuple[Schema, Any, Path]]:
    known, others = part.get("properties", {}), part.get("additionalProperties")
    for name, inner in value.items():
        found = known.get(name, others)
        if isinstance(inner, dict | list) and isinstance(found, dict) and found.get("$ref") != _NEVER_OPEN:
            yield schema.resolve(release, found), inner, (*path, name)


def _branches(release: str, part: Schema, value: Entity) -> Iterator[Schema]:
    for branch in part.get("allOf", ()):
        if all(_is_one_of(value.get(name), test) for name, test in branch["if"]["properties"].items()):
            yield schema.resolve(release, branch["then"])


def _is_one_of(value: Any, test: Schema) -> bool:
    return value == test["const"] if "const" in test else value in test["enum"]
