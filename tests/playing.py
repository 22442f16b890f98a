"""What is seen and heard of a state at a time: told without any of the code that edits."""

from collections.abc import Collection, Iterable, Iterator
from random import Random
from typing import Any

from editorkit import schema
from editorkit.items import item_types

State = dict[str, Any]
Look = dict[str, Any]

TICKS_PER_MILLISECOND = 240
_TIMING = {"startTicks", "durationTicks", "sourceStartTicks", "contentStartOffsetTicks", "pageDurationTicks"}
_NAMES = {"id", "assetId", "linkGroupId", "captionGroupId", "isDraggingInTimeline"}
_ENDS = {"in": "animationDurationTicks", "audioIn": "audioFadeInDurationTicks", "audioOut": "audioFadeOutDurationTicks"}
_MOTIONS = {"animations", "captionAnimations"}
_FRAME = 5000  # ticks: what begins or turns may do so a frame earlier or later
_SOME_TIMES = 20

MOVING = frozenset(field for kind in item_types() for field in schema.number_tracks("1.1", kind))
"""What keyframes can change."""


def seen(state: State, time: int) -> list[Look]:
    """Each item that plays at a time, the topmost first: its values then, and where its source and captions are."""
    looks = []
    for track in state["tracks"]:
        for item in (state["items"][name] for name in track["items"] if name in state["items"]):
            local = time - item["startTicks"]
            if not track["hidden"] and 0 <= local < item["durationTicks"]:
                look = _look(state, item, local) | {"muted": track["muted"]}
                if look.get("captions") != []:
                    looks.append(look)
    return looks


def _look(state: State, item: State, local: int) -> Look:
    moving = schema.number_tracks("1.1", item["type"])
    asset = state["assets"].get(item.get("assetId"), {})
    still = item.keys() - moving - _TIMING - _NAMES - _MOTIONS - set(_ENDS.values())
    look = {field: item[field] for field in still}
    look |= {field: _value_at(item[field], local) for field in moving if field in item}
    look |= {"asset": {field: asset.get(field) for field in ("type", "filename", "remoteUrl")}}
    look |= {"ends": dict(_ends(item, local))}
    if "sourceStartTicks" in item:
        look["source"] = item["sourceStartTicks"] + local * item["playbackRate"]
    if item["type"] == "captions":
        content = (local - item.get("contentStartOffsetTicks", 0)) / TICKS_PER_MILLISECOND
        look["captions"] = [each["text"] for each in asset["captions"] if each["startMs"] <= content < each["endMs"]]
    return look


def _value_at(track: State, local: int) -> Any:
    before = [point for point in track["keyframes"] if point["timeTicks"] <= local]
    behind = [point for point in track["keyframes"] if point["timeTicks"] > local]
    if not before or not behind:
        return (before[-1:] or behind[:1] or [track])[0]["value"]
    left, right = before[-1], behind[0]
    share = (local - left["timeTicks"]) / (right["timeTicks"] - left["timeTicks"])
    return left["value"] + (right["value"] - left["value"]) * share


def _ends(item: State, local: int) -> Iterator[tuple[str, float]]:
    """How far what happens at the ends of an item has come; what has not begun or is over is left out."""
    lengths = {name: item[field] for name, field in _ENDS.items() if field in item}
    for field in _MOTIONS:
        for slot, motion in (item.get(field) or {}).items():
            lengths |= {f"{field} {slot}": motion["durationTicks"]} if slot != "loop" else {}
    for name, length in lengths.items():
        done = local if name.lower().endswith("in") else item["durationTicks"] - local
        if done < length:
            yield name, done / length


def moments(state: State) -> set[int]:
    """The times at which something begins, turns or ends."""
    found = set()
    for item in state["items"].values():
        start = item["startTicks"]
        times = {0, item["durationTicks"]}
        for value in item.values():
            if isinstance(value, dict) and isinstance(value.get("keyframes"), list):
                times |= {point["timeTicks"] for point in value["keyframes"]}
        if item["type"] == "captions":
            lead = item.get("contentStartOffsetTicks", 0)
            entries = state["assets"].get(item["assetId"], {}).get("captions", [])
            times |= {each[end] * TICKS_PER_MILLISECOND + lead for each in entries for end in ("startMs", "endMs")}
        found |= {start + time for time in times}
    return found


def quiet_times(state: State, chance: Random) -> list[int]:
    """Some times at which nothing begins, turns or ends."""
    found = moments(state)
    times = [chance.randrange(int(max(found)) or 1) for _ in range(_SOME_TIMES)]
    return [time for time in times if not is_near(time, found)]


def is_near(time: int, others: Iterable[int], how_near: int = _FRAME) -> bool:
    """Whether one of other times is as near to a time."""
    return any(abs(time - other) <= how_near for other in others)


def expect_alike(before: list[Look], after: list[Look], apart: Collection[str] = ()) -> None:
    """Nothing is seen otherwise; apart: the fields that may be."""
    assert [look["type"] for look in after] == [look["type"] for look in before]
    for old, new in zip(before, after, strict=True):
        for field in old.keys() - set(apart):
            assert _is_alike(old[field], new[field]), field


def _is_alike(one: Any, other: Any) -> bool:
    """Whether two values are the same but for rounding: of times to ticks, and what moves by what it moves in them."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_alike(one[key], other[key]) for key in one)
    if type(one) in (int, float) and type(other) in (int, float):
        return bool(abs(one - other) <= max(5, abs(one) / 20))
    same: bool = one == other
    return same


_IN_SECONDS = {
    **{f"{kind}StartFromInSeconds": "sourceStartTicks" for kind in ("video", "gif", "lottie", "audio")},
    "audioFadeInDurationInSeconds": "audioFadeInDurationTicks",
    "audioFadeOutDurationInSeconds": "audioFadeOutDurationTicks",
}
_IN_MILLISECONDS = {
    "pageDurationInMilliseconds": "pageDurationTicks",
    "contentStartOffsetMs": "contentStartOffsetTicks",
}
_FRAMED = ("top", "left", "width", "height", "opacity", "scaleX", "scaleY", "rotation")


def told_anew(state: State) -> State:
    """A state of an older release in the words of 1.1, as far as they are looked at; by the vendor's table of units.

    None of the code that migrates has a part in it.
    """
    return state | {"items": {key: _told_anew(item) for key, item in state["items"].items()}}


def _told_anew(item: State) -> State:
    told = {_IN_SECONDS.get(key, _IN_MILLISECONDS.get(key, key)): value for key, value in item.items()}
    for old, new in _IN_SECONDS.items():
        if old in item:
            told[new] = item[old] * 1000 * TICKS_PER_MILLISECOND
    for old, new in _IN_MILLISECONDS.items():
        if old in item:
            told[new] = item[old] * TICKS_PER_MILLISECOND
    if "captionStartInSeconds" in item:  # how much of the captions is skipped
        told["contentStartOffsetTicks"] = -told.pop("captionStartInSeconds") * 1000 * TICKS_PER_MILLISECOND
    if item["type"] in ("effect", "filter"):
        return {key: value for key, value in told.items() if key not in _FRAMED}
    for field in schema.number_tracks("1.1", item["type"]):
        if type(told.get(field)) in (int, float):
            told[field] = {"value": told[field], "keyframes": []}
    return told | {key: {"value": 1, "keyframes": []} for key in ("scaleX", "scaleY") if key not in told}
