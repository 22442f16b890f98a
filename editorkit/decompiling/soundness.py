"""The part of a state that the builder can be asked to build: what the schema does not refuse."""

from collections.abc import Iterable, Mapping
from typing import Any

from editorkit import schema
from editorkit.pointer import Path

State = dict[str, Any]
_MAPS = ("assets", "items", "transitions")


def sound_part(state: Mapping[str, Any], release: str) -> State:
    """A copy without the properties that the schema refuses; transitions go as a whole.

    It has all tracks, and objects for `assets`, `items` and `transitions`; what is required may be missing.
    """
    violations = schema.violations(schema.engine(release), state)
    refused = {violation.path for violation in violations}
    if len(violations) == schema.MOST_VIOLATIONS:  # beyond them nothing is taken for sound
        refused |= {("tracks",), *((name,) for name in _MAPS)}
    made = {name: value for name, value in state.items() if (name,) not in refused}
    for name in _MAPS:
        made[name] = {key: dict(found) for key, found in made.get(name, {}).items() if isinstance(found, dict)}
    made["tracks"] = [dict(track) if isinstance(track, dict) else {} for track in made.get("tracks", ())]
    _strip(made, (path for path in refused if len(path) > 1))
    return made


def _strip(state: State, refused: Iterable[Path]) -> None:
    for name, key, *rest in refused:
        if name == "transitions":
            state[name].pop(key, None)
        elif rest and name in ("assets", "items"):
            state[name].get(key, {}).pop(rest[0], None)
        elif rest and name == "tracks" and rest[0] != "items":
            state[name][key].pop(rest[0], None)
    for track in state["tracks"]:
        listed = track.get("items", ())
        track["items"] = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
