"""What the schemas of two releases say about one item type, asked once."""

from functools import cache
from typing import Any

from editorkit import schema


def has_type(release: str, type_name: str) -> bool:
    """Whether a release has items of a type."""
    return type_name in schema.types(release, "item")


@cache
def number_tracks(release: str, type_name: str) -> tuple[str, ...]:
    """The properties that can be key-framed; none for a type that the release does not have."""
    return schema.number_tracks(release, type_name) if has_type(release, type_name) else ()


@cache
def fields(release: str, type_name: str) -> dict[str, Any]:
    """The schemas of the properties an item of a type may have, by name; none where the release has no such type."""
    if not has_type(release, type_name):
        return {}
    return _allowed(schema.definition(release, "item", type_name))


@cache
def fields_of(release: str, definition: str) -> dict[str, Any]:
    """The same for a definition by its name, such as `track`."""
    return _allowed(schema.load(release)["definitions"][definition])


@cache
def forbidden(release: str, type_name: str) -> tuple[str, ...]:
    """The properties that an otherwise open item of a type may not have."""
    if not has_type(release, type_name):
        return ()
    found = schema.definition(release, "item", type_name)["properties"]
    return tuple(name for name in found if name not in fields(release, type_name))


def _allowed(definition: schema.Schema) -> dict[str, Any]:
    return {name: part for name, part in definition["properties"].items() if "not" not in part}
