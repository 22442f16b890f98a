"""The cut-range transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.groups import part_halves
from editorkit.editing.options import FLAG, TIME, TRACKS, option
from editorkit.editing.ranges import clear, shift_from
from editorkit.errors import UsageError
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class CutRange:
    """The range to take out."""

    start: int = option(TIME, "Where the range begins.")
    end: int = option(TIME, "Where it ends.")
    track: tuple[str, ...] = option(TRACKS, "Only on this track; may be given several times.", ())
    leave_gap: bool = option(FLAG, "Leave the range empty; by default what comes behind it moves up.", False)


@makes(*CUTS, *MOVES)
def cut_range(draft: Draft, options: CutRange) -> None:
    """Take a range out of the timeline.

    Items within it go, items that reach into it are cut, and one that spans it becomes two. What comes behind it moves
    up by its length, unless the gap is to stay.

    Example: --start 4s --end 5s --track track-6
    Diff: 'shot-3' lasts 1 s instead of 2 s, shows its source from 1.5 s instead of 0 s
    """
    if options.end <= options.start:
        raise UsageError("the range ends before it starts; give an --end after --start")
    tracks = draft.chosen_tracks(options.track)
    touched = clear(draft, tracks, options.start, options.end)
    if not options.leave_gap:
        touched += shift_from(draft, tracks, options.end, options.start - options.end)
    part_halves(draft)
    settle(draft, touched)
