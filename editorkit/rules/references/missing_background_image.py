"""The missing-background-image rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean


@rule(severity=WARNING, evidence=ADVICE)
def missing_background_image(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The background names an asset that does not exist, or that is no image.

    What: `globalBackground.imageAssetId` is no key of `assets`, or the key of an asset of another type.
    Why: the background may stay empty; nothing in the document says which picture was meant.
    Example: `"imageAssetId": "backdrop"` after the asset "backdrop" was removed.
    Fix: name an image asset, or write null, which leaves the picture to `imageUrl`.
    Source: ours; the schema allows null for a picture that is none of the assets.
    """
    background = state.sound("globalBackground") or {}
    identifier = background.get("imageAssetId")
    if identifier is None or state.assets.get(identifier, {}).get("type") == "image":
        return
    path = ("globalBackground", "imageAssetId")
    images = [key for key, asset in state.assets.items() if asset["type"] == "image"]
    what = f"the background names asset {wording.name(identifier)}"
    remedy = "; name an image asset, or write null and leave it to imageUrl"
    if identifier in state.assets:
        found = wording.value(state.assets[identifier]["type"])
        yield Fault(path, f"{what}, which is of type {found}{remedy}", (("assets", identifier),))
    elif not state.has_asset(identifier):
        yield Fault(path, f"{what}, which does not exist{did_you_mean(identifier, images) or remedy}")
