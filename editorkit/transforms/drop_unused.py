"""The drop-unused transform."""

from dataclasses import dataclass

from editorkit.editing.draft import Draft
from editorkit.editing.options import ASSETS, FLAG, option
from editorkit.transforms import makes


@dataclass(frozen=True)
class DropUnused:
    """What else to drop, and what to keep."""

    orphans: bool = option(FLAG, "Drop the items that are on no track, too.", False)
    keep: tuple[str, ...] = option(ASSETS, "Keep this asset; may be given several times.", ())


@makes("asset-removed", "item-removed", "brand-changed", "transition-removed")
def drop_unused(draft: Draft, options: DropUnused) -> None:
    """Drop the assets that nothing uses.

    Items, the background, the brand and motion graphics are looked at.

    Example: ripple-delete --item shot-3 + drop-unused
    Diff: asset 'loop' ("gif") removed
    """
    if options.orphans:
        draft.drop_items(draft.items.keys() - draft.placed().keys())
    used: set[str | None] = set(options.keep)
    used.update(item.get("assetId", "") for item in draft.items.values())
    used.add((draft.state.get("globalBackground") or {}).get("imageAssetId"))
    used.update((draft.state.get("brandRuntime") or {}).get("managedAssetIds", ()))
    for item in draft.items.values():
        if item["type"] == "motion-graphic":
            for value in (*item["slots"].values(), *item["props"].values()):
                used.update(each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
    draft.state["assets"] = {name: asset for name, asset in draft.assets.items() if name in used}
