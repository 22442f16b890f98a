"""Items come, go and stand elsewhere."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from editorkit import schema
from editorkit.pointer import Path
from editorkit.state import end_of
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, is_plain
from editorkit.testing.edits.steps import AddTrack, Drop, Move, Put, Stand, Step, Unlist
from editorkit.testing.edits.times import NUDGES
from editorkit.testing.faults import Plot
from editorkit.testing.items import SMALLEST_FRAME, Clip, ItemDrawn
from editorkit.testing.plain import plain_part
from editorkit.testing.values import FRAME, SECOND, State, flags

LENGTHS = tuple(FRAME * frames for frames in (30, 3, 15, 90))  # ticks; of new items
_PAUSES = (0, FRAME, SECOND)


class Spot(NamedTuple):
    """Where an item can stand: how long it may be, and where it starts, counted from another item if any; in ticks."""

    track: str
    neighbour: str | None
    choices: Sequence[tuple[int, int]]


def new_item(draw: st.DrawFn, scene: Scene, duration: int, types: Sequence[str] = ()) -> ItemDrawn:
    """An item that nobody has, of some type, and the asset that comes with it. Ticks."""
    assets: dict[str, State] = {}
    kind = draw(st.sampled_from(types or schema.types(scene.release, "item")))
    clip = Clip(draw, scene.release, scene.fresh(draw, kind), kind, duration, SMALLEST_FRAME, assets)
    return ItemDrawn(clip.made(), assets)


def put_in(made: ItemDrawn) -> list[Step]:
    """The steps by which an item and its asset come into a state; no track lists it yet."""
    item, assets = made
    return [Put(("items", item["id"]), item), *(Put(("assets", name), asset) for name, asset in assets.items())]


def take_out(scene: Scene, items: Sequence[str]) -> list[Step]:
    """The steps by which items go, and with them what only they need; tracks still list them."""
    joints = dict.fromkeys(joint for name in items for joint in scene.joints.get(name, ()))
    gone = [("transitions", joint) for joint in joints] + [("items", name) for name in items]
    return [Drop(path) for path in (*gone, *(("assets", asset) for asset in scene.only_of(items)))]


def of_assets(scene: Scene, items: Sequence[str]) -> list[Path]:
    """The assets of items: an edit touches them that may be the last to let go of one."""
    return [("assets", scene.items[name]["assetId"]) for name in items if "assetId" in scene.items[name]]


def with_joints(scene: Scene, items: Sequence[str]) -> list[Path]:
    """Items and the transitions at their ends."""
    joints = [("transitions", joint) for name in items for joint in scene.joints.get(name, ())]
    return [*(("items", name) for name in items), *joints]


def before(scene: Scene, anchor: str) -> Spot:
    """The gap in front of an item. Starts count from that item, so they are below 0."""
    track = scene.home[anchor]
    start = int(scene.items[anchor]["startTicks"])
    room = [
        (length, -length - pause)
        for length in LENGTHS
        for pause in _PAUSES
        if is_plain(start - length - pause) and scene.is_free(track, start - length - pause, start)
    ]
    return Spot(track, anchor, room)


def _gaps(scene: Scene) -> list[Spot]:
    return [spot for spot in (before(scene, anchor) for anchor in scene.home) if spot.choices]


def _ends(scene: Scene) -> list[Spot]:
    return [_end(scene, name) for name in scene.tracks]


def _end(scene: Scene, track: str) -> Spot:
    listed = scene.tracks[track]["items"]
    last = listed[-1] if listed else None
    end = int(end_of(scene.items[last])) if last is not None else 0
    length = int(scene.items[last]["durationTicks"]) if last is not None else 0
    return Spot(track, last, [(new, length + pause) for new in LENGTHS for pause in _PAUSES if is_plain(end + pause)])


def add(draw: st.DrawFn, scene: Scene, spot: Spot, place: Path) -> Draft:
    """An item in a spot; `place` is what of the time on the track it takes."""
    length, offset = draw(st.sampled_from(spot.choices))
    return stood(new_item(draw, scene, length), spot, offset, place)


def stood(made: ItemDrawn, spot: Spot, offset: int, place: Path) -> Draft:
    """An item that starts so many ticks after the neighbour of a spot."""
    name = made.item["id"]
    touched: list[Path] = [("items", name), *(("assets", asset) for asset in made.assets)]
    if spot.neighbour is not None:
        touched.append(("items", spot.neighbour, "startTicks"))
    return Draft(
        [*touched, ("tracks", spot.track, "time", *place)],
        [*put_in(made), Stand(name, spot.track, offset, spot.neighbour)],
    )


@makes("item-added", at=_ends)
def append_item(draw: st.DrawFn, scene: Scene, spot: Spot) -> Draft:
    """A new item stands behind all others of a track, or on a track that had none."""
    return add(draw, scene, spot, ("end",))


@makes("item-added", at=_gaps, needs=lambda plot: plot.item("solid", startTicks=5 * SECOND))
def insert_item(draw: st.DrawFn, scene: Scene, spot: Spot) -> Draft:
    """A new item stands in a gap, as far in front of the next item as was drawn."""
    return add(draw, scene, spot, ("items", str(spot.neighbour)))


@makes("track-added", at=lambda scene: range(len(scene.tracks) + 1))
def add_track_of_items(draw: st.DrawFn, scene: Scene, index: int) -> Draft:
    """A new track comes with one or two new items, one behind the other."""
    track = plain_part(scene.release, "track") | {"id": scene.fresh(draw, "track"), "muted": draw(flags)}
    steps: list[Step] = [AddTrack(track, index)]
    touches: list[Path] = [("track-order",), ("tracks", track["id"])]
    here, start = scene, 0
    for _ in range(draw(st.integers(1, 2))):
        made = new_item(draw, here, draw(st.sampled_from(LENGTHS)))
        name = made.item["id"]
        steps += [*put_in(made), Stand(name, track["id"], start)]
        touches += [("items", name), *(("assets", asset) for asset in made.assets)]
        here, start = here.with_item(made.item), start + made.item["durationTicks"]
    return Draft(touches, steps)


def _removable(scene: Scene) -> list[str]:
    managed = scene.brand.get("managedItemIds", ())
    return [name for name in scene.home if name not in managed and scene.shows_without([name])]


@makes("item-removed", at=_removable)
def remove_item(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An item goes, with its transitions and, where nothing else uses it, its asset."""
    touches = [*with_joints(scene, [name]), *of_assets(scene, [name]), *scene.presence(name)]
    return Draft(touches, [Unlist(name), *take_out(scene, [name])])


