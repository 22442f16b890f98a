"""The slide transform."""

from dataclasses import dataclass

from editorkit.editing.clips import move_by, settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEM, OFFSET, option
from editorkit.editing.stretching import neighbour, stretch
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class Slide:
    """What to slide, and by how much."""

    item: str = option(ITEM, "The clip.")
    by: int = option(OFFSET, "How much later it is to play; negative for earlier.")


@makes(*CUTS, *MOVES)
def slide(draft: Draft, options: Slide) -> None:
    """Move a clip between its neighbours, which give way.

    The clip itself stays as it is; the one before it ends later and the one behind it begins later, or both earlier.
    Refused where it does not touch both, or a source has no more to give.

    Example: --item shot-2 --by 200ms
    Diff:
        'shot-1' lasts 2.2 s instead of 2 s
        'shot-2' moved 0.2 s later, at 0:02.200
        'shot-3' starts 0.2 s later, at 0:04.200, lasts 1.8 s instead of 2 s, shows its source from 0.3 s instead of 0 s
    """
    leaving = neighbour(draft, options.item, behind=False)
    coming = neighbour(draft, options.item, behind=True)
    stretch(draft, leaving, tail=-options.by)
    stretch(draft, coming, head=options.by)
    move_by(draft, options.item, options.by)
    settle(draft, [leaving, options.item, coming])
