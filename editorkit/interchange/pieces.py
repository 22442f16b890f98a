"""Clips, gaps and transitions of an OpenTimelineIO timeline as pieces of lanes, and notes on what of them is lost."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from editorkit.interchange.carrying import KEY, carried, part
from editorkit.interchange.clips import RATE, has
from editorkit.interchange.lanes import Clip, Gap, Joint
from editorkit.interchange.media import type_of
from editorkit.interchange.rational import meant_rate, ticks_of
from editorkit.migrations.draft import Draft
from editorkit.pointer import Path
from editorkit.wording import counted, listed, name

Entity = dict[str, Any]
_SLOWEST, _FASTEST = 0.001, 1000  # no file is played slower or faster
Span = tuple[Fraction, Fraction]  # a start and a duration, in ticks


class Reader:
    """Reads one thing after the other. draft: is told what is lost and assumed."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._strange: dict[str, Path] = {}
        self._rates: dict[float, Fraction] = {}

    def lose(self, path: Path, message: str) -> None:
        """Note what a state cannot hold."""
        self._draft.lose("dropped", path, message)

    def piece(self, thing: otio.core.Composable, path: Path, *, is_heard: bool) -> Clip | Gap:
        """A clip, or a gap in the place of what is none, or cannot be."""
        self.see_metadata(thing, path)
        if not isinstance(thing, otio.core.Item):
            self.lose(path, f"{name(thing.name)} is a {type(thing).__name__}, and is dropped")
            return Gap(Fraction(0))
        self.tell_of_markers(thing, path)
        reference = _reference(thing) if isinstance(thing, otio.schema.Clip) else None
        span = self.range_of(thing.source_range or (reference.available_range if reference else None))
        if span is None:
            if not isinstance(thing, otio.schema.Gap):
                self.lose(path, f"{name(thing.name)} does not say how long it is, and is dropped")
            return Gap(Fraction(0))
        content = _ours(thing)
        why = "" if isinstance(thing, otio.schema.Gap) else _why_not(thing, content, reference)
        if why:
            self.lose(path, f"{name(thing.name)} {why}; a gap is left in its place")
        if why or isinstance(thing, otio.schema.Gap):
            self._tell_of_effects(thing.effects, path)
            return Gap(span[1])
        return self._clip(thing, content, reference, path, span, is_heard)

    def joint(self, transition: otio.schema.Transition, path: Path) -> Joint:
        """A transition."""
        self.see_metadata(transition, path)
        before, behind = self._ticks(transition.in_offset), self._ticks(transition.out_offset)
        if abs(before - behind) > 1:
            self.lose(
                path,
                f"transition {name(transition.name)} does not lie evenly about its cut; a state has no place for that",
            )
        is_dissolve = transition.transition_type == otio.schema.TransitionTypes.SMPTE_Dissolve
        return Joint(path, transition.name, carried(transition), max(before + behind, Fraction(0)), is_dissolve)

    def range_of(self, found: otio.opentime.TimeRange | None) -> Span | None:
        """A range in ticks; no duration is less than nothing."""
        return found and (self._ticks(found.start_time), max(self._ticks(found.duration), Fraction(0)))

    def speed_of(self, nest: otio.core.Composition, path: Path) -> float:
        """How many times as fast a track or a stack plays as a whole."""
        return self._speed(nest.effects, path, can_play=True, is_still=False)

    def see_metadata(self, thing: otio.core.SerializableObjectWithMetadata, path: Path) -> None:
        """Remember what other tools say of something."""
        for key in thing.metadata:
            if key != KEY:
                self._strange.setdefault(key, (*path, "metadata", key))

    def tell_of_markers(self, thing: otio.core.Item, path: Path) -> None:
        """Note that there are markers."""
        if len(thing.markers):
            markers = counted(len(thing.markers), "marker")
            self.lose((*path, "markers"), f"a state has no markers; {markers} of {name(thing.name)} dropped")

    def tell_in_the_end(self) -> None:
        """Note what is told once for the whole timeline."""
        if self._strange:
            first = next(iter(self._strange.values()))
            self.lose(first, f"what other tools say in metadata is dropped: {listed(self._strange, 5)}")
        for rate, meant in self._rates.items():
            message = f"a rate of {rate:g} is taken for {meant.numerator}/{meant.denominator}, which it is short for"
            self._draft.assume("assumed", (), message)

    def _ticks(self, time: otio.opentime.RationalTime) -> Fraction:
        meant = meant_rate(time.rate)
        if meant is not None:
            self._rates[time.rate] = meant
        return ticks_of(time)

    def _clip(
        self,
        clip: otio.schema.Clip,
        content: Entity,
        reference: otio.core.MediaReference | None,
        path: Path,
        span: Span,
        is_heard: bool,
    ) -> Clip:
        """Ranges in a source may count from the timecode of its first frame; items count from 0."""
        self._tell_of_references(clip, path)
        available = self.range_of(reference.available_range) if reference else None
        first, length = available or (Fraction(0), None)
        url = _url(reference)
        kind = content["item"]["type"] if content else type_of(url, is_heard=is_heard)
        speed = self._speed(clip.effects, path, can_play=has(kind, RATE), is_still=kind == "image" and not content)
        return Clip(path, clip.name, content, span[1], span[0] - first, speed, url, length, is_heard)

    def _tell_of_references(self, clip: otio.schema.Clip, path: Path) -> None:
        references = clip.media_references()
        for key, reference in references.items():
            self.see_metadata(reference, (*path, "media_references", key))
        if len(references) > 1:
            more = counted(len(references) - 1, "other media reference")
            message = f"an item shows one file; {more} of {name(clip.name)} dropped"
            self.lose((*path, "media_references"), message)

    def _speed(self, effects: Iterable[otio.schema.Effect], path: Path, *, can_play: bool, is_still: bool) -> float:
        """How fast something plays; of what stands still nobody can tell."""
        speed = 1.0
        for index, effect in enumerate(effects):
            if not effect.enabled:
                self.lose((*path, "effects", index), f"effect {name(_called(effect))} is disabled, and is dropped")
            elif can_play and _is_speed(effect):
                speed *= effect.time_scalar
            elif not is_still or not isinstance(effect, otio.schema.TimeEffect):
                self._tell_of_effect(effect, (*path, "effects", index))
        return speed

    def _tell_of_effects(self, effects: Iterable[otio.schema.Effect], path: Path) -> None:
        for index, effect in enumerate(effects):
            self._tell_of_effect(effect, (*path, "effects", index))

    def _tell_of_effect(self, effect: otio.schema.Effect, path: Path) -> None:
        self.lose(path, f"effect {name(_called(effect))} has no counterpart, and is dropped")


