"""Clips of which a part is taken out, or none: the pieces play as the one did."""

from editorkit import wording
from editorkit.editing.cutting import can_part, cut, note_loss
from editorkit.editing.draft import Draft, Entity
from editorkit.state import end_of


def split(draft: Draft, name: str, time: int, track: Entity) -> list[str]:
    """Split an item of a track at a time of the timeline; the ids of the pieces.

    There are none, and the item stays as it is, where the time is not within it, or one of the pieces would be too
    short to keep, without captions or never to be seen.
    """
    item = draft.item(name)
    head = time - item["startTicks"]
    if not 0 < head < item["durationTicks"] or not can_part(draft, item, head):
        return []
    return take_out(draft, name, time, time, track)


def take_out(draft: Draft, name: str, start: int, end: int, track: Entity) -> list[str]:
    """Take a range, in ticks, out of an item of a track that plays before and behind it; the ids of the pieces.

    The first bears the id of the item. What is not worth keeping goes, with a note; where that is all of it, there are
    no pieces, and the item stays as it is.
    """
    item = draft.item(name)
    length, head, tail = item["durationTicks"], start - item["startTicks"], end_of(item) - end
    fresh = draft.copy_item(name)
    has_second = cut(draft, fresh, head=length - tail, opens=False)
    has_first = cut(draft, name, tail=length - head, closes=False)
    if not has_second:
        draft.drop_items([fresh])
        if has_first:
            note_loss(draft, name, tail)
        return [name] if has_first else []
    for made in draft.transitions.values():
        if made["fromClipId"] == name:
            made["fromClipId"] = fresh
    track["items"].insert(track["items"].index(name) + 1, fresh)
    if has_first:
        draft.halves.append(fresh)
        return [name, fresh]
    draft.succeed(name, fresh)
    note_loss(draft, name, head)
    return [name]


def note_whole(draft: Draft, name: str) -> None:
    """Tell that an item was not split."""
    why = "a part of it would be too short to keep, without captions or never seen"
    draft.note(("items", name), f"item {wording.name(name)} stays whole: {why}")
