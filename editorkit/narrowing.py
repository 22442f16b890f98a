"""A stand-alone JSON Schema that knows what an editor's capabilities list: for VS Code, ajv or check-jsonschema.

It accepts and refuses what `check` does with the same capabilities. Presets of backgrounds and parameters are left
out: what is said about them is a warning at most, and a schema can only refuse.
"""

from collections.abc import Iterable
from copy import deepcopy
from hashlib import sha256

import orjson

from editorkit import wording
from editorkit.capabilities import CAPTION_SLOTS, Capabilities, Value, in_order
from editorkit.pointer import Path, look_up
from editorkit.schema import FAMILIES, Schema

_CAPTION_ANIMATION = "captionAnimation"
_ILLUSTRATION: Path = ("definitions", "illustrationItem", "properties", "illustrationName")


def narrow(schema: Schema, capabilities: Capabilities) -> Schema:
    """The schema with its enumerations replaced by what the capabilities list; what they do not mention stays.

    The result is a copy with a name of its own, or equal to the schema where the capabilities change nothing.
    """
    narrowed = deepcopy(schema)
    for family, path in FAMILIES.items():
        if family in capabilities.families:
            _allow(look_up(narrowed, path), capabilities.listed(family))
    if "illustrations" in capabilities.families:
        _allow(look_up(narrowed, _ILLUSTRATION), capabilities.listed("illustrations"))
    _narrow_slots(narrowed, capabilities)
    if narrowed != schema:
        _rename(narrowed, capabilities)
    return narrowed


def _allow(part: Schema, listed: Iterable[Value]) -> None:
    """Let a subschema accept the listed values only, those it knew in its own order and first."""
    values = set(listed)
    known = [value for value in part.get("enum", ()) if value in values]
    part["enum"] = known + in_order(values.difference(known))
    if not part["enum"]:  # ajv refuses to compile an enumeration of nothing
        del part["enum"]
        part["not"] = {}


def _narrow_slots(schema: Schema, capabilities: Capabilities) -> None:
    """Give each slot of text animations a definition of its own, where the slots do not all take what they took."""
    definitions = schema["definitions"]
    template = definitions[_CAPTION_ANIMATION]
    enumerated = frozenset(template["properties"]["type"]["enum"])
    anywhere = enumerated | capabilities.listed("captionAnimations")
    accepted = {slot: capabilities.families.get(slot, anywhere) for slot in CAPTION_SLOTS}
    if all(values == enumerated for values in accepted.values()):
        return
    del definitions[_CAPTION_ANIMATION]
    for family, values in accepted.items():
        slot = family.partition(".")[2]
        name = _CAPTION_ANIMATION + slot.capitalize()
        definitions[name] = deepcopy(template)
        _allow(definitions[name]["properties"]["type"], values)
        definitions["captionClipAnimations"]["properties"][slot]["$ref"] = f"#/definitions/{name}"


def _rename(schema: Schema, capabilities: Capabilities) -> None:
    """Tools keep schemas by `$id`: a narrowed one must not pass for the published one, nor for another."""
    digest = sha256(orjson.dumps(schema)).hexdigest()[:16]
    schema["$id"] = f"{schema['$id']}:narrowed:{digest}"
    schema["title"] = f"{schema['title']}, narrowed to capabilities {wording.value(capabilities.version)}"
