"""The wrong-asset-type rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import ItemType, item_types
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=DOCUMENTED)
def wrong_asset_type(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item uses an asset of another type than its own.

    What: the asset that `assetId` names is not of the type that items of this type use. Types have the same name,
        but for captions items, whose assets are of type `caption`.
    Why: an image item cannot show a video, and the server refuses the pair.
    Example: an image item whose `assetId` names an asset of type video.
    Fix: name an asset of the right type, or change the type of the item along with the fields that type needs.
    Source: the vendor's editor-JSON guide.
    """
    for kind in item_types().values():
        if kind.asset and kind.name in state.types_in_use:
            fitting = {key for key, asset in state.assets.items() if asset["type"] == kind.asset}
            users = defaultdict(list)
            for key, item in state.of_type(kind.name):
                if item["assetId"] not in fitting and item["assetId"] in state.assets:
                    users[item["assetId"]].append(key)
            for asset, items in users.items():
                yield _fault(kind, asset, items, state)


def _fault(kind: ItemType, asset: str, items: list[str], state: EditorState) -> Fault:
    first, *others = [("items", key, "assetId") for key in items]
    found = wording.value(state.assets[asset]["type"])
    who = (
        f"items {wording.listed(items)} are of type {wording.value(kind.name)}, but their"
        if others
        else f"item {wording.name(items[0])} is of type {wording.value(kind.name)}, but its"
    )
    message = (
        f"{who} asset {wording.name(asset)} is of type {found}; "
        f"name one of type {wording.value(kind.asset)}{_hint(kind, state)}"
    )
    return Fault(first, message, (*others, ("assets", asset)))


def _hint(kind: ItemType, state: EditorState) -> str:
    fitting = [key for key, asset in state.assets.items() if asset["type"] == kind.asset]
    return f", such as {wording.name(fitting[0])}" if fitting else ""
