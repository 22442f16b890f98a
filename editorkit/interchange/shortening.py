"""Items of ours whose clips another tool made shorter: what lies beyond their ends is cut, as our own edits cut it."""

from dataclasses import dataclass
from typing import Any

from editorkit import schema, ticks
from editorkit.editing.cutting import cut, fit_motions
from editorkit.editing.draft import Draft
from editorkit.interchange.carrying import RELEASE
from editorkit.interchange.clips import RATE, START
from editorkit.matching import with_integers

Entity = dict[str, Any]


@dataclass(frozen=True)
class Longer:
    """An item as it was when it was longer, and where in it its clip begins now, in ticks."""

    item: Entity
    start: int


def shorten(state: Entity, before: dict[str, Longer]) -> None:
    """Cut items of a state to the lengths they have; before: those that were longer, by their ids."""
    draft = Draft(state)
    for key, longer in before.items():
        item = state["items"][key] = with_integers(state["items"][key])
        told = {field: item[field] for field in ("startTicks", "durationTicks", START, RATE) if field in item}
        lost = int(longer.item["durationTicks"]) - item["durationTicks"]
        head = min(max(_skipped(longer, item), 0), lost)
        item.update({"startTicks": item["startTicks"] - head, "durationTicks": item["durationTicks"] + lost})
        if not cut(draft, key, head, lost - head, opens=not head, closes=head == lost, even_unseen=True):
            item.update(told)
            _drop_what_is_beyond(item)
        item.update(told)


def _skipped(longer: Longer, item: Entity) -> int:
    """How much of its beginning an item lost, in ticks of the timeline."""
    if START not in item:
        return longer.start
    return ticks.nearest((item[START] - ticks.exact(longer.item[START])) / ticks.exact(longer.item[RATE]))


def _drop_what_is_beyond(item: Entity) -> None:
    for name in schema.number_tracks(RELEASE, item["type"]):
        if name in item:
            points = [point for point in item[name]["keyframes"] if point["timeTicks"] < item["durationTicks"]]
            item[name] = item[name] | {"keyframes": points}
    fit_motions(item)
