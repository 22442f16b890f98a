"""Two clips of a track that play on as one, made one again: the way back from a split."""

from fractions import Fraction
from typing import Any

from editorkit import schema, ticks
from editorkit.editing.curves import value_at
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.using import used_assets
from editorkit.items import item_types
from editorkit.state import end_of

_RELEASE = "1.1"
_MOTIONS = ("animations", "captionAnimations")
_TIMES = frozenset(("id", "startTicks", "durationTicks", "sourceStartTicks", "animationDurationTicks", *_MOTIONS))
_CLOSE = Fraction(1, 10**9)


def why_apart(draft: Draft, left: str, right: str) -> str | None:
    """Why an item does not go on in another one; None where it does, so that one item can play what both do.

    Transitions are not looked at.
    """
    first, second = draft.items[left], draft.items[right]
    if end_of(first) != second["startTicks"]:
        return "they do not touch"
    if first["type"] != second["type"]:
        return f"one is of type {first['type']!r}, the other of type {second['type']!r}"
    field = _differing(draft, first, second)
    if field is not None:
        return f"they differ in {field}"
    if "sourceStartTicks" in first:
        reached = first["sourceStartTicks"] + first["durationTicks"] * ticks.exact(first["playbackRate"])
        if abs(reached - second["sourceStartTicks"]) > 1:
            return "the second does not go on in the source where the first one ends"
    return _why_broken(first, second)


def rejoin(draft: Draft, left: str, right: str) -> None:
    """Let the first of two items that play on as one last as long as both, and take the second from the items.

    Whatever names the second goes on naming it: see `Draft.forget`.
    """
    first, second = draft.items[left], draft.items[right]
    length = first["durationTicks"]
    for name in schema.number_tracks(_RELEASE, first["type"]):
        if name in first:
            first[name] = _spliced(first[name], second[name], length)
    _rejoin_captions(draft, first, second)
    for name in _MOTIONS:
        motions = {**(first.get(name) or {}), **(second.get(name) or {})}
        if motions:
            first[name] = motions
    fades = item_types()[first["type"]].audio_fades.get(_RELEASE)
    if fades:
        first[fades[1]] = second[fades[1]]
    first["durationTicks"] = length + second["durationTicks"]
    draft.users[draft.items.pop(right).get("assetId", "")] -= 1


def _differing(draft: Draft, first: Entity, second: Entity) -> str | None:
    """A property in which two items differ, other than those that a split makes differ."""
    kind = first["type"]
    skipped = {
        *_TIMES,
        *_linked_apart(first, second),
        *schema.number_tracks(_RELEASE, kind),
        *item_types()[kind].audio_fades.get(_RELEASE, ()),
    }
    if _own_captions(draft, first) and _own_captions(draft, second):
        skipped |= {"assetId", "contentStartOffsetTicks"}
        own, other = (draft.assets[item["assetId"]] for item in (first, second))
        for name in sorted({*own, *other} - {"id", "captions"}):
            if name in schema.properties(_RELEASE, "asset", "caption") and own.get(name) != other.get(name):
                return f"{name} of their captions"
    names = sorted({*first, *second} - skipped)
    return next((name for name in names if first.get(name) != second.get(name)), None)


def _linked_apart(first: Entity, second: Entity) -> tuple[str, ...]:
    """The field of link groups, where both items have one: halves are linked with halves only."""
    groups = (first.get("linkGroupId"), second.get("linkGroupId"))
    return () if None in groups else ("linkGroupId",)


def _why_broken(first: Entity, second: Entity) -> str | None:
    """Why motions, fades and values do not run on from one item to the other."""
    for name in _MOTIONS:
        before, behind = first.get(name) or {}, second.get(name) or {}
        if "out" in before or "in" in behind or before.get("loop") != behind.get("loop"):
            return f"{name} end or begin between them"
    if second.get("animationDurationTicks"):
        return "the second one builds up anew"
    fades = item_types()[first["type"]].audio_fades.get(_RELEASE)
    if fades and (first[fades[1]] or second[fades[0]]):
        return "the sound fades between them"
    for name in schema.number_tracks(_RELEASE, first["type"]):
        if (name in first) != (name in second):
            return f"they differ in {name}"
        if name in first and _is_another_constant(first[name], second[name]):
            return f"they differ in {name}"
    return None


