"""What OpenTimelineIO has no field for rides in the metadata of the thing it belongs to, as JSON text.

As text, because OpenTimelineIO does not keep data as it is: it reads every third float wrong in its last place, cuts
strings at U+0000, sorts the keys of objects, and takes an object with the key OTIO_SCHEMA for one of its own.
"""

from typing import Any, TypeGuard

import opentimelineio as otio
import orjson

from editorkit.conforming import is_sound

KEY = "indream"
RELEASE = "1.1"
Entity = dict[str, Any]


def carry(thing: otio.core.SerializableObjectWithMetadata, content: Entity) -> None:
    """Let a thing of a timeline that is being made carry what belongs to it."""
    thing.metadata[KEY] = orjson.dumps(content).decode()


def carried(thing: otio.core.SerializableObjectWithMetadata) -> Entity:
    """What a thing carries; empty where it is none of ours, or somebody broke what it carries."""
    text = thing.metadata.get(KEY)
    try:
        content = orjson.loads(text) if isinstance(text, str) else None
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def part(content: Entity, name: str, definition: str) -> Entity:
    """An object in what is carried, such as the "item" of a clip; empty where there is none, or the schema refuses it.

    definition: what the schema calls such an object.
    """
    found = content.get(name)
    return found if _is_map(found) and is_sound(RELEASE, definition, found) else {}


def parts(content: Entity, name: str, definition: str) -> dict[str, Entity]:
    """A map of objects in what is carried, without those that the schema refuses."""
    found = content.get(name)
    return {key: made for key, made in found.items() if is_sound(RELEASE, definition, made)} if _is_map(found) else {}


def track_part(content: Entity) -> Entity:
    """The track in what a track carries, which is one without its list."""
    found = content.get("track")
    return found if _is_map(found) and is_sound(RELEASE, "track", found | {"items": []}) else {}


def state_part(content: Entity) -> Entity:
    """The state in what a timeline carries, which is one without what its tracks hold."""
    found = content.get("state")
    bare = {"tracks": [{"id": "track", "items": [], "hidden": False, "muted": False}], "items": {}, "transitions": {}}
    return found if _is_map(found) and is_sound(RELEASE, None, found | bare) else {}


def _is_map(found: Any) -> TypeGuard[Entity]:
    return isinstance(found, dict)
