"""What OpenTimelineIO has no field for rides in the metadata of the thing it belongs to, as JSON text.

As text, because OpenTimelineIO does not keep data as it is: it reads every third float wrong in its last place, cuts
strings at U+0000, sorts the keys of objects, and takes an object with the key OTIO_SCHEMA for one of its own.
"""

from typing import Any

import opentimelineio as otio
import orjson

KEY = "indream"


def carry(thing: otio.core.SerializableObjectWithMetadata, content: dict[str, Any]) -> None:
    """Let a thing of a timeline that is being made carry what belongs to it."""
    thing.metadata[KEY] = orjson.dumps(content).decode()


def carried(thing: otio.core.SerializableObjectWithMetadata) -> dict[str, Any]:
    """What a thing carries; empty where it is none of ours, or somebody broke what it carries."""
    text = thing.metadata.get(KEY)
    try:
        content = orjson.loads(text) if isinstance(text, str) else None
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def part(content: dict[str, Any], name: str) -> dict[str, Any]:
    """An object in what is carried; empty where there is none."""
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def parts(content: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """A map of objects in what is carried, without what is none."""
    return {key: value for key, value in part(content, name).items() if isinstance(value, dict)}
