"""The empty-captions rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE)
def empty_captions(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A captions item has no captions to show.

    What: the caption asset of a captions item has no entries.
    Why: the item shows nothing; most often speech recognition or an import went wrong unnoticed.
    Example: `"captions": []` in the asset of a captions item.
    Fix: fill in the captions, or remove the item and its asset.
    Source: our advice.
    """
    users = defaultdict(list)
    for key, item in state.of_type("captions"):
        asset = state.assets.get(item["assetId"])
        if asset is not None and asset["type"] == "caption" and not asset["captions"]:
            users[item["assetId"]].append(key)
    for asset_id, keys in users.items():
        who = "item {} has" if len(keys) == 1 else "items {} have"
        message = f"{who.format(wording.listed(keys))} nothing to show: asset {wording.name(asset_id)} has no captions"
        yield Fault(("assets", asset_id, "captions"), message, tuple(("items", key) for key in keys))
