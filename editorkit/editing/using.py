"""What uses the assets of a timeline."""

from collections.abc import Iterable, Iterator

from editorkit.editing.draft import Draft, Entity


def used_assets(draft: Draft, items: Iterable[Entity]) -> set[str]:
    """The ids by which some items, the background and the brand use assets, and words that may be such ids."""
    used = {name for item in items for name in _named_by(item)}
    used.add((draft.state.get("globalBackground") or {}).get("imageAssetId") or "")
    used.update((draft.state.get("brandRuntime") or {}).get("managedAssetIds", ()))
    return used


def _named_by(item: Entity) -> Iterator[str]:
    if "assetId" in item:
        yield item["assetId"]
    if item["type"] == "motion-graphic":
        for value in (*item["slots"].values(), *item["props"].values()):
            yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
