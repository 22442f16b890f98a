"""The asset-without-source rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=ADVICE)
def asset_without_source(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An asset that items use has no file behind it.

    What: neither `remoteUrl` nor `remoteKey` of an asset says where its file is. Caption assets carry their words
        themselves, and lottie assets may do so by `resourceJson` or `resourceComponentId`; they need none.
    Why: the server that renders has no other way to the file, so the item stays empty or the export fails.
    Example: `"remoteUrl": null` and no `remoteKey`, saved before the upload had finished.
    Fix: upload the file, and write its address to `remoteUrl` and its key to `remoteKey`.
    Source: ours.
    """
    empty = {key for key, asset in state.assets.items() if not _has_source(asset)}
    users: dict[str, list[str]] = defaultdict(list)
    for kind in item_types().values() if empty else ():
        if kind.asset:
            for key, item in state.of_type(kind.name):
                if item["assetId"] in empty:
                    users[item["assetId"]].append(key)
    for asset, items in users.items():
        plural = "item" if len(items) == 1 else "items"
        verb = "uses" if len(items) == 1 else "use"
        message = (
            f"asset {wording.name(asset)}, which {plural} {wording.listed(items)} {verb}, has neither remoteUrl nor "
            "remoteKey; upload its file and write where it is"
        )
        yield Fault(("assets", asset), message, tuple(("items", key, "assetId") for key in items))


def _has_source(asset: Entity) -> bool:
    return bool(
        asset.get("remoteUrl")
        or asset.get("remoteKey")
        or asset["type"] == "caption"
        or (asset["type"] == "lottie" and (asset.get("resourceJson") or asset.get("resourceComponentId")))
    )
