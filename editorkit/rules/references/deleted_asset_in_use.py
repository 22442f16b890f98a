"""The deleted-asset-in-use rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE)
def deleted_asset_in_use(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An asset is among the assets and among the deleted assets.

    What: the `assetId` of an entry of `deletedAssets` is also a key of `assets`.
    Why: the files of deleted assets are cleaned up, and with them the picture or sound that is still in use.
    Example: an undo brought the asset "music" back, and its entry in `deletedAssets` stayed.
    Fix: take it out of `deletedAssets` if it is to stay, out of `assets` if it is to go.
    Source: ours.
    """
    for number, gone in enumerate(state.sound("deletedAssets") or ()):
        identifier = gone["assetId"]
        if identifier in state.assets:
            message = (
                f"asset {wording.name(identifier)} is among the assets and among the deleted ones, whose files are "
                "cleaned up; take it out of one of the two"
            )
            yield Fault(("deletedAssets", number, "assetId"), message, (("assets", identifier),))
