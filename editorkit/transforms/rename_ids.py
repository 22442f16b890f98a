"""The rename-ids transform."""

from collections import Counter
from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import PAIRS, option
from editorkit.errors import UsageError
from editorkit.matching import renamed
from editorkit.rules.structure import danger
from editorkit.suggestions import did_you_mean
from editorkit.transforms import makes


@dataclass(frozen=True)
class RenameIds:
    """The old ids and the new ones."""

    item: dict[str, str] = option(PAIRS, "Ids of items.", None)
    asset: dict[str, str] = option(PAIRS, "Ids of assets.", None)
    track: dict[str, str] = option(PAIRS, "Ids of tracks.", None)
    transition: dict[str, str] = option(PAIRS, "Ids of transitions.", None)


@makes("item-renamed", "asset-renamed", "track-renamed", "transition-renamed", "brand-changed", "item-changed")
def rename_ids(draft: Draft, options: RenameIds) -> None:
    """Rename items, assets, tracks and transitions, everywhere they are named.

    Refused where an id is not there, or the new one is taken.

    Example: --item title=headline
    Diff: item 'title' is now called 'headline'
    """
    renames = {
        "items": options.item or {},
        "assets": options.asset or {},
        "tracks": options.track or {},
        "transitions": options.transition or {},
    }
    for family, names in renames.items():
        ids = {track["id"] for track in draft.tracks} if family == "tracks" else set(draft.state[family])
        taken, given = ids - names.keys(), Counter(names.values())
        for old, new in names.items():
            if old not in ids:
                raise UsageError(f"there is nothing called {wording.name(old)} in {family}{did_you_mean(old, ids)}")
            if not new or new in taken or given[new] > 1:
                raise UsageError(f"{wording.name(old)} cannot be {wording.name(new)}: that id is taken, or empty")
            if danger(new):
                raise UsageError(f"{wording.name(old)} cannot be {wording.name(new)}: that id {danger(new)}")
    draft.state = renamed(draft.state, renames)