def _called(effect: otio.schema.Effect) -> str:
    return str(effect.effect_name or type(effect).__name__)


def _is_speed(effect: otio.schema.Effect) -> bool:
    return isinstance(effect, otio.schema.LinearTimeWarp) and _SLOWEST <= effect.time_scalar <= _FASTEST


def _reference(clip: otio.schema.Clip) -> otio.core.MediaReference | None:
    """What a clip shows: its active reference, or another one where that is no file."""
    active = clip.media_reference
    if _url(active):
        return active
    return next((each for each in clip.media_references().values() if _url(each)), active)


def _url(reference: otio.core.MediaReference | None) -> str:
    return reference.target_url or "" if isinstance(reference, otio.schema.ExternalReference) else ""


def _ours(clip: otio.core.Item) -> Entity:
    """What a clip carries, if that is an item."""
    content = carried(clip)
    return content if isinstance(content.get("id"), str) and part(content, "item", "item") else {}


def _why_not(thing: otio.core.Item, content: Entity, reference: otio.core.MediaReference | None) -> str:
    """Why something is not to become an item; empty where it is."""
    if not isinstance(thing, otio.schema.Clip):
        return f"is a {type(thing).__name__}, which a state cannot hold"
    if not thing.enabled:
        return "is disabled, which an item cannot be"
    if not content and not _url(reference):
        return f"has no file but a {type(reference).__name__}, so nothing is known to be shown"
    return ""
