"""The dangling-brand-reference rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=ADVICE)
def dangling_brand_reference(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The brand kit names items, assets or tracks that do not exist.

    What: an id in `brandRuntime` (`managedItemIds`, `managedAssetIds`, `overlayTrackId`, `underlayTrackId`) leads
        nowhere.
    Why: the brand kit replaces what it manages; what it cannot find it may leave behind or put in twice.
    Example: `"managedItemIds": ["brand-logo"]` after the item "brand-logo" was renamed.
    Fix: bring back what was renamed or removed, or take its id out. Best is to apply the brand kit again in the editor.
    Source: ours.
    """
    brand = state.sound("brandRuntime")
    lost = list(_lost(brand, state)) if brand else []
    if lost:
        (first, _), *others = lost
        what = ", ".join([what for _, what in lost][:4]) + (f" and {len(lost) - 4} more" if len(lost) > 4 else "")
        verb = "does" if len(lost) == 1 else "do"
        message = f"the brand kit names {what}, which {verb} not exist; bring back what was meant or take the ids out"
        yield Fault(first, message, tuple(path for path, _ in others))


def _lost(brand: Entity, state: EditorState) -> Iterator[tuple[Path, str]]:
    for number, item in enumerate(brand["managedItemIds"]):
        if not state.has_item(item):
            yield ("brandRuntime", "managedItemIds", number), f"item {wording.name(item)}"
    for number, asset in enumerate(brand["managedAssetIds"]):
        if not state.has_asset(asset):
            yield ("brandRuntime", "managedAssetIds", number), f"asset {wording.name(asset)}"
    if state.sound("tracks"):
        known = {None, *(track["id"] for _, track in state.tracks)}
        for name in ("overlayTrackId", "underlayTrackId"):
            if brand[name] not in known:
                yield ("brandRuntime", name), f"track {wording.name(brand[name])}"
