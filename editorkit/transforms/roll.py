"""The roll transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEM, OFFSET, option
from editorkit.editing.stretching import neighbour, stretch
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class Roll:
    """Which edit point to roll, and by how much."""

    item: str = option(ITEM, "The clip before the edit point.")
    by: int = option(OFFSET, "How much later the edit point is to be; negative for earlier.")


@makes(*CUTS, *MOVES)
def roll(draft: Draft, options: Roll) -> None:
    """Move the edit point between two clips that touch.

    The first ends later and the second begins later, or both earlier; nothing else moves. Refused where a source has
    no more to give, or a clip would be all but gone.

    Example: --item shot-1 --by 200ms
    Diff:
        'shot-1' lasts 2.2 s instead of 2 s
        'shot-2' starts 0.2 s later, at 0:02.200, lasts 1.8 s instead of 2 s
        keyframes of scaleX of 'shot-2' changed (3 changes)
        keyframes of scaleY of 'shot-2' changed (3 changes)
    """
    coming = neighbour(draft, options.item, behind=True)
    stretch(draft, options.item, tail=-options.by)
    stretch(draft, coming, head=options.by)
    settle(draft, [options.item, coming])