def _unjoined(scene: Scene) -> list[str]:
    return [name for name in scene.home if name not in scene.joints]


@makes("item-replaced", at=_unjoined)
def replace_item(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An item of another type takes the id, the place and the time of an item."""
    old = scene.items[name]
    types = [kind for kind in schema.types(scene.release, "item") if kind != old["type"]]
    item, assets = new_item(draw, scene, int(old["durationTicks"]), types)
    made = ItemDrawn(item | {"id": name, "startTicks": old["startTicks"]}, assets)
    new = [("assets", asset) for asset in assets]
    touches = [("items", name), ("tracks", scene.home[name], "time"), *of_assets(scene, [name]), *new]
    return Draft(touches, [*take_out(scene, [name]), *put_in(made)])


def _movable(scene: Scene) -> list[tuple[str, list[int]]]:
    found = [(name, _moves(scene, name, scene.home[name])) for name in _unjoined(scene)]
    return [(name, moves) for name, moves in found if moves]


def _moves(scene: Scene, name: str, track: str, nudges: Sequence[int] = NUDGES) -> list[int]:
    start, end = int(scene.items[name]["startTicks"]), int(end_of(scene.items[name]))
    return [by for by in nudges if is_plain(start + by) and scene.is_free(track, start + by, end + by, without=name)]


@makes("item-moved", at=_movable)
def move_item(draw: st.DrawFn, scene: Scene, place: tuple[str, list[int]]) -> Draft:
    """An item starts at another time at which its track is free."""
    name, moves = place
    touches = [("items", name, "startTicks"), ("tracks", scene.home[name], "time")]
    return Draft(touches, [Move(name, draw(st.sampled_from(moves)))])


def _transferable(scene: Scene) -> list[tuple[str, str, list[int]]]:
    names = [name for name in _unjoined(scene) if scene.is_in_view(scene.items[name])]
    found = [
        (name, track, _moves(scene, name, track, (0, *NUDGES)))
        for name in names
        for track, made in scene.tracks.items()
        if track != scene.home[name] and (not made["hidden"] or scene.shows_without([name]))
    ]
    return [place for place in found if place[2]]


def _two_tracks(plot: Plot) -> None:
    plot.item("solid")
    plot.track()


@makes("item-moved-to-track", at=_transferable, needs=_two_tracks)
def move_item_to_track(draw: st.DrawFn, scene: Scene, place: tuple[str, str, list[int]]) -> Draft:
    """An item stands on another track, at the same or another time at which that track is free."""
    name, track, moves = place
    start = int(scene.items[name]["startTicks"]) + draw(st.sampled_from(moves))
    touches = [("items", name, "startTicks"), ("tracks", track, "time"), *scene.presence(name)]
    return Draft(touches, [Stand(name, track, start)])
