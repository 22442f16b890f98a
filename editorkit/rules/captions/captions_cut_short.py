"""The captions-cut-short rule."""

from collections.abc import Iterator
from fractions import Fraction

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, WARNING, rule
from editorkit.state import EditorState, Entity

_ROUNDING = Fraction(1, 2)


@rule(severity=WARNING, evidence=DOCUMENTED)
def captions_cut_short(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A captions item is over before its last caption is.

    What: the item's content offset plus the end of the last caption is more than the item's duration.
    Why: the last words are cut off, and the export may fail.
    Example: an item of 480000 ticks (2 seconds) whose last caption ends at 2600 ms.
    Fix: let the item last at least as long as the message says; longer is fine.
    Source: the vendor's editor-JSON guide; files saved by the editor always span their captions.
    """
    last: dict[str, float] = {}
    new = state.release == "1.1"
    offset, per_unit = ("contentStartOffsetTicks", 1) if new else ("contentStartOffsetMs", 240)
    for key, item in state.of_type("captions"):
        asset_id = item["assetId"]
        if asset_id not in last:
            last[asset_id] = _last_end(state.asset_of(item))
        end = item[offset] * per_unit + last[asset_id] * ticks.TICKS_PER_MILLISECOND
        if last[asset_id] and end > item["durationTicks"]:
            yield from _judge(key, item, ticks.exact(item[offset]) * per_unit, last[asset_id])


def _last_end(asset: Entity | None) -> float:
    entries = asset["captions"] if asset is not None and asset["type"] == "caption" else ()
    return max([entry["endMs"] for entry in entries], default=0)


def _judge(key: str, item: Entity, offset: Fraction, last: float) -> Iterator[Fault]:
    end = offset + ticks.from_milliseconds(last)
    if end <= item["durationTicks"] + _ROUNDING:
        return
    lead = f" after a lead-in of {ticks.show(offset)}" if offset else ""
    message = (
        f"item {wording.name(key)} lasts {ticks.show(item['durationTicks'])}, but its last caption ends at "
        f"{ticks.show(end)}{lead}; let it last {end.__ceil__()} ticks"
    )
    yield Fault(("items", key, "durationTicks"), message, (("assets", item["assetId"], "captions"),))
