"""How long an item lasts, and which part of its source it plays."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from editorkit import ticks
from editorkit.state import end_of
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, is_plain
from editorkit.testing.edits.steps import Move, Put
from editorkit.testing.edits.times import NUDGES
from editorkit.testing.faults import Plot
from editorkit.testing.values import State

_SPEEDS = (1, 0.25, 0.5, 0.75, 1.25, 1.5, 2, 4, 5)
Choices = tuple[str, Sequence[int]]  # an item, and by how many ticks something of it can be changed


def _choices(allow: Callable[[Scene, str, int], bool]) -> Callable[[Scene], list[Choices]]:
    """A function that finds the items of which something can be changed, and by how much."""

    def found(scene: Scene) -> list[Choices]:
        pairs = [(name, [by for by in NUDGES if allow(scene, name, by)]) for name in scene.home]
        return [(name, choices) for name, choices in pairs if choices]

    return found


def _is_joined(scene: Scene, name: str, end: str) -> bool:
    return any(scene.transitions[joint][end] == name for joint in scene.joints.get(name, ()))


def _has_source(item: State) -> bool:
    return "playbackRate" in item


def _can_last(scene: Scene, name: str, by: int) -> bool:
    item, duration = scene.items[name], int(scene.items[name]["durationTicks"]) + by
    if _is_joined(scene, name, "fromClipId") or not is_plain(duration) or duration < scene.least_duration(name):
        return False
    if _has_source(item) and not scene.has_source_for(item, scene.source_start(item), duration, item["playbackRate"]):
        return False
    start = int(item["startTicks"])
    return scene.is_free(scene.home[name], start, start + duration, without=name)


@makes("item-retimed", at=_choices(_can_last))
def retime_item(draw: st.DrawFn, scene: Scene, place: Choices) -> Draft:
    """An item ends earlier or later."""
    name, choices = place
    duration = int(scene.items[name]["durationTicks"]) + draw(st.sampled_from(choices))
    touches = [("items", name, "length"), ("tracks", scene.home[name], "time")]
    return Draft(touches, [Put(("items", name, "durationTicks"), duration)])


def _can_start(scene: Scene, item: State, start: ticks.Exact, duration: int) -> bool:
    """Whether an item can begin there in its source, and last so long; in ticks."""
    return (
        ticks.exact(start).denominator == 1
        and is_plain(int(start))
        and scene.has_source_for(item, start, duration, item["playbackRate"])
    )


def _can_be_trimmed(scene: Scene, name: str, by: int) -> bool:
    item = scene.items[name]
    if not _has_source(item) or _is_joined(scene, name, "toClipId"):
        return False
    start, duration = int(item["startTicks"]) + by, int(item["durationTicks"]) - by
    if not (is_plain(start) and is_plain(duration) and duration >= scene.least_duration(name)):
        return False
    free = scene.is_free(scene.home[name], start, int(end_of(item)), without=name)
    return free and _can_start(scene, item, _later_source(scene, item, by), duration)


def _later_source(scene: Scene, item: State, by: int) -> ticks.Exact:
    return scene.source_start(item) + by * ticks.exact(item["playbackRate"])


def _video(plot: Plot) -> None:
    plot.item("video")


@makes("item-trimmed", at=_choices(_can_be_trimmed), needs=_video)
def trim_head(draw: st.DrawFn, scene: Scene, place: Choices) -> Draft:
    """An item begins later, or earlier, in its source and in the video alike."""
    name, by = place[0], draw(st.sampled_from(place[1]))
    item = scene.items[name]
    field, value = scene.field(item, "sourceStartTicks", int(_later_source(scene, item, by)))
    duration = int(item["durationTicks"]) - by
    touches = [("items", name, "length"), ("items", name, "startTicks"), ("tracks", scene.home[name], "time")]
    puts = [Put(("items", name, "durationTicks"), duration), Put(("items", name, field), value)]
    return Draft(touches, [Move(name, by), *puts])


def _can_slip(scene: Scene, name: str, by: int) -> bool:
    item = scene.items[name]
    return _has_source(item) and _can_start(scene, item, scene.source_start(item) + by, int(item["durationTicks"]))


@makes("item-trimmed", at=_choices(_can_slip), needs=_video)
def slip_item(draw: st.DrawFn, scene: Scene, place: Choices) -> Draft:
    """An item plays an earlier or later part of its source."""
    name, by = place[0], draw(st.sampled_from(place[1]))
    item = scene.items[name]
    field, value = scene.field(item, "sourceStartTicks", int(scene.source_start(item) + by))
    return Draft([("items", name, "length")], [Put(("items", name, field), value)])


def _can_lead_in(scene: Scene, name: str, by: int) -> bool:
    item = scene.items[name]
    if item["type"] != "captions":
        return False
    lead_in = scene.lead_in(item) + by
    return lead_in >= 0 and lead_in + scene.last_caption(item["assetId"]) <= item["durationTicks"]


@makes("item-trimmed", at=_choices(_can_lead_in), needs=lambda plot: plot.item("captions"))
def lead_captions_in(draw: st.DrawFn, scene: Scene, place: Choices) -> Draft:
    """The captions of an item begin earlier or later in it."""
    name, by = place[0], draw(st.sampled_from(place[1]))
    item = scene.items[name]
    field, value = scene.field(item, "contentStartOffsetTicks", int(scene.lead_in(item) + by))
    return Draft([("items", name, "length")], [Put(("items", name, field), value)])


def _adjustable(scene: Scene) -> list[tuple[str, list[float]]]:
    found = [(name, _speeds(scene, item)) for name, item in scene.items.items() if _has_source(item)]
    return [(name, speeds) for name, speeds in found if speeds]


def _speeds(scene: Scene, item: State) -> list[float]:
    start, duration = scene.source_start(item), int(item["durationTicks"])
    others = [speed for speed in _SPEEDS if speed != item["playbackRate"]]
    return [speed for speed in others if scene.has_source_for(item, start, duration, speed)]


@makes("item-speed-changed", at=_adjustable, needs=_video)
def change_speed(draw: st.DrawFn, scene: Scene, place: tuple[str, list[float]]) -> Draft:
    """An item plays slower or faster, as long as before."""
    name, speeds = place
    return Draft([("items", name, "length")], [Put(("items", name, "playbackRate"), draw(st.sampled_from(speeds)))])
