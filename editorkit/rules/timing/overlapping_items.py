"""The overlapping-items rule."""

from collections.abc import Iterator
from operator import attrgetter

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import Clip, EditorState

_PLACES_AT_MOST = 20
_NAMED_AT_MOST = 3
_MAY = "items of one track may touch, not overlap"


@rule(
    severity=ERROR,
    evidence=OFFICIAL,
    code="EDITOR_TRACK_ITEM_OVERLAP",
    explains=("unordered-track", "transition-gap"),
)
def overlapping_items(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two items of one track play at the same time.

    What: an item starts before another one on its track has ended. Touching is fine: an item may start on the very
        tick on which the one before it ends. Told are the fewest items that would have to move.
    Why: a track shows one item at a time, and the server refuses overlaps.
    Example: "logo" plays from 0 to 240000 and "title" starts at 120000 on the same track.
    Fix: start the later item where the earlier one ends, shorten the earlier one, or give one of them its own track.
    Source: the descriptions of tracks in the published schema; the server answers with EDITOR_TRACK_ITEM_OVERLAP.
    """
    for crowding in state.crowding:
        yield _fault(crowding.clip, crowding.hit, crowding.track, state)


def _fault(clip: Clip, hit: list[Clip], index: int, state: EditorState) -> Fault:
    track: Path = ("tracks", index)
    where = wording.subject(track, state.data)
    if len(hit) == 1:
        earlier, later = sorted((clip, hit[0]), key=attrgetter("start", "position"))
        message = (
            f"item {wording.name(later.item_id)} starts at {ticks.show(later.start)}, before "
            f"{wording.name(earlier.item_id)} ends at {ticks.show(earlier.end)} on {where}; {_MAY}"
        )
        return Fault(_start(later), message, (_duration(earlier), track))
    others = (*(_start(other) for other in hit[:_PLACES_AT_MOST]), track)
    names = _named(hit)
    if clip.start < hit[0].start and clip.position < hit[0].position:
        message = (
            f"item {wording.name(clip.item_id)} ends at {ticks.show(clip.end)}, after {names} have started, "
            f"the first of them at {ticks.show(hit[0].start)}, on {where}; {_MAY}"
        )
        return Fault(_duration(clip), message, others)
    message = (
        f"item {wording.name(clip.item_id)} starts at {ticks.show(clip.start)} and ends at "
        f"{ticks.show(clip.end)}, while {names} play on {where}; {_MAY}"
    )
    return Fault(_start(clip), message, others)


def _named(clips: list[Clip]) -> str:
    if len(clips) <= _NAMED_AT_MOST:
        return wording.listed(clip.item_id for clip in clips)
    return f"{wording.name(clips[0].item_id)} and {len(clips) - 1} more"


def _start(clip: Clip) -> Path:
    return ("items", clip.item_id, "startTicks")


def _duration(clip: Clip) -> Path:
    return ("items", clip.item_id, "durationTicks")
