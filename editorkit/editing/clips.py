"""Edits of single clips in time: moved, cut at either end; and what follows for their transitions and neighbours."""

from collections.abc import Iterable, Set
from itertools import pairwise

from editorkit import ticks, wording
from editorkit.editing.draft import Draft, Entity
from editorkit.errors import UsageError
from editorkit.state import end_of


def move_by(draft: Draft, name: str, offset: int) -> None:
    """Let an item start so many ticks later. Raises UsageError where that is before 0."""
    item = draft.item(name)
    if item["startTicks"] + offset < 0:
        start = ticks.show(item["startTicks"])
        raise UsageError(f"item {wording.name(name)} starts at {start}, and cannot start {ticks.show(-offset)} earlier")
    item["startTicks"] += offset


def settle(draft: Draft, moved: Iterable[str]) -> None:
    """Put the lists of tracks in order and take out transitions whose clips no longer meet, once items have moved.

    moved: the items that moved or changed their length. Raises UsageError where one of them overlaps another now.
    """
    touched = frozenset(moved)
    for track in draft.tracks:
        if not touched or any(name in touched for name in track["items"]):
            _settle_track(draft, track, touched)
    _settle_transitions(draft, touched)


def _settle_track(draft: Draft, track: Entity, touched: Set[str]) -> None:
    items = draft.items
    known = [name for name in track["items"] if name in items]
    ordered = sorted(dict.fromkeys(known), key=lambda name: items[name]["startTicks"])
    for left, right in pairwise(ordered):
        if (left in touched or right in touched) and end_of(items[left]) > items[right]["startTicks"]:
            raise UsageError(
                f"item {wording.name(right)} would start at {ticks.show(items[right]['startTicks'])}, before "
                f"{wording.name(left)} ends at {ticks.show(end_of(items[left]))} on track {wording.name(track['id'])}; "
                "items of one track may touch, not overlap"
            )
    if len(ordered) == len(track["items"]) and ordered != track["items"]:
        track["items"] = ordered


def _settle_transitions(draft: Draft, touched: Set[str]) -> None:
    gone = []
    for name, made in draft.transitions.items():
        if made["fromClipId"] in touched or made["toClipId"] in touched:
            leaving, coming = draft.items.get(made["fromClipId"]), draft.items.get(made["toClipId"])
            if leaving and coming and not _fits(draft, name, made, leaving, coming):
                gone.append(name)
    draft.drop_transitions(gone)


def _fits(draft: Draft, name: str, made: Entity, leaving: Entity, coming: Entity) -> bool:
    """Whether a transition still can be; it is shortened where one of its clips has become shorter than it is."""
    if end_of(leaving) != coming["startTicks"]:
        return False
    longest = min(leaving["durationTicks"], coming["durationTicks"])
    if made["durationTicks"] > longest:
        made["durationTicks"] = longest
        draft.note(("transitions", name), f"transition {wording.name(name)} is as short as the shorter clip now")
    return True
