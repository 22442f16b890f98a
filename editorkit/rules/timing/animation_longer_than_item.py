"""The animation-longer-than-item rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import Animated, EditorState, Entity


@rule(severity=WARNING, evidence=INFERRED)
def animation_longer_than_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item's animations take longer than the item lasts.

    What: the `in` and `out` animations of an item, those of its text, or the animation of a chart need more time
        together than the item has.
    Why: they run into each other or are cut off, and the item is never seen at rest.
    Example: an item of 240000 ticks that fades in and out over 144000 ticks each.
    Fix: shorten the animations until together they fit, or let the item last longer.
    Source: true of the editor this format descends from; no file saved by the editor breaks it.
    """
    for moved in state.animated:
        together = sum(moved.lengths)
        if together > state.durations[moved.item_id] and _length(moved.motions) > moved.item["durationTicks"]:
            yield _about_motions(moved)
    for key, item in state.of_type("chart"):
        if item["animationDurationTicks"] > item["durationTicks"]:
            what = f"the animation of chart {wording.name(key)} takes"
            message = _message(what, item["animationDurationTicks"], item)
            yield Fault(("items", key, "animationDurationTicks"), message)


def _length(motions: Entity) -> int:
    length: int = motions["in"]["durationTicks"] if "in" in motions else 0
    return length + motions["out"]["durationTicks"] if "out" in motions else length


def _about_motions(moved: Animated) -> Fault:
    key, item, name, motions, _ = moved
    slots = [slot for slot in ("in", "out") if slot in motions]
    named = " and ".join(f"{name}.{slot}" for slot in slots)
    what = f"{named} of item {wording.name(key)} {'takes' if len(slots) == 1 else 'together take'}"
    slots.sort(key=lambda slot: -motions[slot]["durationTicks"])
    first, *others = [("items", key, name, slot, "durationTicks") for slot in slots]
    return Fault(first, _message(what, _length(motions), item), tuple(others))


def _message(what: str, length: int, item: Entity) -> str:
    return f"{what} {ticks.show(length)}, but the item lasts only {ticks.show(item['durationTicks'])}"
