"""The shift transform."""

from dataclasses import dataclass

from editorkit.editing.clips import move_by, settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEMS, OFFSET, TRACKS, option
from editorkit.transforms import MOVES, makes


@dataclass(frozen=True)
class Shift:
    """What to shift, and by how much."""

    by: int = option(OFFSET, "How much later; negative for earlier.")
    item: tuple[str, ...] = option(ITEMS, "Only this item; may be given several times.", ())
    track: tuple[str, ...] = option(TRACKS, "Only the items of this track; may be given several times.", ())


@makes(*MOVES)
def shift(draft: Draft, options: Shift) -> None:
    """Let items start later or earlier.

    All items by default, so that the whole timeline moves. Refused where an item would start before 0 or overlap
    another one. A transition stays while its clips still meet.

    Example: --by 1s --item subtitles
    Diff: 'subtitles' moved 1 s later, at 0:01.200
    """
    chosen = dict(draft.chosen_items(options.item)) if options.item or not options.track else {}
    if options.track:
        chosen |= draft.placed(draft.chosen_tracks(options.track))
    for name in chosen:
        move_by(draft, name, options.by)
    settle(draft, chosen)
