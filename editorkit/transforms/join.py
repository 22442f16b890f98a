"""The join transform."""

from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

from editorkit import wording
from editorkit.editing.cutting import ANEW
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.options import ITEMS, option
from editorkit.editing.rejoining import rejoin, why_apart
from editorkit.errors import UsageError
from editorkit.transforms import CUTS, makes

Seam = tuple[str, str]  # the ids of the clip that ends there and the one that begins


@dataclass(frozen=True)
class Join:
    """What to join."""

    item: tuple[str, ...] = option(ITEMS, "Only this clip, with the one behind it; may be given several times.", ())


@makes(*CUTS, "asset-removed")
def join(draft: Draft, options: Join) -> None:
    """Make one clip of clips that touch and play on as one, such as the halves of a split.

    The first one stays and lasts as long as both. All clips for which that can be by default, but for effects, motion
    graphics and text templates, of which each plays from its beginning; refused for a named one where it would play
    differently: another source or place in it, another look, a transition or a fade in between.
    Two captions of the same words that touch there become one: they cannot be told from one that was cut in two.

    Example: split --at 1s --item title + join
    Diff:
        'title' lasts 2 s instead of 1 s
        text 'title-2' ("The new kettle") removed from track 'track-1', 0:01.000 to 0:02.000
    """
    chosen = draft.chosen_items(options.item)
    if not options.item:
        chosen = {name: item for name, item in chosen.items() if item["type"] not in ANEW}
    seams = {(made["fromClipId"], made["toClipId"]) for made in draft.transitions.values()}
    heirs: dict[str, str] = {}
    for track in draft.tracks:
        _join_track(draft, track, chosen.keys(), seams, heirs)
    missed = [name for name in options.item if name not in {*heirs, *heirs.values()}]
    if missed:
        raise UsageError(_why_not(draft, missed[0], seams))
    for made in draft.transitions.values():
        made["fromClipId"] = heirs.get(made["fromClipId"], made["fromClipId"])
    draft.forget(heirs.keys())


def _join_track(draft: Draft, track: Entity, chosen: Set[str], seams: Set[Seam], heirs: dict[str, str]) -> None:
    """Join what plays on; heirs: gets the items that are joined, and into which."""
    names = sorted(draft.placed([track]), key=lambda name: draft.items[name]["startTicks"])
    left = ""
    for before, name in pairwise(names):
        left = left or before
        if before not in chosen or (before, name) in seams or why_apart(draft, left, name) is not None:
            left = ""
            continue
        rejoin(draft, left, name)
        heirs[name] = left


def _why_not(draft: Draft, name: str, seams: Set[Seam]) -> str:
    start = draft.items[name]["startTicks"]
    items = draft.placed([draft.home_of(name)])
    behind = [other for other in items if items[other]["startTicks"] >= start and other != name]
    if not behind:
        return f"there is no item behind {wording.name(name)} on its track to join it with"
    other = min(behind, key=lambda each: items[each]["startTicks"])
    why = "there is a transition between them" if (name, other) in seams else why_apart(draft, name, other)
    return f"items {wording.name(name)} and {wording.name(other)} cannot be joined: {why}"
