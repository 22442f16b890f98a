"""Editor assets completed from what is known of a file: by an asset record of the API, a probe, or the program.

An asset is its properties without its id. What none of the three says is asked for by its keyword.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from editorkit import schema, wording
from editorkit.building import keywords
from editorkit.building.media.facts import Facts
from editorkit.building.plain import plain
from editorkit.conforming import refusals
from editorkit.errors import MediaError, UsageError
from editorkit.releases import CHECKED_RELEASES
from editorkit.suggestions import did_you_mean

Asset = dict[str, Any]
_SHORTER = {
    "remoteUrl": "url",
    "remoteKey": "key",
    "durationInSeconds": "duration",
    "hasAudioTrack": "has_audio",
}
_OWN = frozenset(("id", "type"))
_NEWEST = CHECKED_RELEASES[-1]


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
