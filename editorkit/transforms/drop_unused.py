"""The drop-unused transform."""

from dataclasses import dataclass

from editorkit.editing.draft import Draft
from editorkit.editing.options import ASSETS, FLAG, option
from editorkit.editing.using import used_assets
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
    used = used_assets(draft, draft.items.values()).union(options.keep)
    draft.state["assets"] = {name: asset for name, asset in draft.assets.items() if name in used}
