"""An OpenTimelineIO timeline as a state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import opentimelineio as otio

from editorkit.building.naming import Namer, slug
from editorkit.conforming import is_sound
from editorkit.interchange.carrying import RELEASE, carried, parts, state_part, track_part
from editorkit.interchange.flattening import read_lanes
from editorkit.interchange.joining import Joining
from editorkit.interchange.lanes import Clip, Joint, Lane
from editorkit.interchange.layout import Left, merge_left
from editorkit.interchange.media import Library
from editorkit.interchange.placing import Placing, Size
from editorkit.interchange.shortening import shorten
from editorkit.migrations import Note
from editorkit.migrations.draft import Draft, is_number
from editorkit.releases import MARKER
from editorkit.space.frames import SIZES
from editorkit.ticks import TICKS_PER_SECOND

Entity = dict[str, Any]
_WIDTH, _HEIGHT = SIZES["16:9"]
_FRESH: Entity = {
    MARKER: "v1",
    "compositionWidth": _WIDTH,
    "compositionHeight": _HEIGHT,
    "timebaseTicksPerSecond": TICKS_PER_SECOND,
    "outputRatio": "16:9",
}


@dataclass(frozen=True)
class Restored:
    """A state made of a timeline.

    losses: what the timeline holds and a state cannot; pointers into the JSON of the timeline.
    assumptions: what was made up or rounded; pointers into the state.
    """

    state: Entity
    losses: tuple[Note, ...] = ()
    assumptions: tuple[Note, ...] = ()


def from_otio(timeline: otio.schema.Timeline) -> Restored:
    """The state of an OpenTimelineIO timeline, of release 1.1; the timeline is not changed.

    What `to_otio` made comes back as it was, and where another tool changed it, as that has it: the tracks, their order
    and whether they are shown, what is on them and when, sources, speeds, transitions. An item whose clip is gone is
    gone, with its transitions; one whose clip was doubled is there twice.

    Of other timelines clips with a file become items, as large as the frame. What is nested in a track is laid flat, on
    further tracks where several things lie above each other; trims and speeds of tracks and stacks become those of
    their clips. Times are rounded to whole ticks.

    Raises DataError for a time that is none.
    """
    draft = Draft({})
    lanes = read_lanes(timeline, draft)
    content = carried(timeline)
    making = _Making(content, lanes, draft)
    making.put_tracks([making.track(lane) for lane in lanes])
    making.put_rest(content)
    return Restored(draft.state, tuple(draft.losses), tuple(draft.assumptions))


@dataclass(frozen=True)
class _Track:
    """A track without its list, and what goes into that."""

    rest: Entity
    clips: list[str]
    left: list[Left]


class _Making:
    """A state in the making."""

    def __init__(self, content: Entity, lanes: list[Lane], draft: Draft) -> None:
        known = state_part(content)
        root = known or _fresh(draft)
        self._state = draft.state
        self._state |= root | {"tracks": [], "assets": dict(root.get("assets", {})), "items": {}, "transitions": {}}
        self._draft = draft
        self._library = Library(self._state["assets"], _size(root))
        self._tracks = _reserved(track_part(lane.content) for lane in lanes)
        items = _reserved(piece.content for piece in _pieces(lanes, Clip))
        for key in (*(one.id for lane in lanes for one in _left(lane)), *parts(content, "items", "item")):
            items.reserve(key)
        self._placing = Placing(draft, self._library, items, _size(root), has_assets=bool(known))
        transitions = _reserved(piece.content for piece in _pieces(lanes, Joint))
        for key in (*parts(content, "transitions", "transition"), *parts(content, "dangling", "transition")):
            transitions.reserve(key)
        self._joining = Joining(draft, transitions)

    def track(self, lane: Lane) -> _Track:
        """The track of a lane, with its items and transitions."""
        known = track_part(lane.content)
        rest = known or {"id": self._tracks.make(slug(lane.name) or "track"), "muted": False}
        clips = self._joining.join(self._placing.place(lane), rest.get("id"))
        return _Track(rest | {"hidden": not lane.is_enabled}, clips, _left(lane))

    def put_tracks(self, tracks: list[_Track]) -> None:
        """Put in the tracks, with what could not be told as clips; a state has at least one."""
        items = self._state["items"]
        for one in (one for track in tracks for one in track.left if one.item is not None):
            items.setdefault(one.id, one.item)
        for track in tracks:
            left = [(one.position, one.id) for one in track.left if not one.is_again or one.id in items]
            self._state["tracks"].append(track.rest | {"items": merge_left(track.clips, left)})
        if not tracks:
            self._state["tracks"].append({"id": "track", "items": [], "hidden": False, "muted": False})
            self._draft.assume("assumed", ("tracks", 0), "the timeline has no tracks, and a state needs one")

    def put_rest(self, content: Entity) -> None:
        """Put in items on no track and transitions at no seam, and complete what is known only at the end."""
        items, transitions = self._state["items"], self._state["transitions"]
        for key, item in parts(content, "items", "item").items():
            items.setdefault(key, item)
        whole = parts(content, "transitions", "transition").items()
        lasting = {key: made for key, made in whole if {made.get("fromClipId"), made.get("toClipId")} <= items.keys()}
        for key, made in (lasting | parts(content, "dangling", "transition")).items():
            transitions.setdefault(key, made)
        shorten(self._state, self._placing.longer)
        self._library.settle(self._draft)


def _fresh(draft: Draft) -> Entity:
    message = f"the timeline does not say how large the frame is; {_WIDTH} x {_HEIGHT} is assumed"
    draft.assume("assumed", ("compositionWidth",), message)
    return _FRESH


def _size(root: Entity) -> Size:
    return _pixels(root.get("compositionWidth"), _WIDTH), _pixels(root.get("compositionHeight"), _HEIGHT)


def _pixels(stated: Any, usual: int) -> int:
    return int(stated) if is_number(stated) else usual


def _reserved(contents: Iterator[Entity]) -> Namer:
    """A namer that gives out none of the ids that things carry."""
    names = Namer()
    for content in contents:
        names.reserve(str(content.get("id")))
    return names


def _pieces(lanes: list[Lane], kind: type[Clip] | type[Joint]) -> Iterator[Clip | Joint]:
    return (piece for lane in lanes for piece in lane.pieces if isinstance(piece, kind))


def _left(lane: Lane) -> list[Left]:
    found = lane.content.get("left")
    return [Left(**one) for one in found if _is_left(one)] if isinstance(found, list) else []


def _is_left(one: Any) -> bool:
    if not isinstance(one, dict) or one.keys() != Left.__annotations__.keys() or not isinstance(one["id"], str):
        return False
    return isinstance(one["position"], int) and (one["item"] is None or is_sound(RELEASE, "item", one["item"]))
