"""Clips played faster or slower: source, keyframes, captions, motions and fades keep step."""

from fractions import Fraction
from typing import Any

from editorkit import schema, ticks, wording
from editorkit.editing.curves import is_worth_keeping
from editorkit.editing.draft import Draft, Entity
from editorkit.errors import UsageError
from editorkit.items import AUDIO_FADES

_SLOWEST, _FASTEST = Fraction(1, 4), 5
_LENGTHS = (*AUDIO_FADES["1.1"], "animationDurationTicks", "contentStartOffsetTicks")


def pace(draft: Draft, name: str, factor: Fraction, length: int) -> None:
    """Let an item play so many times as fast, and last so many ticks; its start stays.

    Raises UsageError where that is slower or faster than the editor can, or all but nothing would be left.
    """
    item = draft.item(name)
    if length < item["durationTicks"] and not is_worth_keeping(length):
        raise UsageError(f"item {wording.name(name)} would last only {ticks.show(length)}")
    if "playbackRate" in item:
        rate = ticks.exact(item["playbackRate"]) * factor
        if not _SLOWEST <= rate <= _FASTEST and factor != 1:
            raise UsageError(f"item {wording.name(name)} would play at {float(rate):g} times its speed, not 0.25 to 5")
        item["playbackRate"] = ticks.as_json(rate)
    item["durationTicks"] = length
    _pace_motion(item, factor)
    if item["type"] == "captions":
        _pace_captions(draft, item, factor)


def _pace_motion(item: Entity, factor: Fraction) -> None:
    for field in schema.number_tracks("1.1", item["type"]):
        points = item[field]["keyframes"] if field in item else []
        if points:
            paced = [_paced(point, factor, item["durationTicks"]) for point in points]
            item[field] = item[field] | {"keyframes": paced}
    item.update({field: _shorter(item[field], factor) for field in _LENGTHS if field in item})
    if "pageDurationTicks" in item:
        item["pageDurationTicks"] = max(_shorter(item["pageDurationTicks"], factor), 1)
    for field in ("animations", "captionAnimations"):
        for motion in (item.get(field) or {}).values():
            motion["durationTicks"] = max(_shorter(motion["durationTicks"], factor), 1)


def _shorter(time: int, factor: Fraction) -> int:
    return int(time / factor)


def _paced(point: Entity, factor: Fraction, length: int) -> Entity:
    return point | {"timeTicks": min(_shorter(point["timeTicks"], factor), max(length - 1, 0))}


def _pace_captions(draft: Draft, item: Entity, factor: Fraction) -> None:
    asset_id = item["assetId"]
    asset = draft.assets.get(asset_id)
    if asset is None or asset["type"] != "caption":
        return
    entries = [_entry(entry, factor) for entry in asset["captions"]]
    if draft.users[asset_id] == 1:
        asset["captions"] = entries
        return
    item["assetId"] = draft.fresh("assets", asset_id)
    draft.users.update({asset_id: -1, item["assetId"]: 1})
    draft.assets[item["assetId"]] = asset | {"id": item["assetId"], "captions": entries}


def _entry(entry: Entity, factor: Fraction) -> Entity:
    times: dict[str, Any] = {name: entry.get(name) for name in ("startMs", "endMs", "timestampMs")}
    said = {name: time for name, time in times.items() if time is not None}
    return entry | {name: ticks.as_json(ticks.exact(time) / factor) for name, time in said.items()}
