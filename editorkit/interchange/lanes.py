"""An OpenTimelineIO timeline as lanes: what a state has a place for, and notes on all else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from editorkit import schema
from editorkit.interchange.carrying import carried, part
from editorkit.interchange.clips import RATE, RELEASE, has
from editorkit.interchange.rational import ticks_of
from editorkit.migrations.draft import Draft
from editorkit.pointer import Path
from editorkit.wording import counted, name

Entity = dict[str, Any]


@dataclass(frozen=True)
class Clip:
    """A clip. Times are in ticks.

    path: where it is in the file. content: what it carries; empty where it is none of ours. start: where in its file it
    begins. speed: how many times as fast it plays. url: its file, or empty. length: that of the file, if it is known.
    """

    path: Path
    name: str
    content: Entity
    duration: Fraction
    start: Fraction
    speed: float
    url: str
    length: Fraction | None


@dataclass(frozen=True)
class Gap:
    """Nothing, for some ticks."""

    duration: Fraction


@dataclass(frozen=True)
class Joint:
    """A transition, and how long it takes in ticks."""

    path: Path
    name: str
    content: Entity
    duration: Fraction
    is_dissolve: bool


Piece = Clip | Gap | Joint


@dataclass(frozen=True)
class Lane:
    """A track. content: what it carries."""

    name: str
    content: Entity
    is_audio: bool
    is_enabled: bool
    pieces: Sequence[Piece]


def read_lanes(timeline: otio.schema.Timeline, draft: Draft) -> list[Lane]:
    """The lanes of a timeline, topmost first. draft: is told what is lost, with pointers into the timeline's JSON.

    Raises DataError for times that are none.
    """
    if timeline.global_start_time is not None:
        draft.lose("dropped", ("global_start_time",), "a state begins at 0; the start as a timecode is dropped")
    _tell_of_extras(timeline.tracks, ("tracks",), draft)
    found = [_lane(child, ("tracks", "children", index), draft) for index, child in enumerate(timeline.tracks)]
    return found[::-1]


def _lane(child: otio.core.Composable, path: Path, draft: Draft) -> Lane:
    if not isinstance(child, otio.schema.Track):
        return Lane(child.name, {}, False, True, list(_pieces([(path, child)], draft)))
    _tell_of_extras(child, path, draft)
    placed = [((*path, "children", index), inner) for index, inner in enumerate(child)]
    is_audio = child.kind == otio.schema.TrackKind.Audio
    return Lane(child.name, carried(child), is_audio, child.enabled, list(_pieces(placed, draft)))


def _tell_of_extras(thing: otio.core.Item, path: Path, draft: Draft) -> None:
    """Of what a track or a stack may have, and a state has not."""
    if thing.source_range is not None:
        draft.lose("dropped", (*path, "source_range"), f"{name(thing.name)} is trimmed as a whole, and comes untrimmed")
    _tell_of_markers(thing, path, draft)
    for index, effect in enumerate(thing.effects):
        _tell_of_effect(effect, (*path, "effects", index), draft)


def _tell_of_markers(thing: otio.core.Item, path: Path, draft: Draft) -> None:
    if len(thing.markers):
        markers = counted(len(thing.markers), "marker")
        draft.lose("dropped", (*path, "markers"), f"a state has no markers; {markers} of {name(thing.name)} dropped")


def _tell_of_effect(effect: otio.schema.Effect, path: Path, draft: Draft) -> None:
    kind = effect.effect_name or type(effect).__name__
    draft.lose("dropped", path, f"effect {name(kind)} has no counterpart, and is dropped")


def _pieces(placed: Iterable[tuple[Path, otio.core.Composable]], draft: Draft) -> Iterator[Piece]:
    for path, child in placed:
        if isinstance(child, otio.schema.Transition):
            is_dissolve = child.transition_type == otio.schema.TransitionTypes.SMPTE_Dissolve
            duration = ticks_of(child.in_offset) + ticks_of(child.out_offset)
            yield Joint(path, child.name, carried(child), duration, is_dissolve)
        else:
            yield _clip_or_gap(child, path, draft)


def _clip_or_gap(child: otio.core.Item, path: Path, draft: Draft) -> Clip | Gap:
    found = _range_of(child)
    if found is None:
        draft.lose("dropped", path, f"{name(child.name)} does not say how long it is, and is dropped")
        return Gap(Fraction(0))
    duration = max(ticks_of(found.duration), Fraction(0))
    if isinstance(child, otio.schema.Gap):
        return Gap(duration)
    content = _ours(child)
    why = _why_not(child, content)
    if why:
        draft.lose("dropped", path, f"{name(child.name)} {why}; a gap is left in its place")
        return Gap(duration)
    _tell_of_markers(child, path, draft)
    return _clip(child, path, content, found, draft)


def _range_of(child: otio.core.Item) -> otio.opentime.TimeRange | None:
    try:
        return child.trimmed_range()
    except (otio.exceptions.OTIOError, NotImplementedError):
        return None


def _ours(child: otio.core.Item) -> Entity:
    """What a clip carries, if that is an item."""
    content = carried(child)
    is_item = part(content, "item").get("type") in schema.types(RELEASE, "item")
    return content if is_item and isinstance(content.get("id"), str) else {}


def _why_not(child: otio.core.Item, content: Entity) -> str:
    """Why something is not to become an item; empty where it is."""
    if not isinstance(child, otio.schema.Clip):
        return f"is a {type(child).__name__} within a track, which a state cannot hold: flatten it first"
    if not child.enabled:
        return "is disabled, which an item cannot be"
    if not content and not _url(child):
        return f"has no file but a {type(child.media_reference).__name__}, so nothing is known to be shown"
    return ""


def _url(clip: otio.schema.Clip) -> str:
    reference = clip.media_reference
    return reference.target_url or "" if isinstance(reference, otio.schema.ExternalReference) else ""


def _clip(clip: otio.schema.Clip, path: Path, content: Entity, found: otio.opentime.TimeRange, draft: Draft) -> Clip:
    """Ranges in a source may count from the timecode of its first frame; items count from 0."""
    available = clip.media_reference.available_range if clip.media_reference else None
    first = ticks_of(available.start_time) if available else 0
    length = ticks_of(available.duration) if available else None
    start, duration = ticks_of(found.start_time) - first, ticks_of(found.duration)
    return Clip(path, clip.name, content, duration, start, _speed(clip, path, draft), _url(clip), length)


def _speed(clip: otio.schema.Clip, path: Path, draft: Draft) -> float:
    speed = 1.0
    kind = part(_ours(clip), "item").get("type")
    for index, effect in enumerate(clip.effects):
        is_speed = isinstance(effect, otio.schema.LinearTimeWarp) and 0 < effect.time_scalar < float("inf")
        if is_speed and (kind is None or has(kind, RATE)):
            speed *= effect.time_scalar
        else:
            _tell_of_effect(effect, (*path, "effects", index), draft)
    return speed
