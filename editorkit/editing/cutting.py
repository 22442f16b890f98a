"""Clips cut at either end: keyframes, source, captions, motions and fades go along."""

from typing import Any

from editorkit import schema, ticks, wording
from editorkit.editing.curves import SHORTEST, is_worth_keeping, piece_of
from editorkit.editing.draft import Draft, Entity
from editorkit.items import item_types
from editorkit.space.sight import is_seen

_RELEASE = "1.1"
_MOTIONS = ("animations", "captionAnimations")
ANEW = {"effect": "an effect", "motion-graphic": "a motion graphic", "text-template": "a text template"}
"""The types of items that play from their beginning, wherever that is cut."""


def cut(
    draft: Draft,
    name: str,
    head: int = 0,
    tail: int = 0,
    *,
    opens: bool = True,
    closes: bool = True,
    even_unseen: bool = False,
) -> bool:
    """Take so many ticks off the ends of an item, in place; False, unchanged, where nothing worth it would be left.

    opens, closes: whether it keeps the motion and the fade of its beginning and of its end. even_unseen: what stays is
    worth it even where nothing of it shows. What stays plays at the time at which it played before.
    """
    item = draft.item(name)
    length = item["durationTicks"] - head - tail
    is_shorter = length < item["durationTicks"]
    if is_shorter and not is_worth_keeping(length):
        return False
    part = _part(item, head, length, opens=opens, closes=closes)
    if is_shorter and not (even_unseen or _is_noticed(draft, part) or not _is_noticed(draft, item)):
        return False
    if not _cut_captions(draft, part, head, length):
        return False
    item.update(part)
    if head > 0 and item["type"] in ANEW:
        draft.note(
            ("items", name), f"item {wording.name(name)} begins anew: no part of {ANEW[item['type']]} can be left out"
        )
    return True


def _part(item: Entity, head: int, length: int, *, opens: bool, closes: bool) -> Entity:
    """An item from so many ticks behind its beginning on, so long; its captions are as they were."""
    part = item | {"startTicks": item["startTicks"] + head, "durationTicks": length}
    for field in schema.number_tracks(_RELEASE, item["type"]):
        if field in item:
            part[field] = piece_of(item[field], head, length)
    if "sourceStartTicks" in item:
        part["sourceStartTicks"] += ticks.nearest(head * ticks.exact(item["playbackRate"]))
    fit_motions(part, opens=opens, closes=closes)
    return part


def _is_noticed(draft: Draft, item: Entity) -> bool:
    """Whether something of an item is seen or heard at some time."""
    kind = item_types()[item["type"]]
    asset = draft.assets.get(item.get("assetId", "")) if kind.audible else None
    if not kind.visible or (asset is not None and asset.get("hasAudioTrack")):
        return True
    return is_seen(item, draft.state["compositionWidth"], draft.state["compositionHeight"])


def can_part(draft: Draft, item: Entity, head: int) -> bool:
    """Whether both parts of an item that is split so many ticks from its beginning are worth keeping."""
    tail = item["durationTicks"] - head
    if not is_worth_keeping(head) or not is_worth_keeping(tail):
        return False
    if not _has_captions(draft, item, 0, head) or not _has_captions(draft, item, head, tail):
        return False
    first = _part(item, 0, head, opens=True, closes=False)
    second = _part(item, head, tail, opens=False, closes=True)
    return (_is_noticed(draft, first) and _is_noticed(draft, second)) or not _is_noticed(draft, item)


def note_loss(draft: Draft, name: str, length: int) -> None:
    """Tell that what a cut has left of an item went, too."""
    why = "too short to keep, or never to be seen"
    text = f"{ticks.show(length)} of item {wording.name(name)} beside the cut went, too: {why}"
    draft.note(("items", name), text)


