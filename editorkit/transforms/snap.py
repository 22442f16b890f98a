"""The snap transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.clips import settle
from editorkit.editing.cutting import cut
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.options import COUNT, TRACKS, option
from editorkit.editing.sources import source_end, source_length
from editorkit.errors import UsageError
from editorkit.state import end_of
from editorkit.ticks import per_frame
from editorkit.times import on_grid
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class Snap:
    """The grid to snap to."""

    grid: int = option(COUNT, "Frames a second: 30 or 60.", 30)
    track: tuple[str, ...] = option(TRACKS, "Only on this track; may be given several times.", ())


@makes(*CUTS, *MOVES)
def snap(draft: Draft, options: Snap) -> None:
    """Put starts and ends of items on the frame grid.

    Each goes to the nearest frame, halves later; clips that touch keep touching, and none becomes shorter than a frame.
    Refused where two items would have to share a frame.

    Example: shift --by "1000 ticks" --item subtitles + snap
    Diff: 'subtitles' moved 0.004 s earlier, at 0:00.200
    """
    if options.grid not in (30, 60):
        raise UsageError(f"the editor works at 30 or 60 frames a second, not {options.grid}")
    frame = per_frame(options.grid)
    moved = [name for track in draft.chosen_tracks(options.track) for name in _snap(draft, track, frame)]
    settle(draft, moved)


def _snap(draft: Draft, track: Entity, frame: int) -> list[str]:
    """Put the items of a track on the grid, the earliest first; the ids of those that changed."""
    moved = []
    before = after = -1  # where the item ahead ended, and where it ends
    for name, item in sorted(draft.placed([track]).items(), key=lambda pair: int(pair[1]["startTicks"])):
        was = item["startTicks"], item["durationTicks"]
        start = after if was[0] == before else on_grid(was[0], frame)
        before = end_of(item)
        _fit(draft, name, max(on_grid(before, frame) - start, frame), frame)
        item["startTicks"] = start
        after = end_of(item)
        if (start, item["durationTicks"]) != was:
            moved.append(name)
    return moved


def _fit(draft: Draft, name: str, length: int, frame: int) -> None:
    """Let an item last so long; where its source is over by then it begins earlier in it, or lasts a frame less."""
    item = draft.items[name]
    if length == item["durationTicks"]:
        return
    if not cut(draft, name, tail=item["durationTicks"] - length):
        draft.note(
            ("items", name), f"the end of item {wording.name(name)} stays off the grid: what it has to show is there"
        )
    available = source_length(draft, item)
    if available is not None and source_end(item) > available:
        item["sourceStartTicks"] = max(0, int(item["sourceStartTicks"] - (source_end(item) - available)))
        if source_end(item) > available:
            cut(draft, name, tail=frame)
