"""Tracks come, go, change places, and are hidden or muted."""

from collections.abc import Callable

from hypothesis import strategies as st

from editorkit.pointer import Path
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.placing import of_assets, take_out, with_joints
from editorkit.testing.edits.scene import Scene
from editorkit.testing.edits.steps import AddTrack, Drop, Put, Rank
from editorkit.testing.faults import Plot
from editorkit.testing.plain import plain_part
from editorkit.testing.values import flags


def _two_tracks(plot: Plot) -> None:
    plot.item("solid")
    plot.item("solid")


@makes("track-added", at=lambda scene: range(len(scene.tracks) + 1))
def add_track(draw: st.DrawFn, scene: Scene, index: int) -> Draft:
    """A new track comes, without items."""
    name = scene.fresh(draw, "track")
    made = plain_part(scene.release, "track") | {"id": name, "hidden": draw(flags), "muted": draw(flags)}
    return Draft([("track-order",), ("tracks", name)], [AddTrack(made, index)])


def _removable(scene: Scene) -> list[str]:
    managed = scene.brand.get("managedItemIds", ())
    tracks = [(name, track["items"]) for name, track in scene.tracks.items() if name not in scene.branded_tracks]
    free = [(name, listed) for name, listed in tracks if not set(managed).intersection(listed)]
    return [name for name, listed in free if len(scene.tracks) > 1 and scene.shows_without(listed)]


@makes("track-removed", at=_removable, needs=_two_tracks)
def remove_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A track goes, and with it its items, their transitions and the assets that only they use."""
    listed = scene.tracks[name]["items"]
    touches: list[Path] = [("track-order",), ("tracks", name), *([("shown",)] if listed else [])]
    touches += [*with_joints(scene, listed), *of_assets(scene, listed)]
    return Draft(touches, [Drop(("tracks", name)), *take_out(scene, listed)])


def _orderable(scene: Scene) -> list[tuple[str, int]]:
    names = list(scene.tracks)
    return [(name, index) for old, name in enumerate(names) for index in range(len(names)) if index != old]


@makes("track-reordered", at=_orderable, needs=_two_tracks)
def reorder_track(draw: st.DrawFn, scene: Scene, place: tuple[str, int]) -> Draft:
    """A track stands in front of or behind others."""
    name, index = place
    return Draft([("track-order",), ("tracks", name, "rank")], [Rank(name, index)])


def _set(name: str, field: str, value: bool, *more: Path) -> Draft:
    path = ("tracks", name, field)
    return Draft([path, *more], [Put(path, value)])


def _having(field: str, value: bool) -> Callable[[Scene], list[str]]:
    """A function that finds the tracks of which something holds, or does not."""
    return lambda scene: [name for name, track in scene.tracks.items() if track[field] is value]


def _hideable(scene: Scene) -> list[str]:
    return [name for name in _having("hidden", False)(scene) if scene.shows_without((), hidden=name)]


@makes("track-hidden", at=_hideable, needs=_two_tracks)
def hide_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A track is hidden, but not the last one that shows something."""
    return _set(name, "hidden", True, ("shown",))


def _showable(scene: Scene) -> list[str]:
    hidden = _having("hidden", True)(scene)
    return [name for name in hidden if all(scene.is_in_view(scene.items[i]) for i in scene.tracks[name]["items"])]


@makes("track-shown", at=_showable, needs=lambda plot: plot.track(hidden=True))
def show_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A hidden track is shown."""
    return _set(name, "hidden", False)


@makes("track-muted", at=_having("muted", False), needs=lambda plot: plot.track())
def mute_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A track is muted."""
    return _set(name, "muted", True)


@makes("track-unmuted", at=_having("muted", True), needs=lambda plot: plot.track(muted=True))
def unmute_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A muted track is heard."""
    return _set(name, "muted", False)


@makes("track-changed", at=lambda scene: list(scene.tracks), releases=("1.1",))
def lock_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A track keeps in step with the others, or no longer does."""
    return _set(name, "syncLocked", not scene.tracks[name].get("syncLocked", False))
