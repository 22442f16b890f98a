"""Another state brought into the one at hand: its ids made fresh, its assets shared, its size made the same."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from editorkit import releases
from editorkit.diffing.bringing import bring_up, read_state
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.scaling import scale_item
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.matching import FAMILIES, renamed, same

_RELEASE = "1.1"


def bring_in(draft: Draft, given: Mapping[str, Any], at: int) -> list[Entity]:
    """Put the items, assets and transitions of a state among those of a draft; its tracks, to be placed.

    at: when what it plays at 0 is to play, in ticks. Raises UsageError for what is no state, and for one of another
    ratio.
    """
    taken = read_state(given, "the other state")
    other = Draft(copied(taken if releases.detect(taken)[0] == _RELEASE else bring_up(taken, _RELEASE)))
    factor = _factor(draft.state, other.state)
    renames: dict[str, dict[str, str]] = {family: {} for family in FAMILIES}
    for name, asset in other.assets.items():
        known = draft.assets.get(name)
        if known is not None and not same(known, asset):
            renames["assets"][name] = draft.fresh("assets", name, other.assets)
    for family in ("items", "transitions"):
        taken_ids = draft.state[family]
        theirs = other.state[family]
        renames[family] = {name: draft.fresh(family, name, theirs) for name in theirs if name in taken_ids}
    ours, theirs = ({track["id"] for track in each.tracks} for each in (draft, other))
    renames["tracks"] = {name: draft.fresh("tracks", name, theirs) for name in sorted(ours & theirs)}
    state = renamed(other.state, renames)
    for item in state["items"].values():
        item["startTicks"] += at
        if factor != 1:
            scale_item(item, factor)
    for family in ("items", "assets", "transitions"):
        draft.state[family] = draft.state[family] | state[family]
    brought: list[Entity] = state["tracks"]
    return brought


def _factor(state: Entity, other: Entity) -> Fraction:
    width, height = (Fraction(state[f"composition{side}"], other[f"composition{side}"]) for side in ("Width", "Height"))
    if width != height:
        sizes = (f"{each['compositionWidth']} by {each['compositionHeight']}" for each in (state, other))
        raise UsageError(f"the states are of different ratios, {' and '.join(sizes)} pixels; make them alike first")
    return width
