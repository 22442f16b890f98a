"""An OpenTimelineIO timeline as lanes: what is nested in tracks lies flat on lanes of its own; notes on all else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import opentimelineio as otio

from editorkit.interchange.carrying import carried
from editorkit.interchange.lanes import APART, Clip, Gap, Lane, Piece, Window
from editorkit.interchange.pieces import Reader
from editorkit.migrations.draft import Draft
from editorkit.pointer import Path
from editorkit.wording import name


def read_lanes(timeline: otio.schema.Timeline, draft: Draft) -> list[Lane]:
    """The lanes of a timeline, topmost first. draft: is told what is lost, with pointers into the timeline's JSON.

    Raises DataError for times that are none.
    """
    reader = Reader(draft)
    if timeline.global_start_time is not None:
        draft.lose("dropped", ("global_start_time",), "a state begins at 0; the start as a timecode is dropped")
    reader.see_metadata(timeline, ())
    whole = _Flattening(reader).block(timeline.tracks, ("tracks",), is_audio=False, is_nested=False)
    reader.tell_in_the_end()
    return [replace(lane, is_enabled=lane.is_enabled and timeline.tracks.enabled) for lane in reversed(whole.lanes)]


@dataclass
class _Block:
    """Something on a track: how long it is there, in ticks, and the lanes it takes up, the lowest first."""

    duration: Fraction
    lanes: list[Lane]


class _Layers:
    """Further lanes that what is nested in a track needs, the lowest first."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[bool, int], list[Piece]] = {}
        self._ends: dict[tuple[bool, int], Fraction] = {}
        self._names: dict[tuple[bool, int], str] = {}

    def put(self, others: Iterable[Lane], time: Fraction) -> None:
        """Put lanes on at a time, those of sounds and of pictures apart."""
        counts = {True: 0, False: 0}
        for lane in others:
            key = lane.is_audio, counts[lane.is_audio]
            counts[lane.is_audio] += 1
            self._names.setdefault(key, lane.name)
            self._pieces.setdefault(key, []).extend([Gap(time - self._ends.get(key, Fraction(0))), *lane.pieces])
            self._ends[key] = time + lane.length

    def lanes(self) -> list[Lane]:
        """Them all."""
        return [Lane(self._names[key], {}, key[0], True, pieces) for key, pieces in self._pieces.items()]


class _Flattening:
    """Lays stacks and tracks flat, whatever they are nested in."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def block(self, thing: otio.core.Item, path: Path, *, is_audio: bool, is_nested: bool = True) -> _Block:
        """What a clip, a gap, a track or a stack takes up."""
        if not isinstance(thing, otio.core.Composition):
            piece = self._reader.piece(thing, path, is_heard=is_audio)
            return _Block(piece.duration, [Lane(thing.name, {}, is_audio, True, [piece])])
        self._reader.see_metadata(thing, path)
        self._reader.tell_of_markers(thing, path)
        is_track = isinstance(thing, otio.schema.Track)
        lanes = self._track(thing, path) if is_track else self._stack(thing, path, is_audio, is_nested)
        return self._through_window(thing, path, lanes)

    def _through_window(self, thing: otio.core.Composition, path: Path, lanes: list[Lane]) -> _Block:
        longest = max((lane.length for lane in lanes), default=Fraction(0))
        start, duration = self._reader.range_of(thing.source_range) or (Fraction(0), longest)
        window = Window(start, duration, self._reader.speed_of(thing, path))
        if thing.source_range is None and window.speed == 1:
            return _Block(duration, lanes)
        shown = []
        for lane in lanes:
            pieces, cut = window.shown(lane.pieces)
            shown.append(replace(lane, pieces=pieces))
            for joint in cut:
                self._reader.lose(joint.path, f"transition {name(joint.name)} is dropped: what it joins is cut off")
        return _Block(duration, shown)

    def _stack(self, stack: otio.schema.Stack, path: Path, is_audio: bool, is_nested: bool) -> list[Lane]:
        lanes: list[Lane] = []
        for child, place in _children(stack, path):
            if isinstance(child, otio.schema.Transition):
                self._reader.lose(place, f"transition {name(child.name)} is dropped: it stands in a stack")
            elif is_nested and isinstance(child, otio.core.Composition) and not child.enabled:
                self._reader.lose(place, f"{name(child.name)} is disabled within another one, and is dropped")
            else:
                made = self.block(child, place, is_audio=is_audio, is_nested=is_nested).lanes
                lanes += [replace(lane, is_enabled=lane.is_enabled and _is_shown(child)) for lane in made]
        return lanes

    def _track(self, track: otio.schema.Track, path: Path) -> list[Lane]:
        is_audio = track.kind == otio.schema.TrackKind.Audio
        if not is_audio and track.kind != otio.schema.TrackKind.Video:
            self._reader.lose(path, f"track {name(track.name)} of kind {name(track.kind)} is taken for one of video")
        main: list[Piece] = []
        layers = _Layers()
        time = Fraction(0)
        for child, place in _children(track, path):
            if isinstance(child, otio.schema.Transition):
                main.append(self._reader.joint(child, place))
                continue
            block = self._nested(child, place, is_audio)
            lowest, *others = sorted(block.lanes, key=lambda lane: lane.is_audio != is_audio) or [_empty(child)]
            main += _inlined(lowest.pieces, is_alone=not others)
            main += [Gap(block.duration - lowest.length)] if lowest.length < block.duration else []
            layers.put([replace(lane, name=f"{track.name} {lane.name}") for lane in others], time)
            time += block.duration
        return [Lane(track.name, carried(track), is_audio, True, main), *layers.lanes()]

    def _nested(self, child: otio.core.Item, path: Path, is_audio: bool) -> _Block:
        block = self.block(child, path, is_audio=is_audio)
        if not isinstance(child, otio.core.Composition):
            return block
        if carried(child).get("left"):
            self._reader.lose(path, f"what lay on {name(child.name)} and was no clip is dropped: it is nested now")
        if child.enabled:
            return block
        self._reader.lose(path, f"{name(child.name)} is disabled, which an item cannot be; a gap is left in its place")
        return _Block(block.duration, [])


def _children(thing: otio.core.Composition, path: Path) -> Iterator[tuple[otio.core.Composable, Path]]:
    return ((child, (*path, "children", index)) for index, child in enumerate(thing))


def _is_shown(child: otio.core.Item) -> bool:
    """Whether a track, or a stack in the place of one, is shown; of a clip that is told elsewhere."""
    return bool(child.enabled) or not isinstance(child, otio.core.Composition)


def _empty(child: otio.core.Item) -> Lane:
    return Lane(child.name, {}, False, True, [])


def _inlined(pieces: Sequence[Piece], *, is_alone: bool) -> list[Piece]:
    """The pieces of something nested, such that no transition reaches into it but one to a clip it begins or ends with.

    is_alone: nothing lies above them.
    """
    is_plain = is_alone and bool(pieces) and isinstance(pieces[0], Clip) and isinstance(pieces[-1], Clip)
    return list(pieces) if is_plain else [APART, *pieces, APART]
