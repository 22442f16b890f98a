"""Repairs of overlapping-items."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import heappush, heapreplace

from editorkit.findings import Edit, Fault, Fix
from editorkit.matching.references import fresh_names
from editorkit.repairs import Drop, Insert, Put, mends, once, unsafe
from editorkit.state import Clip, Crowding, EditorState


@mends
def overlapping_items(state: EditorState, fault: Fault) -> Fix | None:
    """Where a transition joins the two, the earlier ends at their seam; else what crowds gets tracks of its own.

    Those hold as many as can stand side by side, and are next to the old one: below it for what starts before the
    others, so that these stay in sight, and above it for the rest. No time changes.
    """
    fixes = _fixes(state)
    return next((fixes[str(place[1])] for place in fault.places if str(place[1]) in fixes), None)


@once
def _fixes(state: EditorState) -> dict[str, Fix]:
    """The repair for each clip that crowds, where there is one."""
    fixes: dict[str, Fix] = {}
    in_transitions = {name for pair in state.joined for name in pair}
    leaving: dict[int, list[Crowding]] = defaultdict(list)
    for crowding in state.crowding:
        if crowding.clip.item_id not in in_transitions:
            leaving[crowding.track].append(crowding)
        elif late := _end_at_seam(state, crowding):
            fixes[crowding.clip.item_id] = late
    names = Counter(track["id"] for _, track in state.tracks)
    for index, crowd in leaving.items():
        if names[state.data["tracks"][index]["id"]] > 1:
            continue  # tracks of one name are to be told apart before
        fixes |= dict.fromkeys((crowding.clip.item_id for crowding in crowd), _moved(state, index, crowd, names))
    return fixes


def _end_at_seam(state: EditorState, crowding: Crowding) -> Fix | None:
    """The earlier of two clips that a transition joins made shorter, where that is all it takes."""
    earlier, later = sorted((crowding.clip, crowding.hit[0]), key=_start)
    others_too = len(crowding.hit) > 1 and later is crowding.clip
    if others_too or earlier.start == later.start or (earlier.item_id, later.item_id) not in state.joined:
        return None
    shorter = Put(("items", earlier.item_id, "durationTicks"), later.start - earlier.start)
    return unsafe("let the earlier item end at the seam", shorter)


def _moved(state: EditorState, index: int, crowd: list[Crowding], names: Counter[str]) -> Fix:
    track = state.data["tracks"][index]
    below = [crowding.clip for crowding in crowd if crowding.clip.start < crowding.hit[0].start]
    above = [crowding.clip for crowding in crowd if crowding.clip.start >= crowding.hit[0].start]
    edits: list[Edit] = [Drop(("tracks", index, "items", crowding.clip.position)) for crowding in crowd]
    free = fresh_names(track["id"], names)
    for place, lanes in ((index, reversed(_lanes(above))), (index + 1, _lanes(below))):
        for lane in lanes:
            name = next(free)
            names[name] += 1
            edits.append(Insert(("tracks", place), {**track, "id": name, "items": [clip.item_id for clip in lane]}))
    one = len(crowd) == 1
    what, whose = ("the item that is", "a track of its own") if one else ("the items that are", "tracks of their own")
    return Fix(f"move {what} in the way to {whose}", False, tuple(edits), shared=("tracks", index))


def _lanes(clips: Iterable[Clip]) -> list[list[Clip]]:
    """Clips on as few lanes as hold them side by side, each in time order."""
    lanes: list[list[Clip]] = []
    ends: list[tuple[int, int]] = []
    for clip in sorted(clips, key=_start):
        if ends and ends[0][0] <= clip.start:
            number = ends[0][1]
            heapreplace(ends, (clip.end, number))
        else:
            number = len(lanes)
            lanes.append([])
            heappush(ends, (clip.end, number))
        lanes[number].append(clip)
    return lanes


def _start(clip: Clip) -> tuple[int, int]:
    return clip.start, clip.position