def fit_motions(item: Entity, *, opens: bool = True, closes: bool = True) -> None:
    """Let motions and fades of an item take no longer than it lasts, in the proportion they had.

    opens, closes: whether those of its beginning and of its end stay at all.
    """
    length = item["durationTicks"]
    gone = [slot for slot, stays in (("in", opens), ("out", closes)) if not stays]
    for name in _MOTIONS:
        motions = item.get(name)
        if motions:
            kept = {slot: motion for slot, motion in motions.items() if slot not in gone}
            lengths = _shared(
                [(slot, motion["durationTicks"]) for slot, motion in kept.items() if slot != "loop"], length
            )
            fitted = {
                slot: motion | {"durationTicks": lengths.get(slot, motion["durationTicks"])}
                for slot, motion in kept.items()
            }
            item[name] = {
                slot: motion
                for slot, motion in fitted.items()
                if motion["durationTicks"] >= min(SHORTEST, kept[slot]["durationTicks"])
            }
    kind = item_types()[item["type"]]
    if _RELEASE in kind.audio_fades:
        first, last = kind.audio_fades[_RELEASE]
        lengths = _shared([(first, item[first] if opens else 0), (last, item[last] if closes else 0)], length)
        item.update({name: time if time >= SHORTEST or time == item[name] else 0 for name, time in lengths.items()})
    if "animationDurationTicks" in item:
        item["animationDurationTicks"] = min(item["animationDurationTicks"], length) if opens else 0


def _shared(wanted: list[tuple[str, int]], length: int) -> dict[str, int]:
    """Times made to fit into a length together, in proportion."""
    together = sum(time for _, time in wanted)
    if together <= length:
        return dict(wanted)
    return {name: time * length // together for name, time in wanted}


def _has_captions(draft: Draft, item: Entity, head: int, length: int) -> bool:
    """Whether captions stand in a part of an item, in ticks; True of an item that has none of its own anyway."""
    asset = _captions_of(draft, item)
    return asset is None or bool(_entries(item, asset, head, length))


def _captions_of(draft: Draft, item: Entity) -> Entity | None:
    asset = draft.assets.get(item.get("assetId", "")) if item["type"] == "captions" else None
    return asset if asset is not None and asset["type"] == "caption" and asset["captions"] else None


def _entries(item: Entity, asset: Entity, head: int, length: int) -> list[Entity]:
    """The captions in a part of an item, their times counted from where they begin in it."""
    offset = item["contentStartOffsetTicks"]
    lead = max(offset - head, 0)
    skipped = ticks.whole((head - offset + lead) / ticks.exact(ticks.TICKS_PER_MILLISECOND))
    room = ticks.exact(length - lead) / ticks.TICKS_PER_MILLISECOND
    return [entry for each in asset["captions"] if (entry := _entry(each, skipped, room)) is not None]


def _cut_captions(draft: Draft, item: Entity, head: int, length: int) -> bool:
    """Cut the captions of an item along with it; False where none is left."""
    asset = _captions_of(draft, item)
    if asset is None:
        return True
    offset = item["contentStartOffsetTicks"]
    last = max(ticks.from_milliseconds(entry["endMs"]) for entry in asset["captions"])
    if head <= offset and offset - head + last <= length:
        item["contentStartOffsetTicks"] = offset - head
        return True
    entries = _entries(item, asset, head, length)
    if not entries:
        return False
    item["contentStartOffsetTicks"] = max(offset - head, 0)
    if entries != asset["captions"]:
        item["assetId"] = _own_asset(draft, item["assetId"], entries)
    return True


def _entry(entry: Entity, skipped: ticks.Exact, room: ticks.Exact) -> Entity | None:
    """A caption with its times counted from a later moment; None where it is over by then, or later than the end."""
    start, end = (ticks.exact(entry[side]) - skipped for side in ("startMs", "endMs"))
    if end <= 0 or start >= room or start >= end:
        return None
    start, end = max(start, ticks.exact(0)), min(end, ticks.exact(room))
    moved: dict[str, Any] = {"startMs": ticks.as_json(start), "endMs": ticks.as_json(end)}
    if moved["startMs"] >= moved["endMs"]:  # as near to each other as JSON can tell
        return None
    stamp = entry.get("timestampMs")
    if stamp is not None:
        moved["timestampMs"] = ticks.as_json(min(max(ticks.exact(stamp) - skipped, start), end))
    return entry | moved


def _own_asset(draft: Draft, asset_id: str, entries: list[Entity]) -> str:
    """The id of an asset with other captions: the same one where nobody else uses it."""
    if draft.users[asset_id] == 1:
        draft.assets[asset_id]["captions"] = entries
        return asset_id
    fresh = draft.fresh("assets", asset_id)
    draft.users.update({asset_id: -1, fresh: 1})
    draft.assets[fresh] = draft.assets[asset_id] | {"id": fresh, "captions": entries}
    return fresh
