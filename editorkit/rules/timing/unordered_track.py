"""The unordered-track rule."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, WARNING, rule
from editorkit.state import Clip, EditorState


@rule(severity=WARNING, evidence=DOCUMENTED, explains=("non-adjacent-clips", "transition-gap"))
def unordered_track(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A track does not list its items in the order they start.

    What: an id in `tracks[].items` stands behind an item that starts later.
    Why: the list is meant to be ordered, and a transition needs its two clips to be neighbours in the list.
    Example: a track lists "outro", which starts at 480000, before "intro", which starts at 0.
    Fix: list the ids by the `startTicks` of their items; if an item is at the wrong time, correct that instead.
    Source: the schema calls the list ordered item ids; every file saved by the editor is sorted.
    """
    for index, clips in state.uneven_tracks:
        strays = _out_of_order(clips)
        if strays:
            yield _fault(strays, clips, index, state)


def _out_of_order(clips: Sequence[Clip]) -> list[int]:
    """The fewest entries without which the others are in order: all but a longest rising run."""
    lowest: list[int] = []  # the earliest start that ends a rising run of each length
    lengths = []
    for clip in clips:
        length = bisect_left(lowest, clip.start + 1)
        lowest[length : length + 1] = [clip.start]
        lengths.append(length)
    wanted, strays = len(lowest) - 1, []
    for number in range(len(clips) - 1, -1, -1):
        if lengths[number] == wanted:
            wanted -= 1
        else:
            strays.append(number)
    return strays[::-1]


def _fault(strays: list[int], clips: list[Clip], index: int, state: EditorState) -> Fault:
    stray = clips[strays[0]]
    earlier = next((clip for clip in clips[: strays[0]] if clip.start > stray.start), None)
    other = earlier or next(clip for clip in clips[strays[0] :] if clip.start < stray.start)
    where = wording.subject(("tracks", index), state.data)
    more = f", and {len(strays) - 1} more are out of order" if len(strays) > 1 else ""
    message = (
        f"{where} lists item {wording.name(stray.item_id)}, which starts at {ticks.show(stray.start)}, "
        f"{'after' if earlier else 'before'} {wording.name(other.item_id)}, which starts at "
        f"{ticks.show(other.start)}{more}; list items in the order they start"
    )
    also = [("items", clips[number].item_id) for number in strays] + [("items", other.item_id)]
    return Fault(("tracks", index, "items", stray.position), message, tuple(also))
