"""The ripple-insert transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.groups import part_halves
from editorkit.editing.options import LENGTH, TIME, TRACKS, option
from editorkit.editing.ranges import shift_from
from editorkit.editing.splitting import note_whole, take_out
from editorkit.state import end_of
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class RippleInsert:
    """How much room to make, and where."""

    at: int = option(TIME, "Where the room begins.")
    length: int = option(LENGTH, "How much room to make.")
    track: tuple[str, ...] = option(TRACKS, "Only on this track; may be given several times.", ())


@makes(*CUTS, *MOVES)
def ripple_insert(draft: Draft, options: RippleInsert) -> None:
    """Make room in the timeline.

    What starts at the time or later moves back; an item that plays then becomes two, with the room between them.

    Example: --at 2s --length 1s --track track-6
    Diff:
        transition 't-1-2' ("fade") between 'shot-1' and 'shot-2' removed
        everything on track 'track-6' from 0:02.000 on (2 items) shifted 1 s later
    """
    tracks = draft.chosen_tracks(options.track)
    touched: list[str] = []
    for track in tracks:
        for name in [name for name in track["items"] if name in draft.items]:
            if draft.items[name]["startTicks"] < options.at < end_of(draft.items[name]):
                pieces = take_out(draft, name, options.at, options.at, track)
                touched += pieces
                if not pieces:
                    note_whole(draft, name)
    touched += shift_from(draft, tracks, options.at, options.length)
    part_halves(draft)
    settle(draft, touched)
