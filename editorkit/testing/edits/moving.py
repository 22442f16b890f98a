"""What moves: keyframes and animations."""

from hypothesis import strategies as st

from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.looks import BOUNDS, touched
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Put
from editorkit.testing.faults import Plot
from editorkit.testing.motions import clip_animations, draw_keyframes, text_animations
from editorkit.testing.values import SHORTEST, State

Place = tuple[str, str]  # the id of an item, and one of its properties
_BOX = (2, 1920)


def _tracks(scene: Scene, moving: bool) -> list[Place]:
    return [
        (name, track)
        for name, item in scene.items.items()
        if scene.is_in_view(item)
        for track in scene.number_tracks(item)
        if bool(item[track]["keyframes"]) == moving
    ]


def _still(scene: Scene) -> list[Place]:
    return _tracks(scene, moving=False)


def _moving(scene: Scene) -> list[Place]:
    return _tracks(scene, moving=True)


def _moved(plot: Plot) -> None:
    plot.item("solid")["opacity"]["keyframes"] = [{"timeTicks": 0, "value": 0}, {"timeTicks": 24_000, "value": 1}]


def _set(scene: Scene, place: Place, keyframes: list[State]) -> Draft:
    name, track = place
    touches = [touched(name, track), ("items", name, "length")]
    return Draft(touches, [Put(("items", name, track, "keyframes"), keyframes)])


def _drawn(draw: st.DrawFn, scene: Scene, place: Place) -> list[State]:
    item, track = scene.items[place[0]], place[1]
    bounds = BOUNDS.get(track, _BOX)
    return draw_keyframes(draw, *bounds, item[track]["value"], int(item["durationTicks"]))


@makes("keyframes-changed", at=_still)
def add_keyframes(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A number track that rested moves, and comes to rest where it was."""
    return _set(scene, place, _drawn(draw, scene, place))


@makes("keyframes-changed", at=_moving, needs=_moved)
def change_keyframes(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """One keyframe of a number track has another value."""
    name, track = place
    frames = scene.items[name][track]["keyframes"]
    number = draw(st.integers(0, len(frames) - 1))
    value = different(draw, st.floats(*BOUNDS.get(track, _BOX)), frames[number]["value"])
    return _set(scene, place, [*frames[:number], frames[number] | {"value": value}, *frames[number + 1 :]])


@makes("keyframes-changed", at=_moving, needs=_moved)
def remove_keyframes(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """One keyframe of a number track goes, or all do and it rests."""
    frames = scene.items[place[0]][place[1]]["keyframes"]
    number = draw(st.integers(0, len(frames)))
    return _set(scene, place, [] if number == len(frames) else [*frames[:number], *frames[number + 1 :]])


def _animated(scene: Scene) -> list[Place]:
    found = [(name, field) for name in scene.items for field in ("animations", "captionAnimations")]
    return [place for place in found if _can_be_animated(scene, *place)]


def _can_be_animated(scene: Scene, name: str, field: str) -> bool:
    item = scene.items[name]
    if field not in scene.known(item) or not scene.is_in_view(item) or item["durationTicks"] < 3 * SHORTEST:
        return False
    is_word_by_word = item["type"] == "captions" and scene.assets[item["assetId"]]["timingGranularity"] == "word"
    return field == "animations" or not is_word_by_word


@makes("animation-changed", at=_animated)
def animate_item(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """An item comes, goes or is there with another animation, or without one."""
    name, field = place
    item, duration = scene.items[name], int(scene.items[name]["durationTicks"])
    make = clip_animations if field == "animations" else text_animations
    old = item.get(field, {})
    motions = different(draw, make(scene.release, duration), old)
    return Draft([("items", name, field), ("items", name, "length")], [Put(("items", name, field), motions)])


def _charts(scene: Scene) -> list[str]:
    return scene.of_type("chart")


@makes("animation-changed", at=_charts, needs=lambda plot: plot.item("chart"))
def animate_chart(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A chart takes more or less time to build up."""
    item = scene.items[name]
    times = st.just(0) | st.integers(SHORTEST, int(item["durationTicks"]))
    path = ("items", name, "animationDurationTicks")
    return Draft([path, ("items", name, "length")], [Put(path, different(draw, times, item["animationDurationTicks"]))])
