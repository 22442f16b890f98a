"""Records: editor assets from what is known of a file, be it from an asset record of the API, a probe, or the program.

An asset is its properties without its id. What none of the three says is asked for by its keyword.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from editorkit import schema, wording
from editorkit.building import keywords
from editorkit.building.media.conforming import refusals
from editorkit.building.media.facts import Facts
from editorkit.building.plain import plain
from editorkit.errors import MediaError, UsageError
from editorkit.releases import CHECKED_RELEASES
from editorkit.suggestions import did_you_mean

Asset = dict[str, Any]

# What an asset record of the API calls what (the vendor's OpenAPI document 1.1, `Asset`).
_RECORDED = {
    "filename": "filename",
    "mimetype": "mimeType",
    "size": "size",
    "fileUrl": "remoteUrl",
    "fileKey": "remoteKey",
    "width": "width",
    "height": "height",
    "duration": "durationInSeconds",
}
_SHORTER = {
    "remoteUrl": "url",
    "remoteKey": "key",
    "durationInSeconds": "duration",
    "hasAudioTrack": "has_audio",
}
_OWN = frozenset(("id", "type"))
_NEWEST = CHECKED_RELEASES[-1]


def asset_of_record(record: Mapping[str, Any]) -> Asset:
    """The editor asset of an API asset record, as far as the record goes; null is what it does not say.

    record: what the API answers about an upload or an asset, in its `{data, meta}` envelope or without; unknown keys
        are passed over. It says nothing of sound, looping, the kind of a Lottie resource, or captions.

    Raises MediaError for what is no record, and for a type that no editor asset has, such as MODEL_3D.
    """
    record = _unwrapped(record)
    kind = record.get("type")
    if not isinstance(kind, str):
        raise MediaError("this is no asset record: it has no 'type'; give what the API answered, or its 'data'")
    types = schema.types(_NEWEST, "asset")
    if kind.lower() not in types:
        raise MediaError(
            f"asset {wording.name(record.get('filename', record.get('assetId')))} is of type {wording.name(kind)}, "
            f"which cannot be placed on a timeline; allowed are {', '.join(types)}"
        )
    said = {_RECORDED[name]: value for name, value in record.items() if name in _RECORDED and value is not None}
    return {"type": kind.lower(), **said}


def id_of_record(record: Mapping[str, Any]) -> str | None:
    """The `assetId` of an API asset record. Raises MediaError for what is no record."""
    found = _unwrapped(record).get("assetId")
    return found if isinstance(found, str) and found else None


def _unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = record.get("data") if isinstance(record, Mapping) and "type" not in record else record
    if not isinstance(inner, Mapping):
        raise MediaError("this is no asset record; give what the API answered, or its 'data', as a mapping")
    return inner


def facts_of(facts: Facts) -> Asset:
    """The editor asset of a probed file, as far as the probe goes."""
    told = {
        "type": facts.type,
        "filename": facts.filename,
        "size": facts.size,
        "mimeType": facts.mime_type,
        "width": facts.width,
        "height": facts.height,
        "durationInSeconds": facts.duration_seconds,
        "hasAudioTrack": facts.has_audio_track,
        "loopBehavior": facts.loop_behavior,
        "resourceType": "lottie",
    }
    known = schema.properties(_NEWEST, "asset", facts.type)
    return {name: plain(value, name) for name, value in told.items() if name in known and value is not None}


def required_facts(release: str, kind: str) -> tuple[str, ...]:
    """The properties an asset of a type must have besides `id` and `type`, in schema order."""
    required = schema.definition(release, "asset", kind)["required"]
    return tuple(name for name in required if name not in _OWN)


def missing_facts(release: str, asset: Mapping[str, Any]) -> tuple[str, ...]:
    """The properties that an asset must have and lacks."""
    return tuple(name for name in required_facts(release, asset["type"]) if name not in asset)


def complete(release: str, asset: Mapping[str, Any], stated: Mapping[str, Any], where: str) -> Asset:
    """An asset with what the program states of it, which counts for more than what was probed or recorded.

    stated: facts by keyword (`duration` in seconds, `has_audio`, `loop_behavior`, `url`, `key`, …); None is unsaid.
    where: the call that states them, such as `media('hero.mp4')`; messages repeat it with what it lacks.

    Raises UsageError for a keyword that does not exist and for a value JSON cannot hold, MediaError for a fact that
    this type of asset does not have, for a value the schema refuses, and for what is missing, by its keyword.
    """
    kind, types = asset["type"], schema.types(release, "asset")
    if kind not in types:
        hint = did_you_mean(str(kind), types)
        raise MediaError(f"release {release} has no assets of type {kind!r}{hint}; there are {', '.join(types)}")
    told = {**asset, **_by_name(release, kind, stated)}
    made = {name: plain(value, _keyword(name)) for name, value in told.items()}
    shown = str(made.get("filename") or where)
    missing = missing_facts(release, made)
    if missing:
        raise MediaError(f"{shown} is {_called(release, kind)} and {_request(release, kind, missing, where)}")
    refused = refusals(release, "asset", ("assets", shown), {"id": "asset", **made})
    if made.get("durationInSeconds") == 0:
        refused.append(f"duration of {shown} is 0, but must be more than 0 seconds")
    if refused:
        raise MediaError("; ".join(refused))
    return made


def _by_name(release: str, kind: str, stated: Mapping[str, Any]) -> Asset:
    names, own = facts_by_keyword(release), schema.properties(release, "asset", kind)
    made: Asset = {}
    for word, value in stated.items():
        if word not in names:
            hint = did_you_mean(word, names) or f"; there are {', '.join(names)}"
            raise UsageError(f"there is no fact {word!r} to state of an asset{hint}")
        if value is None:
            continue
        if names[word] not in own:
            free = ", ".join(known for known, name in names.items() if name in own)
            raise MediaError(f"{word} cannot be stated of {_called(release, kind)}; it has {free}")
        made[names[word]] = value
    return made


@cache
def facts_by_keyword(release: str) -> dict[str, str]:
    """What can be stated of assets: the properties of all types, by keyword."""
    properties = [
        name
        for kind in schema.types(release, "asset")
        for name in schema.definition(release, "asset", kind)["properties"]
        if name not in _OWN
    ]
    return {_keyword(name): name for name in dict.fromkeys(properties)}


def _keyword(name: str) -> str:
    return _SHORTER.get(name, keywords.keyword_of(name))


def _request(release: str, kind: str, missing: tuple[str, ...], where: str) -> str:
    words = [_keyword(name) for name in missing]
    needed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    parts = schema.definition(release, "asset", kind)["properties"]
    examples = [f"{word}={_example(parts[name])}" for word, name in zip(words, missing, strict=True)]
    return f"needs {needed}: say {where.removesuffix(')')}, {', '.join(examples)})"


def _example(part: schema.Schema) -> str:
    if "enum" in part:
        return repr(part["enum"][0])
    return "True" if part.get("type") == "boolean" else "..."


def _called(release: str, kind: str) -> str:
    """`a video file`, as the schema calls it."""
    return wording.first_sentence(schema.definition(release, "asset", kind)["description"])
