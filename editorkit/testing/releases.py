"""Entities drawn as release 1.1 has them, in the spelling of an older release."""

from typing import Any

from editorkit import schema
from editorkit.releases import CHECKED_RELEASES, RENAMED, Renamed
from editorkit.testing.values import FRAME, State

NEWEST = CHECKED_RELEASES[-1]


def respell(entity: State, kind: str, release: str) -> State:
    """An entity (`kind` is "item" or "asset") without what the release does not know, and times in its units."""
    return rename(entity, release, schema.properties(release, kind, entity["type"]))


def rename(entity: State, release: str, known: frozenset[str]) -> State:
    """The known fields of an entity; those that the release calls otherwise, by the name it has for them."""
    if release == NEWEST:
        return entity
    pairs = (_renamed(name, value, known) for name, value in entity.items())
    return {name: value for name, value in pairs if name in known}


def _renamed(name: str, value: Any, known: frozenset[str]) -> tuple[str, Any]:
    for renamed in RENAMED:
        if renamed.new == name and renamed.old in known:
            return renamed.old, _in_unit(value, renamed)
    return name, value


def _in_unit(time: int, renamed: Renamed) -> float:
    per_unit = renamed.ticks_per_unit
    return time // FRAME if per_unit is None else time / per_unit
