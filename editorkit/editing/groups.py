"""Groups that items are of: linked ones, and the captions of one source. Who brings in copies keeps groups apart."""

from collections.abc import Iterable, Sequence
from itertools import count

from editorkit.editing.draft import Entity

GROUPS = ("linkGroupId", "captionGroupId")
"""The fields of items that name a group; null, or a name that all members share."""


def keep_apart(items: Sequence[Entity], others: Iterable[Entity]) -> None:
    """Let some items be of groups of their own where others are of a group of the same name."""
    elsewhere = list(others)
    for field in GROUPS:
        ours, theirs = ({item[field] for item in those if item.get(field) is not None} for those in (items, elsewhere))
        taken = ours | theirs
        fresh: dict[str, str] = {}
        for group in sorted(ours & theirs):
            fresh[group] = next(name for number in count(2) if (name := f"{group}-{number}") not in taken)
            taken.add(fresh[group])
        for item in items:
            if item.get(field) in fresh:
                item[field] = fresh[item[field]]
