"""The unused-asset rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState, Entity


@rule(
    severity=INFO,
    evidence=ADVICE,
    after=("schema", "missing-asset", "wrong-asset-type", "orphan-item", "asset-id-mismatch"),
)
def unused_asset(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Nothing uses an asset.

    What: an asset is named by no item, not by the background, not by the brand kit, and in no slot of a motion graphic.
    Why: it is carried along with every save; often it is the trace of an item that was removed by mistake.
    Example: `assets` holds "take-1" after the only clip that showed it was replaced.
    Fix: remove it from `assets`, or put it to use.
    Source: ours; no file saved by the editor holds such an asset.
    """
    if not state.assets:
        return
    used = _used_by_items(state)
    if len(used) < len(state.assets) or not used.issuperset(state.assets):
        used |= _used_elsewhere(state)
        for key in state.assets:
            if key not in used:
                message = f"nothing uses asset {wording.name(key)}; remove it from the assets or put it to use"
                yield Fault(("assets", key), message)


def _used_by_items(state: EditorState) -> set[str]:
    types = (kind.name for kind in item_types().values() if kind.asset)
    return {item["assetId"] for _, item in state.of_type(*types)}


def _used_elsewhere(state: EditorState) -> set[str]:
    background = state.sound("globalBackground") or {}
    brand = state.sound("brandRuntime") or {}
    graphics = [name for _, item in state.of_type("motion-graphic") for name in _named_by(item)]
    return {background.get("imageAssetId"), *brand.get("managedAssetIds", ()), *graphics}


def _named_by(graphic: Entity) -> Iterator[str]:
    for value in (*graphic["slots"].values(), *graphic["props"].values()):
        yield from value if isinstance(value, list) else [value]
