"""The keywords of the builder: one for every property that the schema of a release gives an item.

A keyword is the property's name in snake case without its unit, so that it is the same for both releases:
`sourceStartTicks` and `videoStartFromInSeconds` are both `source_start`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from editorkit import releases, schema

# What the builder writes itself, from where and how an item is placed.
_OWN = frozenset(("id", "type", "startTicks", "durationTicks", "assetId"))
_SHORTER = {"audio_fade_in_duration": "audio_fade_in", "audio_fade_out_duration": "audio_fade_out"}

# What the method of a type takes without a keyword, where that is no asset.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "solid": ("color",),
    "illustration": ("illustrationName",),
    "chart": ("chartType", "data"),
    "effect": ("effectType",),
    "filter": ("filterType",),
    "text-template": ("templateId",),
    "motion-graphic": ("motionGraphicId",),
}


@dataclass(frozen=True)
class Field:
    """A property an item may have.

    name: what the release calls it. reads: "number" (which may be key-framed), "time" or "plain".
    unit: of a time: ticks, s or ms. values: what an enumeration allows, else empty.
    family: the family of the capabilities it is a word of, if any.
    """

    name: str
    keyword: str
    reads: str
    part: schema.Schema
    unit: str = "ticks"
    ticks_per_unit: int = 1
    values: tuple[Any, ...] = ()
    family: str | None = None


@cache
def fields(release: str, kind: str) -> dict[str, Field]:
    """The keywords of an item type of a release, in the order of its schema."""
    known = schema.properties(release, "item", kind)
    parts = schema.definition(release, "item", kind)["properties"]
    found = [_field(release, name, parts[name]) for name in parts if name in known and name not in _OWN]
    return {field.keyword: field for field in found}


@cache
def demanded(release: str, kind: str, word: str) -> dict[str, Field]:
    """The keywords of the parameters that an effect or filter of one type cannot do without."""
    definition = schema.definition(release, "item", kind)
    conditions = definition.get("if", {}).get("properties", {}).values()
    if not any(condition.get("const") == word for condition in conditions):
        return {}
    params = schema.resolve(release, definition["then"]["properties"]["params"])
    found = [_field(release, name, params["properties"][name]) for name in params["required"]]
    return {field.keyword: field for field in found}


@cache
def parameters(release: str, kind: str) -> frozenset[str]:
    """All keywords for parameters that some type of an effect demands."""
    family = _FAMILIES.get(f"{kind}Type")
    words = schema.enum_of(release, family) if family else ()
    return frozenset(keyword for word in words for keyword in demanded(release, kind, word))


@cache
def required(release: str, kind: str) -> tuple[str, ...]:
    """The properties an item type must have, in schema order."""
    return tuple(schema.definition(release, "item", kind)["required"])


def _field(release: str, name: str, part: schema.Schema) -> Field:
    resolved = schema.resolve(release, part)
    renamed = releases.OLD_FIELDS.get(name)
    reads = "number" if part.get("$ref") == "#/definitions/numberTrack" else "plain"
    if renamed or name.endswith("Ticks"):
        reads = "time"
    return Field(
        name=name,
        keyword=keyword_of(renamed.new if renamed else name),
        reads=reads,
        part=resolved,
        unit=renamed.unit if renamed else "ticks",
        ticks_per_unit=(renamed and renamed.ticks_per_unit) or 1,
        values=tuple(resolved.get("enum", ())),
        family=_FAMILIES.get(name),
    )


_FAMILIES = {"effectType": "effects", "filterType": "filters", "shape": "shapes", "illustrationName": "illustrations"}


@cache
def keyword_of(name: str) -> str:
    """`sourceStartTicks` is `source_start`."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.removesuffix("Ticks")).lower()
    return _SHORTER.get(snake, snake)


def signature(kind: str) -> str:
    """The name of the typed keywords of an item type in `signatures`: `MotionGraphic`."""
    return "".join(map(str.capitalize, kind.split("-")))


def elsewhere(release: str, kind: str) -> dict[str, Field]:
    """The keywords of a type in a release that may not have it."""
    return fields(release, kind) if kind in schema.types(release, "item") else {}
