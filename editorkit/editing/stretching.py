"""Clips made longer or shorter at an end, as far as their sources reach; and what touches them."""

from editorkit import ticks, wording
from editorkit.editing.cutting import cut
from editorkit.editing.draft import Draft
from editorkit.editing.sources import expect_source
from editorkit.errors import UsageError
from editorkit.state import end_of


def stretch(draft: Draft, name: str, *, head: int = 0, tail: int = 0) -> None:
    """Take so many ticks off the ends of a clip; negative numbers add to it. Raises UsageError where that cannot be."""
    item = draft.item(name)
    if item["startTicks"] + head < 0 or not cut(draft, name, head, tail):
        length = ticks.show(item["durationTicks"])
        raise UsageError(
            f"item {wording.name(name)} lasts {length} and cannot give as much, or nothing of it would be seen"
        )
    expect_source(draft, name)


def neighbour(draft: Draft, name: str, *, behind: bool) -> str:
    """The item that touches an item behind it, or before it. Raises UsageError where none does."""
    item, track = draft.item(name), draft.home_of(name)
    for other, each in draft.placed([track]).items():
        edges = (end_of(item), each["startTicks"]) if behind else (end_of(each), item["startTicks"])
        if other != name and edges[0] == edges[1]:
            return other
    where = "behind" if behind else "before"
    raise UsageError(f"nothing touches item {wording.name(name)} {where} it on track {wording.name(track['id'])}")
