"""Clips split in two that play as the one did."""

from editorkit.editing.curves import is_worth_keeping
from editorkit.editing.cutting import cut
from editorkit.editing.draft import Draft, Entity
from editorkit.state import end_of


def split(draft: Draft, name: str, time: int, track: Entity) -> str | None:
    """Split an item of a track at a time of the timeline; the id of the second half, its own where no first one stays.

    None where the time is not within the item, or so near to an end of it that nothing worth keeping is left there.
    """
    item = draft.item(name)
    head, tail = time - item["startTicks"], end_of(item) - time
    if not (is_worth_keeping(head) and is_worth_keeping(tail)):
        return None
    fresh = draft.copy_item(name)
    if not cut(draft, fresh, head=head, opens=False):
        draft.drop_items([fresh])
        cut(draft, name, tail=tail, closes=False)
        return None
    for made in draft.transitions.values():
        if made["fromClipId"] == name:
            made["fromClipId"] = fresh
    track["items"].insert(track["items"].index(name) + 1, fresh)
    if not cut(draft, name, tail=tail, closes=False):
        draft.succeed(name, fresh)
        return name
    return fresh
