"""The snap transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.cutting import cut
from editorkit.editing.draft import Draft
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
    moved: list[str] = []
    for name, item in draft.placed(draft.chosen_tracks(options.track)).items():
        start = on_grid(item["startTicks"], frame)
        length = max(on_grid(end_of(item), frame) - start, frame)
        if (start, length) != (item["startTicks"], item["durationTicks"]):
            moved.append(name)
            _fit(draft, name, length, frame)
            item["startTicks"] = start
    settle(draft, moved)


def _fit(draft: Draft, name: str, length: int, frame: int) -> None:
    """Let an item last so long; where its source is over by then it begins earlier in it, or lasts a frame less."""
    item = draft.items[name]
    cut(draft, name, tail=item["durationTicks"] - length)
    available = source_length(draft, item)
    if available is not None and source_end(item) > available:
        item["sourceStartTicks"] = max(0, int(item["sourceStartTicks"] - (source_end(item) - available)))
        if source_end(item) > available:
            cut(draft, name, tail=frame)
