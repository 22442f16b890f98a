"""The move transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEM, TIME, TRACK, option
from editorkit.transforms import MOVES, makes


@dataclass(frozen=True)
class Move:
    """What to move, and where to."""

    item: str = option(ITEM, "The item.")
    to: int | None = option(TIME, "When it is to start; as before by default.", None)
    track: str | None = option(TRACK, "The track it is to stand on; its own by default.", None)


@makes(*MOVES, "item-moved-to-track")
def move(draft: Draft, options: Move) -> None:
    """Move an item to another time or track.

    Refused where it would overlap another item. A transition stays while its clips still meet.

    Example: --item ticker --to 1s
    Diff: 'ticker' moved 1 s later, at 0:01.000
    """
    item, home = draft.item(options.item), draft.home_of(options.item)
    if options.to is not None:
        item["startTicks"] = options.to
    target = home if options.track is None else draft.track(options.track)
    if target is not home:
        home["items"] = [name for name in home["items"] if name != options.item]
        target["items"] = [*target["items"], options.item]
        draft.drop_transitions_of(options.item)
    settle(draft, [options.item])
