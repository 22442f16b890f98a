"""Items as clips."""

from typing import Any

import opentimelineio as otio

from editorkit import schema
from editorkit.interchange.carrying import RELEASE, carry
from editorkit.interchange.rational import range_of
from editorkit.items import item_types
from editorkit.ticks import TICKS_PER_SECOND

Entity = dict[str, Any]
START = "sourceStartTicks"
RATE = "playbackRate"
_LONGEST = 10**9  # seconds: how long a file can be told to be, which no file is


def is_media(kind: str) -> bool:
    """Whether items of a type show or play a file: images, films, sounds, GIFs and Lottie animations."""
    found = item_types().get(kind)
    return found is not None and found.asset == kind


def has(kind: str, field: str) -> bool:
    """Whether items of a type have a field."""
    return field in schema.properties(RELEASE, "item", kind)


def clip_of(key: str, item: Entity, duration: int, assets: dict[str, Entity]) -> otio.schema.Clip:
    """The clip of an item, named after its id. duration: in ticks.

    Its range in the source is as long as the clip is on the track, whatever its speed, as OpenTimelineIO wants it; the
    speed is a `LinearTimeWarp`, and what the clip takes of its source is its duration times that.
    """
    kind = item["type"]
    start = int(item[START]) if has(kind, START) else 0
    clip = otio.schema.Clip(name=key, source_range=range_of(start, duration))
    clip.media_reference = _reference(item, assets)
    if has(kind, RATE) and item[RATE] != 1:
        clip.effects.append(otio.schema.LinearTimeWarp(name="speed", time_scalar=float(item[RATE])))
    carry(clip, {"id": key, "item": item})
    return clip


def address_of(asset: Entity) -> str:
    """Where the file of an asset is; empty where that is unknown, or no address that OpenTimelineIO keeps."""
    url = asset.get("remoteUrl")
    return url if isinstance(url, str) and "\0" not in url else ""


def _reference(item: Entity, assets: dict[str, Entity]) -> otio.core.MediaReference:
    if not is_media(item["type"]):
        return otio.schema.GeneratorReference(name=item["type"], generator_kind=item["type"])
    asset = assets.get(item["assetId"], {})
    length = _length(asset.get("durationInSeconds"))
    if url := address_of(asset):
        return otio.schema.ExternalReference(target_url=url, available_range=length)
    return otio.schema.MissingReference(name=item["assetId"], available_range=length)


def _length(seconds: float | None) -> otio.opentime.TimeRange | None:
    if seconds is None or seconds > _LONGEST:
        return None
    duration = otio.opentime.RationalTime.from_seconds(seconds, TICKS_PER_SECOND)
    return otio.opentime.TimeRange(otio.opentime.RationalTime(0, TICKS_PER_SECOND), duration)
