"""The JSON Schema of specs: the shipped skeleton, and the keywords of every item type as the builder knows them."""

from copy import deepcopy
from functools import cache

import orjson

from editorkit import schema
from editorkit.building import keywords, signatures

_ASSET = "The asset, by its name in assets."
_COMPOSING = ("group", "placing")


@cache
def skeleton() -> schema.Schema:
    """The shipped part of the schema. Shared: not to be changed."""
    found: schema.Schema = orjson.loads(schema.shipped("spec.json"))
    return found


def entry_keywords() -> schema.Schema:
    """What every track, item and file of captions may say, each with its schema."""
    found: schema.Schema = skeleton()["definitions"]["group"]["properties"]
    return found


@cache
def item_keywords(release: str) -> dict[str, schema.Schema]:
    """The keywords of the items of a spec, each with its schema, by the key that names the type: `motion_graphic`."""
    return {kind.replace("-", "_"): _keywords(release, kind) for kind in schema.types(release, "item")}


def _keywords(release: str, kind: str) -> schema.Schema:
    placing = skeleton()["definitions"]["placing"]["properties"]
    fields = keywords.fields(release, kind)
    taken = getattr(signatures, keywords.signature(kind)).__annotations__
    names = ["style", "join", *(["rows"] if kind == "chart" else []), *taken]
    parts = {name: _described(fields[name].part) if name in fields else {} for name in names}
    told = {name: part or placing.get(name, {}) for name, part in parts.items()}
    return {kind.replace("-", "_"): _argument(release, kind), **told, **entry_keywords()}


def _argument(release: str, kind: str) -> schema.Schema:
    if kind not in keywords.ARGUMENTS:
        return {"description": _ASSET, "type": "string"}
    part = schema.definition(release, "item", kind)["properties"][keywords.ARGUMENTS[kind][0]]
    return {**_described(part), "type": "string"}


def _described(part: schema.Schema) -> schema.Schema:
    """What it is, but not its type: it may be a placeholder, a time or keyframes, and is the builder's to judge."""
    return {"description": part["description"]} if "description" in part else {}


def spec_schema(release: str) -> schema.Schema:
    """The JSON Schema (draft-07) of specs for a release, complete in itself."""
    made = deepcopy(skeleton())
    definitions = made["definitions"]
    kinds = item_keywords(release)
    for name in ("track", "captions", "item"):
        definitions[name]["properties"] |= entry_keywords()
    definitions["captions"]["properties"] = {**kinds["captions"], **definitions["captions"]["properties"]}
    definitions["captions"]["additionalProperties"] = False
    item = definitions["item"]
    named = [{"required": [key]} for key in (*kinds, "items")]
    item["allOf"] = [{"if": {"required": [key]}, "then": _reference(f"{key}_item")} for key in kinds]
    item["allOf"] += [{"if": {"not": {"anyOf": named}}, "then": _reference("gap")}]
    definitions["gap"]["properties"] |= entry_keywords()
    for key, known in kinds.items():
        of_state = schema.definition(release, "item", key.replace("_", "-"))
        told = {name: of_state[name] for name in ("title", "description")}
        definitions[f"{key}_item"] = {**told, "type": "object", "properties": known, "additionalProperties": False}
    made["definitions"] = {name: part for name, part in definitions.items() if name not in _COMPOSING}
    return made


def _reference(name: str) -> schema.Schema:
    return {"$ref": f"#/definitions/{name}"}
