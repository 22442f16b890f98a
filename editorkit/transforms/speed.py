"""The speed transform."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from editorkit.editing.clips import settle
from editorkit.editing.curves import SHORTEST
from editorkit.editing.draft import Draft
from editorkit.editing.options import FACTOR, FLAG, ITEMS, option
from editorkit.editing.pacing import pace
from editorkit.editing.ranges import shift_behind
from editorkit.state import end_of
from editorkit.ticks import nearest
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class Speed:
    """What to play faster or slower."""

    factor: Fraction = option(FACTOR, "How many times as fast: 2, 0.5, 3/2 or 150%.")
    item: tuple[str, ...] = option(ITEMS, "Only this item, its start stays; may be given several times.", ())
    ripple: bool = option(FLAG, "With items, let what comes behind them on their tracks move along.", False)


@makes(*CUTS, *MOVES, "item-speed-changed", "item-changed", "item-restyled", "content-changed")
def speed(draft: Draft, options: Speed) -> None:
    """Play the timeline, or some items of it, faster or slower.

    Source, keyframes, captions, motions, fades and transitions keep step, so that the same is seen in less or more
    time. Refused where an item would overlap another, or play slower than a quarter or faster than 5 times.

    Example: --factor 2 --item voice
    Diff:
        'voice' lasts 1 s instead of 2 s
        'voice' plays at a rate of 2 instead of 1
    """
    if options.item:
        _pace_items(draft, options)
        return
    for name, item in draft.items.items():
        start, end = (nearest(edge / options.factor) for edge in (item["startTicks"], end_of(item)))
        pace(draft, name, options.factor, max(end - start, 1))
        item["startTicks"] = start
    for made in draft.transitions.values():
        shortest = min(SHORTEST, made["durationTicks"])
        made["durationTicks"] = max(int(made["durationTicks"] / options.factor), shortest)
    settle(draft, list(draft.items))


def _pace_items(draft: Draft, options: Speed) -> None:
    chosen = draft.chosen_items(options.item)
    homes = draft.homes_of(chosen) if options.ripple else {}
    changes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, item in chosen.items():
        before, length = end_of(item), max(nearest(item["durationTicks"] / options.factor), 1)
        pace(draft, name, options.factor, length)
        if options.ripple:
            changes[homes[name]["id"]].append((before, end_of(item) - before))
    moved = [name for track in draft.tracks for name in shift_behind(draft, track, changes.get(track["id"], ()))]
    settle(draft, [*options.item, *moved])
