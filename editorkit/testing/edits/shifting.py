"""All that plays from a time on plays earlier or later."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from editorkit.pointer import Path
from editorkit.state import end_of
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, is_plain
from editorkit.testing.edits.steps import Shift
from editorkit.testing.edits.times import NUDGES
from editorkit.testing.faults import Plot
from editorkit.testing.values import SHORTEST


class Ripple(NamedTuple):
    """The first item of each track that is shifted, and by how many ticks all can be."""

    anchors: Sequence[str]
    choices: Sequence[int]


def ripples(scene: Scene) -> list[Ripple]:
    """Where the end of one track can be shifted, two items or more."""
    anchors = [name for track in scene.tracks.values() for name in track["items"][:-1]]
    return [ripple for ripple in (Ripple([name], _shifts(scene, [name])) for name in anchors) if ripple.choices]


def _broad_ripples(scene: Scene) -> list[Ripple]:
    starts = sorted({item["startTicks"] for item in scene.items.values()})
    many = [anchors for anchors in (_anchors(scene, start) for start in starts) if len(anchors) > 1]
    return [ripple for ripple in (Ripple(anchors, _shifts(scene, anchors)) for anchors in many) if ripple.choices]


def _anchors(scene: Scene, start: int) -> list[str]:
    """The first item of each track that starts at a time or later."""
    tracks = [[name for name in t["items"] if scene.items[name]["startTicks"] >= start] for t in scene.tracks.values()]
    return [names[0] for names in tracks if names]


def _shifts(scene: Scene, anchors: Sequence[str]) -> list[int]:
    if any(scene.transitions[joint]["toClipId"] == name for name in anchors for joint in scene.joints.get(name, ())):
        return []
    listed = [name for anchor in anchors for name in _from(scene, anchor)]
    starts = [int(scene.items[name]["startTicks"]) for name in listed]
    return [by for by in NUDGES if _is_plain(starts, by) and all(_is_free(scene, anchor, by) for anchor in anchors)]


def _from(scene: Scene, anchor: str) -> list[str]:
    listed: list[str] = scene.tracks[scene.home[anchor]]["items"]
    return listed[listed.index(anchor) :]


def _is_plain(starts: Sequence[int], by: int) -> bool:
    """Whether all times stay plain, also where someone else shifts the same items as well."""
    return all(is_plain(start + by) and (by > 0 or start % SHORTEST == by % SHORTEST == 0) for start in starts)


def _is_free(scene: Scene, anchor: str, by: int) -> bool:
    listed = scene.tracks[scene.home[anchor]]["items"]
    place = listed.index(anchor)
    earliest = end_of(scene.items[listed[place - 1]]) if place else 0
    return bool(scene.items[anchor]["startTicks"] + by >= earliest)


def shifted(scene: Scene, anchors: Sequence[str], by: int) -> Draft:
    """What the tracks of these items list from them on starts so many ticks later."""
    homes = {scene.home[name]: name for name in anchors}
    touches: list[Path] = [("items", name, "startTicks") for name in anchors]
    touches += [("tracks", track, "time", "items", name) for track, name in homes.items()]
    if len(homes) > 1:
        touches += [
            ("track-order",),
            *(("tracks", track, "time", "end") for track in scene.tracks if track not in homes),
        ]
    return Draft(touches, [Shift(name, by) for name in anchors])


@makes("items-rippled", at=ripples)
def shift_items(draw: st.DrawFn, scene: Scene, ripple: Ripple) -> Draft:
    """An item and all behind it on its track start earlier or later."""
    return shifted(scene, ripple.anchors, draw(st.sampled_from(ripple.choices)))


def _two_rows(plot: Plot) -> None:
    plot.row("solid")
    plot.row("solid")


@makes("items-rippled", at=_broad_ripples, needs=_two_rows)
def shift_tracks(draw: st.DrawFn, scene: Scene, ripple: Ripple) -> Draft:
    """All that starts at a time or later, on any track, starts earlier or later."""
    return shifted(scene, ripple.anchors, draw(st.sampled_from(ripple.choices)))
