"""The source-overrun rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import ItemType, item_types
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Entity

_TOLERANCE = ticks.per_frame(60)


@rule(severity=WARNING, evidence=INFERRED)
def source_overrun(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A video or audio item plays on after its source has ended.

    What: where the item begins in its source, plus its duration times its playback rate, lies behind the end of
        the asset by more than one frame at 60 fps. GIFs and Lottie animations may start over, so they are left out.
    Why: there is nothing left to show or hear at the end of the item.
    Example: an item of 10 seconds at double speed, of an asset with `"durationInSeconds": 15`.
    Fix: let the item end earlier, start earlier in the source, or play slower; or correct the asset's duration.
    Source: true of the editor this format descends from, which keeps items within their source.
    """
    for kind in item_types().values():
        if kind.source_start and not kind.loops:
            name = kind.source_start[state.release]
            per_unit = ticks.TICKS_PER_SECOND if name.endswith("Seconds") else 1
            for key, item in state.of_type(kind.name):
                asset = state.assets.get(item["assetId"])
                if asset is not None and asset["type"] == kind.asset:
                    end = item[name] * per_unit + item["durationTicks"] * item["playbackRate"]
                    if end > asset["durationInSeconds"] * ticks.TICKS_PER_SECOND + _TOLERANCE - 1:
                        yield from _judge(key, item, kind, asset, state)


def _judge(key: str, item: Entity, kind: ItemType, asset: Entity, state: EditorState) -> Iterator[Fault]:
    available = ticks.from_seconds(asset["durationInSeconds"])
    start = kind.source_start_ticks(item, state.release)
    rate = ticks.exact(item["playbackRate"])
    end = start + item["durationTicks"] * rate
    if end <= available + _TOLERANCE:
        return
    asset_path = ("assets", item["assetId"], "durationInSeconds")
    lasts = f"asset {wording.name(item['assetId'])} lasts only {ticks.show(available)}"
    if start >= available:
        message = f"item {wording.name(key)} begins at {ticks.show(start)} of its source, but {lasts}"
        yield Fault(("items", key, kind.source_start[state.release]), message, (asset_path,))
        return
    longest = (available - start) / rate
    message = (
        f"item {wording.name(key)} plays its source up to {ticks.show(end)}, but {lasts}; "
        f"it can last {longest.__floor__()} ticks"
    )
    yield Fault(("items", key, "durationTicks"), message, (asset_path,))