def _is_another_constant(before: Entity, behind: Entity) -> bool:
    return not (before["keyframes"] or behind["keyframes"]) and before["value"] != behind["value"]


def _spliced(before: Entity, behind: Entity, length: int) -> Entity:
    """One number track that takes the values of two, one after the other."""
    if not (before["keyframes"] or behind["keyframes"]):
        return before
    points = [point for point in before["keyframes"] if point["timeTicks"] < length - 1]
    later = [point | {"timeTicks": point["timeTicks"] + length} for point in behind["keyframes"]]
    points.append({**_at(before, length - 1), "timeTicks": length - 1})
    if not later or later[0]["timeTicks"] > length:
        points.append({**_at(behind, 0), "timeTicks": length})
    seam = {length - 1, length}
    points += later
    for time in sorted(seam):
        points = _without_idle(points, time)
    return before | {"value": behind["value"], "keyframes": points}


def _at(track: Entity, time: int) -> Entity:
    """A keyframe of the value that a number track has at a time; the one that is there, if one is."""
    points = track["keyframes"]
    if not points:
        return {"value": track["value"]}
    there = next((point for point in points if point["timeTicks"] == time), None)
    return there or {"value": value_at(points, [point["timeTicks"] for point in points], time)}


def _without_idle(points: list[Entity], time: int) -> list[Entity]:
    """Keyframes without the one at a time, where the others come to the same value then."""
    others = [point for point in points if point["timeTicks"] != time]
    idle = [point["value"] for point in points if point["timeTicks"] == time]
    if not idle or not others:
        return points
    reached, value = (
        ticks.exact(each) for each in (value_at(others, [point["timeTicks"] for point in others], time), idle[0])
    )
    return others if abs(reached - value) <= _CLOSE * max(Fraction(1), abs(value)) else points


def _own_captions(draft: Draft, item: Entity) -> bool:
    asset = draft.assets.get(item.get("assetId", "")) if item["type"] == "captions" else None
    return asset is not None and asset["type"] == "caption"


def _rejoin_captions(draft: Draft, first: Entity, second: Entity) -> None:
    if not _own_captions(draft, first) or not _own_captions(draft, second):
        return
    own, other = first["assetId"], second["assetId"]
    gap = first["durationTicks"] + second["contentStartOffsetTicks"] - first["contentStartOffsetTicks"]
    if own == other and not gap:
        return
    later = ticks.whole(gap) / ticks.exact(ticks.TICKS_PER_MILLISECOND)
    before = draft.assets[own]["captions"]
    behind = [_later(entry, later) for entry in draft.assets[other]["captions"]]
    entries = [*before[:-1], *_healed(before[-1], behind[0]), *behind[1:]] if before and behind else before + behind
    if draft.users[own] > 1:
        fresh = draft.fresh("assets", own)
        draft.assets[fresh] = draft.assets[own] | {"id": fresh}
        draft.users.update({own: -1, fresh: 1})
        first["assetId"] = own = fresh
    draft.assets[own]["captions"] = entries
    if draft.users[other] == 1 and other not in used_assets(draft, ()):
        del draft.assets[other]


def _healed(before: Entity, behind: Entity) -> list[Entity]:
    """Two captions; one, where they are the halves of it."""
    seam = before["endMs"]
    if behind["startMs"] != seam or behind["text"] != before["text"]:
        return [before, behind]
    stamp = behind.get("timestampMs") if before.get("timestampMs") == seam else before.get("timestampMs")
    return [before | {"endMs": behind["endMs"]} | ({} if stamp is None else {"timestampMs": stamp})]


def _later(entry: Entity, offset: ticks.Exact) -> Entity:
    moved: dict[str, Any] = {
        name: ticks.as_json(ticks.exact(entry[name]) + offset)
        for name in ("startMs", "endMs", "timestampMs")
        if entry.get(name) is not None
    }
    return entry | moved
