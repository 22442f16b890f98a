"""Another state brought into the one at hand: its ids made fresh, its assets shared, its size made the same."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from editorkit.editing.draft import Draft, Entity
from editorkit.editing.groups import keep_apart
from editorkit.editing.scaling import scale_item
from editorkit.editing.taking import take_other
from editorkit.errors import UsageError
from editorkit.matching import FAMILIES, Renames, references, renamed, same


def bring_in(draft: Draft, given: Mapping[str, Any], at: int) -> list[Entity]:
    """Put the items, assets and transitions of a state among those of a draft; its tracks, to be placed.

    at: when what it plays at 0 is to play, in ticks. Raises UsageError for what is no state that can be edited, and for
    one of another ratio.
    """
    taken, notes = take_other(given, "the other state", "brought in", draft.fps)
    draft.notes += notes
    other = Draft(taken)
    factor = _factor(draft.state, other.state)
    state = renamed(other.state, _renames(draft, other))
    brought = list(state["items"].values())
    for item in brought:
        item["startTicks"] += at
        if factor != 1:
            scale_item(item, factor)
    background = other.state.get("globalBackground")
    if background is not None and not same(background, draft.state.get("globalBackground")):
        draft.note(("globalBackground",), "the background of the other state stays behind")
    keep_apart(brought, draft.items.values())
    draft.users.update(item["assetId"] for item in brought if "assetId" in item)
    for family in ("items", "assets", "transitions"):
        draft.state[family] = draft.state[family] | state[family]
    tracks: list[Entity] = state["tracks"]
    return tracks


def _renames(draft: Draft, other: Draft) -> Renames:
    """Fresh ids for all that another state names and this one does, too; but for assets that are equal."""
    ours, theirs = _named(draft.state), _named(other.state)
    shared = {name for name, asset in other.assets.items() if name in draft.assets and same(draft.assets[name], asset)}
    found: dict[str, dict[str, str]] = {}
    for family in FAMILIES:
        taken = ours[family] | theirs[family]
        both = (ours[family] & theirs[family]) - (shared if family == "assets" else set())
        found[family] = {name: draft.fresh(family, name, taken) for name in sorted(both)}
    return found


def _named(state: Entity) -> dict[str, set[str]]:
    """Every id that stands in a state, by family: of what is there, of what is missing, and of assets that are gone."""
    found: dict[str, set[str]] = defaultdict(set)
    for family, name in references(state):
        found[family].add(name)
    for family in ("items", "assets", "transitions"):
        found[family].update(state[family])
    found["assets"].update(gone["assetId"] for gone in state.get("deletedAssets") or ())
    return found


def _factor(state: Entity, other: Entity) -> Fraction:
    width, height = (Fraction(state[f"composition{side}"], other[f"composition{side}"]) for side in ("Width", "Height"))
    if width != height:
        sizes = (f"{each['compositionWidth']} by {each['compositionHeight']}" for each in (state, other))
        raise UsageError(f"the states are of different ratios, {' and '.join(sizes)} pixels; make them alike first")
    return width
