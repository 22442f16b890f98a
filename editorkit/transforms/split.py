"""The split transform."""

from dataclasses import dataclass

from editorkit import ticks, wording
from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.groups import part_halves
from editorkit.editing.options import ITEMS, TIME, option
from editorkit.editing.splitting import note_whole
from editorkit.editing.splitting import split as split_item
from editorkit.errors import UsageError
from editorkit.state import end_of
from editorkit.transforms import CUTS, makes


@dataclass(frozen=True)
class Split:
    """Where to split what."""

    at: int = option(TIME, "The time to split at.")
    item: tuple[str, ...] = option(ITEMS, "Only this item; may be given several times.", ())


@makes(*CUTS)
def split(draft: Draft, options: Split) -> None:
    """Split items in two at a time.

    All items that play then by default. Both halves together play as the whole did: the first keeps the motion and the
    fade of the beginning, the second those of the end and goes on in the source; but effects, motion graphics and text
    templates begin anew. Refused where a named item does not play then.

    Example: --at 1s --item title
    Diff:
        'title' lasts 1 s instead of 2 s
        text 'title-2' ("The new kettle") added on track 'track-1', 0:01.000 to 0:02.000
    """
    chosen = draft.chosen_items(options.item)
    done: set[str] = set()
    halves: list[str] = []
    for track in draft.tracks:
        for name in [name for name in track["items"] if name in chosen and _plays(draft, name, options.at)]:
            pieces = split_item(draft, name, options.at, track)
            halves += pieces
            if pieces:
                done.add(name)
            else:
                note_whole(draft, name)
    missed = [name for name in options.item if name not in done]
    if missed:
        raise UsageError(
            f"item {wording.name(missed[0])} does not play at {ticks.show(options.at)}, or is all but over"
        )
    part_halves(draft)
    settle(draft, halves)


def _plays(draft: Draft, name: str, time: int) -> bool:
    item = draft.items[name]
    return bool(item["startTicks"] < time < end_of(item))
