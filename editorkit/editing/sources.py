"""How much there is of what a clip plays: its handles."""

from editorkit import ticks, wording
from editorkit.editing.draft import Draft, Entity
from editorkit.errors import UsageError
from editorkit.items import item_types


def expect_source(draft: Draft, name: str) -> None:
    """Raises UsageError where an item plays what lies before the beginning of its source or behind its end."""
    item = draft.item(name)
    if item.get("sourceStartTicks", 0) < 0:
        raise UsageError(f"item {wording.name(name)} would begin before its source does; it has no more to give there")
    length = source_length(draft, item)
    if length is not None and source_end(item) > length:
        raise UsageError(
            f"item {wording.name(name)} would play its source up to {ticks.show(source_end(item))}, which lasts only "
            f"{ticks.show(length)}; it has no more to give there"
        )


def source_end(item: Entity) -> ticks.Exact:
    """Where in its source an item ends, in ticks."""
    return ticks.whole(item["sourceStartTicks"] + item["durationTicks"] * ticks.exact(item["playbackRate"]))


def source_length(draft: Draft, item: Entity) -> ticks.Exact | None:
    """How long the source of an item is, in ticks; None where it has none or starts over at its end."""
    asset = draft.assets.get(item.get("assetId", ""))
    if asset is None or "sourceStartTicks" not in item or item_types()[item["type"]].loops:
        return None
    return ticks.whole(ticks.from_seconds(asset["durationInSeconds"])) if "durationInSeconds" in asset else None
