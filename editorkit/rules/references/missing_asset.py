"""The missing-asset rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.pointer import Path
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState
from editorkit.suggestions import closest

_HINTED_AT_MOST = 20  # what is meant is looked for among all assets


@rule(severity=ERROR, evidence=DOCUMENTED, explains=("asset-id-mismatch",))
def missing_asset(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item uses an asset that does not exist.

    What: the `assetId` of an item is no key of `assets`.
    Why: there is nothing to show or play, and the server refuses ids that lead nowhere.
    Example: a video item has `"assetId": "intro"` while the asset is stored as "intro-clip".
    Fix: correct the id, or add the asset under that key.
    Source: the vendor's editor-JSON guide, repair section.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for kind in item_types().values():
        if kind.asset:
            for key, item in state.of_type(kind.name):
                if item["assetId"] not in state.assets and not state.has_asset(item["assetId"]):
                    named[item["assetId"]].append(key)
    for number, (identifier, items) in enumerate(named.items()):
        yield _fault(identifier, items, state, hinted=number < _HINTED_AT_MOST)


def _fault(identifier: str, items: list[str], state: EditorState, *, hinted: bool) -> Fault:
    first, *others = [("items", key, "assetId") for key in items]
    stored: list[Path] = []
    if hinted:
        stored = [("assets", key) for key, asset in state.assets.items() if asset["id"] == identifier]
    users = f"item {wording.name(items[0])} uses" if not others else f"items {wording.listed(items)} use"
    hint = _hint(identifier, items[0], state) if hinted else ""
    message = f"{users} asset {wording.name(identifier)}, which does not exist{hint}"
    return Fault(first, message, (*others, *stored))


def _hint(identifier: str, item: str, state: EditorState) -> str:
    stored = [key for key, asset in state.assets.items() if asset["id"] == identifier]
    if stored:
        return f"; the asset with that id is stored under the key {wording.name(stored[0])}"
    wanted = item_types()[state.items[item]["type"]].asset
    fitting = [key for key, asset in state.assets.items() if asset["type"] == wanted]
    near = closest(identifier, fitting) or closest(identifier, state.assets)
    if near is not None:
        return f" (did you mean {wording.name(near)}?)"
    if any(gone["assetId"] == identifier for gone in state.sound("deletedAssets") or ()):
        return "; it is among the deleted assets, so upload it again or use another one"
    return "; add it to the assets" + (f", or use one that is there: {wording.listed(fitting)}" if fitting else "")
