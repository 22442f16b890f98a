"""The ripple-delete transform."""

from collections import defaultdict
from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import FLAG, ITEMS, option
from editorkit.editing.ranges import close_up
from editorkit.state import end_of
from editorkit.transforms import MOVES, makes


@dataclass(frozen=True)
class RippleDelete:
    """What to delete."""

    item: tuple[str, ...] = option(ITEMS, "The item; may be given several times.")
    all_tracks: bool = option(FLAG, "Let what is on other tracks move up, too.", False)


@makes(*MOVES, "item-removed", "brand-changed")
def ripple_delete(draft: Draft, options: RippleDelete) -> None:
    """Delete items, and let what comes behind each move up by its length.

    Only on their own tracks by default. What items share of a time counts once. Refused where items would overlap then.

    Example: --item title
    Diff:
        'lower-third' moved 2 s earlier, at 0:00.000
        text 'title' ("The new kettle") removed from track 'track-1', 0:00.000 to 0:02.000
    """
    gone = {name: draft.item(name) for name in options.item}
    homes = draft.homes_of(gone)
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, item in gone.items():
        for track in draft.tracks if options.all_tracks else [homes[name]]:
            ranges[track["id"]].append((item["startTicks"], end_of(item)))
    draft.drop_items(gone)
    moved = [name for track in draft.tracks for name in close_up(draft, track, ranges[track["id"]])]
    settle(draft, moved)
