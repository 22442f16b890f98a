"""Clips played faster or slower: source, keyframes, captions, motions and fades keep step."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import Any

from editorkit import schema, ticks, wording
from editorkit.editing.curves import SHORTEST, is_worth_keeping, without_instants
from editorkit.editing.draft import Draft, Entity
from editorkit.errors import UsageError
from editorkit.items import AUDIO_FADES

_SLOWEST, _FASTEST = Fraction(1, 4), 5
_LEAD_IN = "contentStartOffsetTicks"
_OF_THEIR_OWN_PACE = ("motion-graphic", "text-template")
_LENGTHS = (*AUDIO_FADES["1.1"], "animationDurationTicks", _LEAD_IN)


def pace(draft: Draft, name: str, factor: Fraction, length: int) -> None:
    """Let an item play so many times as fast, and last so many ticks; its start stays.

    Raises UsageError where that is slower or faster than the editor can, or all but nothing would be left.
    """
    item = draft.item(name)
    if length != item["durationTicks"] and not is_worth_keeping(length):
        raise UsageError(f"item {wording.name(name)} would last only {ticks.show(length)}")
    if "playbackRate" in item:
        rate = ticks.exact(item["playbackRate"]) * factor
        if not _SLOWEST <= rate <= _FASTEST and factor != 1:
            raise UsageError(f"item {wording.name(name)} would play at {float(rate):g} times its speed, not 0.25 to 5")
        item["playbackRate"] = ticks.as_json(rate)
    was_room = _room(item) if item["type"] == "captions" else None
    item["durationTicks"] = length
    if item["type"] in _OF_THEIR_OWN_PACE:
        draft.note(("items", name), f"what item {wording.name(name)} shows keeps its own pace")
    _pace_motion(item, factor)
    if was_room is not None:
        _pace_captions(draft, item, factor, was_room)


def _pace_motion(item: Entity, factor: Fraction) -> None:
    """What would be over in less than a frame at 60 fps is left out."""
    last = max(item["durationTicks"] - 1, 0)
    for field in schema.number_tracks("1.1", item["type"]):
        if field in item and item[field]["keyframes"]:
            item[field] = _paced_track(item[field], factor, last)
    for field in _LENGTHS:
        if field in item:
            time = _shorter(item[field], factor)
            item[field] = 0 if field != _LEAD_IN and _is_over(time, item[field]) else time
    if "pageDurationTicks" in item:
        item["pageDurationTicks"] = max(
            _shorter(item["pageDurationTicks"], factor), min(SHORTEST, item["pageDurationTicks"])
        )
    for field, time in (item.get("params") or {}).items():
        if field.endswith("Ticks") and type(time) is int and item["type"] == "effect":
            item["params"] = item["params"] | {field: max(_shorter(time, factor), min(SHORTEST, time))}
    for field in ("animations", "captionAnimations"):
        if item.get(field):
            item[field] = dict(_paced_motions(item[field], factor))


def _paced_track(track: Entity, factor: Fraction, last: int) -> Entity:
    """A number track that keeps step; last: the item's last tick."""
    points = track["keyframes"]
    before = [point["timeTicks"] for point in points]
    times = [min(_shorter(time, factor), last) for time in before]
    is_ordered = before == sorted(set(before))
    if is_ordered:
        times = _apart(times, last)
    paced = [point | {"timeTicks": time} for point, time in zip(points, times, strict=True)]
    if is_ordered and any(map(_is_over, times, before)):
        paced = without_instants(paced)
    is_still = len(paced) == 1 < len(points)
    return track | ({"value": paced[0]["value"], "keyframes": []} if is_still else {"keyframes": paced})


def _apart(times: list[int], last: int) -> list[int]:
    """Times in order, moved such that no two are one; at most the last tick."""
    times = [*accumulate(times, lambda one, next_one: max(next_one, one + 1))]
    behind = reversed(range(len(times)))
    return [max(min(time, last - more), 0) for time, more in zip(times, behind, strict=True)]


def _paced_motions(motions: Entity, factor: Fraction) -> Iterator[tuple[str, Entity]]:
    for slot, motion in motions.items():
        time = max(_shorter(motion["durationTicks"], factor), 1)
        if not _is_over(time, motion["durationTicks"]):
            yield slot, motion | {"durationTicks": time}


def _is_over(time: int, before: int) -> bool:
    return time < SHORTEST <= before


def _shorter(time: int, factor: Fraction) -> int:
    return int(time / factor)


def _pace_captions(draft: Draft, item: Entity, factor: Fraction, was_room: ticks.Exact) -> None:
    """Captions keep step, and those that were over in time still are: lengths are rounded to ticks, theirs are not."""
    asset_id = item["assetId"]
    asset = draft.assets.get(asset_id)
    if asset is None or asset["type"] != "caption":
        return
    room = _room(item)
    entries = [
        _entry(entry, factor, room if ticks.exact(entry["endMs"]) <= was_room else None) for entry in asset["captions"]
    ]
    if draft.users[asset_id] == 1:
        asset["captions"] = entries
        return
    item["assetId"] = draft.fresh("assets", asset_id)
    draft.users.update({asset_id: -1, item["assetId"]: 1})
    draft.assets[item["assetId"]] = asset | {"id": item["assetId"], "captions": entries}


def _room(item: Entity) -> ticks.Exact:
    """How long captions may be seen in an item, in milliseconds."""
    return ticks.exact(item["durationTicks"] - item[_LEAD_IN]) / ticks.TICKS_PER_MILLISECOND


def _entry(entry: Entity, factor: Fraction, last: ticks.Exact | None) -> Entity:
    times: dict[str, Any] = {name: entry.get(name) for name in ("startMs", "endMs", "timestampMs")}
    said = {name: time for name, time in times.items() if time is not None}
    paced = {name: ticks.exact(time) / factor for name, time in said.items()}
    return entry | {name: ticks.as_json(time if last is None else min(time, last)) for name, time in paced.items()}
