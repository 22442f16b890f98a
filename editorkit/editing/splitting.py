"""Clips of which a part is taken out, or none: the pieces play as the one did."""

from editorkit import wording
from editorkit.editing.curves import is_worth_keeping
from editorkit.editing.cutting import cut, has_captions, note_loss
from editorkit.editing.draft import Draft, Entity
from editorkit.state import end_of


def split(draft: Draft, name: str, time: int, track: Entity) -> list[str]:
    """Split an item of a track at a time of the timeline; the ids of the pieces.

    There are none, and the item stays as it is, where the time is not within it, or so near to an end of it that
    nothing worth keeping is left there, or where all of its captions stand on one side.
    """
    item = draft.item(name)
    head, tail = time - item["startTicks"], end_of(item) - time
    is_worth_it = is_worth_keeping(head) and is_worth_keeping(tail)
    if not (is_worth_it and has_captions(draft, item, 0, head) and has_captions(draft, item, head, tail)):
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
        return [name, fresh]
    draft.succeed(name, fresh)
    note_loss(draft, name, head)
    return [name]


def note_whole(draft: Draft, name: str) -> None:
    """Tell that an item was not split."""
    draft.note(
        ("items", name),
        f"item {wording.name(name)} stays whole: a part of it would be too short to keep, or without captions",
    )
