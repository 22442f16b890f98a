"""Groups that items are of: linked ones, and the captions of one source. Who brings in copies keeps groups apart."""

from collections import Counter
from collections.abc import Iterable, Sequence

from editorkit.editing.draft import Draft, Entity
from editorkit.matching.references import fresh_names

GROUPS = ("linkGroupId", "captionGroupId")
"""The fields of items that name a group; null, or a name that all members share."""


def part_halves(draft: Draft) -> None:
    """Let second halves of items that were linked be linked with each other, and no longer with the first ones.

    One whose partners were not split stays linked with them.
    """
    halves = [draft.items[name] for name in draft.halves if name in draft.items]
    counts = Counter(item["linkGroupId"] for item in halves if item.get("linkGroupId") is not None)
    taken = {item["linkGroupId"] for item in draft.items.values() if item.get("linkGroupId") is not None}
    fresh = {group: _fresh(group, taken) for group, number in counts.items() if number > 1}
    for item in halves:
        if item.get("linkGroupId") in fresh:
            item["linkGroupId"] = fresh[item["linkGroupId"]]


def _fresh(group: str, taken: set[str]) -> str:
    """A name that no group has, made of one; it is taken then."""
    name = next(fresh_names(group, taken))
    taken.add(name)
    return name


def keep_apart(items: Sequence[Entity], others: Iterable[Entity]) -> None:
    """Let some items be of groups of their own where others are of a group of the same name."""
    elsewhere = list(others)
    for field in GROUPS:
        ours, theirs = ({item[field] for item in those if item.get(field) is not None} for those in (items, elsewhere))
        taken = ours | theirs
        fresh = {group: _fresh(group, taken) for group in sorted(ours & theirs)}
        for item in items:
            if item.get(field) in fresh:
                item[field] = fresh[item[field]]
