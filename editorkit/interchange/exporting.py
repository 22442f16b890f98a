"""A state as an OpenTimelineIO timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import opentimelineio as otio

from editorkit import pointer, wording
from editorkit.conforming import expect_sound
from editorkit.diffing.bringing import read_state
from editorkit.interchange.carrying import RELEASE, carry
from editorkit.interchange.clips import Entity, clip_of
from editorkit.interchange.layout import Layout, Left, Placed, seams_of
from editorkit.interchange.rational import range_of, time_of
from editorkit.migrations import Migrated, Note, migrate
from editorkit.pointer import Path

_DISSOLVE = "fade"


@dataclass(frozen=True)
class Converted:
    """A state as a timeline.

    losses: what other tools will not show or hear as it is, although it comes back; pointers into the state.
    assumptions: what was made up to bring an older state to release 1.1.
    """

    timeline: otio.schema.Timeline
    losses: tuple[Note, ...] = ()
    assumptions: tuple[Note, ...] = ()


def to_otio(state: Mapping[str, Any], name: str = "", fps: int | None = None) -> Converted:
    """A state as an OpenTimelineIO timeline; the state itself is not changed.

    state: of any release; an older one is brought to 1.1 first. name: what to call the timeline.
    fps: the frame rate of an older state, 30 or 60, where it counts in frames.

    Times are at a rate of 240,000 to the second, so they are exact. Tracks stand bottom to top. A track of nothing but
    sounds is an audio track; a hidden one is not enabled. Items are clips, with a reference to their file if they have
    one, else to a generator of the name of their type. All that is not told so rides along: see `carrying`.

    Raises UsageError for what is no state, and for one whose schema refuses more than a word of the runtime's.
    """
    migrated = migrate(read_state(state, "the state given"), RELEASE, fps)
    sound = migrated.state
    expect_sound(sound, RELEASE, "the state", "converted")
    making = _Making(sound)
    stack = [making.track(index, track) for index, track in enumerate(sound["tracks"])]
    timeline = otio.schema.Timeline(name=name)
    timeline.tracks.extend(reversed(stack))
    carry(timeline, making.rest())
    return Converted(timeline, (*migrated.losses, *making.losses), (*_told(migrated), *migrated.assumptions))


class _Making:
    """A timeline in the making, and what is left to be told of the state."""

    def __init__(self, state: Entity) -> None:
        self._state = state
        self._layout = Layout(dict(state["items"]), seams=seams_of(state["transitions"]))
        self._transitions = dict(state["transitions"])
        self.losses: list[Note] = []

    def track(self, index: int, track: Entity) -> otio.schema.Track:
        """The track of a track."""
        placed, left = self._layout.lay_out(track["items"])
        made = otio.schema.Track(name=track["id"], kind=_kind([one.item for one in placed]))
        made.enabled = not track["hidden"]
        for one, joint in zip(placed, self._layout.joints(track["id"], placed), strict=True):
            made.extend(self._children(one, joint))
        rest = {key: value for key, value in track.items() if key != "items"}
        carry(made, {"track": rest, "left": left})
        self._tell_of_track(index, track, left)
        return made

    def rest(self) -> Entity:
        """What the timeline itself carries: the state without what its tracks hold.

        Transitions that no seam holds are kept apart by whether both of their clips are there: of those that were
        whole, the ones that lose a clip are to go.
        """
        held = ("tracks", "items", "transitions")
        both = {key: made for key, made in self._transitions.items() if self._has_both(made)}
        dangling = {key: made for key, made in self._transitions.items() if key not in both}
        for key in self._transitions:
            self._lose(("transitions", key), "it does not stand between two clips that touch on its track")
        return {
            "state": {key: value for key, value in self._state.items() if key not in held},
            "items": self._layout.items,
            "transitions": both,
            "dangling": dangling,
        }

    def _children(self, one: Placed, joint: str | None) -> Iterable[otio.core.Composable]:
        if joint is not None:
            yield _transition_of(joint, self._transitions.pop(joint))
        if one.gap:
            yield otio.schema.Gap(source_range=range_of(0, one.gap))
        yield clip_of(one.id, one.item, one.duration, self._state["assets"])

    def _has_both(self, made: Entity) -> bool:
        return made["fromClipId"] in self._state["items"] and made["toClipId"] in self._state["items"]

    def _tell_of_track(self, index: int, track: Entity, left: list[Left]) -> None:
        if track["muted"]:
            self._lose(("tracks", index, "muted"), "other tools know no muted tracks, and play it")
        for one in left:
            why = "it overlaps the items before it, is out of order, or listed without being there to be shown"
            self._lose(("tracks", index, "items", one.position), f"{wording.name(one.id)} is shown nowhere: {why}")

    def _lose(self, path: Path, why: str) -> None:
        message = f"{wording.subject(path, self._state)} rides along unseen: {why}"
        self.losses.append(Note("unseen", pointer.show(path), message))


def _transition_of(key: str, made: Entity) -> otio.schema.Transition:
    duration = int(made["durationTicks"])
    names = otio.schema.TransitionTypes
    transition = otio.schema.Transition(
        name=key,
        transition_type=names.SMPTE_Dissolve if made["type"] == _DISSOLVE else names.Custom,
        in_offset=time_of(duration // 2),
        out_offset=time_of(duration - duration // 2),
    )
    carry(transition, {"id": key, "transition": made})
    return transition


def _kind(items: list[Entity]) -> str:
    is_sound = bool(items) and all(item["type"] == "audio" for item in items)
    kind: str = otio.schema.TrackKind.Audio if is_sound else otio.schema.TrackKind.Video
    return kind


def _told(migrated: Migrated) -> Iterable[Note]:
    if migrated.release_from != RELEASE:
        message = f"the state is of release {migrated.release_from}, and comes back as one of {RELEASE}"
        yield Note("migrated", "", message)
