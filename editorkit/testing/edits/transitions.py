"""Transitions come, go and change."""

from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from editorkit.items import item_types
from editorkit.state import end_of
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene
from editorkit.testing.edits.steps import Drop, Put
from editorkit.testing.faults import Plot
from editorkit.testing.motions import transition_motions
from editorkit.testing.values import SHORTEST


class Seam(NamedTuple):
    """Two clips that touch, and the longest that a transition between them may be, in ticks."""

    track: str
    leaving: str
    coming: str
    longest: int


def _longest(scene: Scene, leaving: str, coming: str) -> int:
    return int(min(scene.items[name]["durationTicks"] for name in (leaving, coming))) // 2


def _seams(scene: Scene) -> list[Seam]:
    joined = {made["toClipId"] for made in scene.transitions.values()}
    found = [
        Seam(track, leaving, coming, _longest(scene, leaving, coming))
        for track, made in scene.tracks.items()
        for leaving, coming in pairwise(made["items"])
        if coming not in joined and _can_be_joined(scene, leaving, coming)
    ]
    return [seam for seam in found if seam.longest >= SHORTEST]


def _can_be_joined(scene: Scene, leaving: str, coming: str) -> bool:
    pair = [scene.items[leaving], scene.items[coming]]
    media = [kind.name for kind in item_types().values() if kind.visible and kind.asset == kind.name]
    return bool(end_of(pair[0]) == pair[1]["startTicks"]) and all(item["type"] in media for item in pair)


@makes("transition-added", at=_seams)
def add_transition(draw: st.DrawFn, scene: Scene, seam: Seam) -> Draft:
    """A transition leads from a clip to the next one, which it touches."""
    name = scene.fresh(draw, "transition")
    ends = {"id": name, "trackId": seam.track, "fromClipId": seam.leaving, "toClipId": seam.coming}
    made = draw(transition_motions(scene.release, seam.longest)) | ends
    facts = ("type", "length", "startTicks")
    clips = [("items", clip, fact) for clip in (seam.leaving, seam.coming) for fact in facts]
    return Draft(
        [("transitions", name), ("tracks", seam.track, "time", "items", seam.coming), *clips],
        [Put(("transitions", name), made)],
    )


def _joined(plot: Plot) -> None:
    plot.join(*plot.row("image"))


@makes("transition-removed", at=lambda scene: list(scene.transitions), needs=_joined)
def remove_transition(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A transition goes."""
    return Draft([("transitions", name)], [Drop(("transitions", name))])


def _changeable(scene: Scene) -> list[str]:
    return [name for name, made in scene.transitions.items() if _longest_of(scene, name) >= SHORTEST]


def _longest_of(scene: Scene, name: str) -> int:
    made = scene.transitions[name]
    return _longest(scene, made["fromClipId"], made["toClipId"])


@makes("transition-changed", at=_changeable, needs=_joined)
def change_transition(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A transition is of another type, takes longer or shorter, or goes another way."""
    old = scene.transitions[name]
    ends = {field: old[field] for field in ("id", "trackId", "fromClipId", "toClipId")}
    motions = transition_motions(scene.release, _longest_of(scene, name)).map(lambda made: made | ends)
    made = draw(motions.filter(lambda made: made != old))
    clips = [("items", old[end], "length") for end in ("fromClipId", "toClipId")]
    return Draft([("transitions", name), *clips], [Put(("transitions", name), made)])
