"""A timeline in the making, and the state it becomes."""

import gc
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from editorkit import capabilities as capability_sets
from editorkit import records, releases, times
from editorkit.building import backgrounds, captioning
from editorkit.building.assembling import assemble, refused
from editorkit.building.assets import Asset
from editorkit.building.complaints import caller, guarded
from editorkit.building.items import Item
from editorkit.building.keywords import Field
from editorkit.building.media.completing import complete, facts_of
from editorkit.building.media.probing import probe
from editorkit.building.naming import Namer, slug
from editorkit.building.patching import Patch, patched, read_patch
from editorkit.building.plain import plain
from editorkit.building.tracks import Track
from editorkit.building.undoing import undone_if_refused
from editorkit.capabilities import Capabilities
from editorkit.checking import Report, check_made
from editorkit.errors import UsageError
from editorkit.space.frames import frame_size
from editorkit.space.layout import Box, Length, safe
from editorkit.suggestions import did_you_mean
from editorkit.ticks import TICKS_PER_SECOND, Exact, nearest
from editorkit.times import Rate, Time
from editorkit.wording import name as quoted
from editorkit.wording import told

_OWN = frozenset(("stateSchemaVersion", "compositionWidth", "compositionHeight", "timebaseTicksPerSecond"))
_OWN |= {"outputRatio", "tracks", "assets", "items", "transitions", "globalBackground"}
State = dict[str, Any]


class Timeline:
    """A video in the making: `track` and `media` make what it consists of, `build` the state.

    ratio: "16:9" (1920 x 1080, the default), "9:16", "1:1", "4:3", "3:4" or "custom"; width, height: another size, in
        pixels from 50 to 1920.
    release: "1.1" or "1.0". fps: the rate that frames and timecode are counted at.
    snap: the rate of the export; every edge of an item falls on its frames, and neighbours still touch.
    capabilities: what the runtime supports, as `Capabilities` or as the payload of the API; default: offline snapshot.
    extra: further properties of the state, as JSON.
    origin: what errors name instead of the line of the program, such as the place in a file that is being read.

    Its `frame` is a Box, to be cut into columns, rows and cells. Raises InvalidTimeline.
    """

    def __init__(
        self,
        *,
        ratio: str | None = None,
        width: int | None = None,
        height: int | None = None,
        release: str = "1.1",
        fps: Rate = 30,
        snap: Rate | None = None,
        capabilities: Capabilities | Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
        origin: str | None = None,
    ) -> None:
        self.origin = origin
        self.tracks: list[Track] = []
        self.items: list[Item] = []
        self.losses: list[str] = []
        self.assets: list[Asset] = []
        self.patches: list[Patch] = []
        self.item_names, self.asset_names = Namer(), Namer()
        self._track_names, self.transition_names, self.group_names = Namer(), Namer(), Namer()
        self.release = release
        self.fps = fps
        self.snap = snap
        self._begin(ratio, width, height, capabilities, extra or {})

    @guarded
    def _begin(
        self,
        ratio: str | None,
        width: int | None,
        height: int | None,
        capabilities: Capabilities | Mapping[str, Any] | None,
        extra: Mapping[str, Any],
    ) -> None:
        known = releases.CHECKED_RELEASES
        if self.release not in known:
            hint = did_you_mean(self.release, known) if isinstance(self.release, str) else ""
            raise UsageError(f"no release {told(self.release)}{hint}; there are {' and '.join(known)}")
        self.ratio, self.width, self.height = frame_size(ratio, width, height)
        self.frame = Box(0, 0, self.width, self.height)
        self.step: Exact = times.frame(self.fps if self.snap is None else self.snap)
        times.frame(self.fps)
        self.capabilities = _supported(capabilities)
        if not isinstance(extra, Mapping):
            raise UsageError(f"extra is a mapping of further properties, not {told(extra)}")
        if written := sorted(_OWN.intersection(extra)):
            raise UsageError(f"{written[0]} is what the builder writes; extra is for further properties of the state")
        self.root: State = plain(extra, "extra")

    def safe(self, share: Length = "5%") -> Box:
        """The frame less a margin on every side, a share of its shorter side: room for titles. Our advice."""
        return safe(self.frame, share)

    @property
    def end(self) -> times.Ticks:
        """When the last item that has an end is over."""
        last = max((item.last for item in self.items if item.exact_end is not None), default=0)
        return times.Ticks(last, self.fps)

    @guarded
    def track(
        self,
        name: str | None = None,
        *,
        above: Track | str | None = None,
        below: Track | str | None = None,
        hidden: bool = False,
        muted: bool = False,
        sync_locked: bool | None = None,
        id: str | None = None,
    ) -> Track:
        """A new track, above (drawn over) all others where nothing else is said."""
        if above is not None and below is not None:
            raise UsageError("a track goes above one or below one, not both")
        if not isinstance(name, str | None):
            raise UsageError(f"the name of a track is a string, not {told(name)}")
        if name is not None and any(track.name == name for track in self.tracks):
            raise UsageError(
                f"there is a track {quoted(name)} already; keep what track() returned, or use another name"
            )
        properties: State = {"id": id, "hidden": plain(hidden, "hidden"), "muted": plain(muted, "muted")}
        if sync_locked is not None:
            if self.release == "1.0":
                raise UsageError("release 1.0 has no sync_locked; release 1.1 has")
            properties["syncLocked"] = plain(sync_locked, "sync_locked")
        at = 0
        if above is not None:
            at = self.tracks.index(self.find_track(above))
        elif below is not None:
            at = self.tracks.index(self.find_track(below)) + 1
        if id is None:
            properties["id"] = self._track_names.make((name and (slug(name) or "track")) or "track")
        else:
            self.reserve("track", id)
        made = Track(self, name or properties["id"], properties)
        self.tracks.insert(at, made)
        return made

    def find_track(self, track: Track | str) -> Track:
        """A track by its name or id; a track is given back. Raises UsageError where there is none."""
        if isinstance(track, Track):
            if track.timeline is not self:
                raise UsageError(f"{track!r} belongs to another timeline")
            return track
        for known in self.tracks:
            if track in (known.name, known.id):
                return known
        if not isinstance(track, str):
            raise UsageError(f"a track is a Track or the name of one, not {told(track)}")
        hint = did_you_mean(track, [known.name for known in self.tracks])
        raise UsageError(f"there is no track {quoted(track)}{hint}")

    @guarded
    def media(self, path: str | Path, *, id: str | None = None, **facts: Any) -> Asset:
        """A local file as asset: what is not stated (width, height, duration, has_audio, url, key …) is probed.

        Raises InvalidTimeline asking for what neither the file nor the call says.
        """
        if not isinstance(path, str | Path):
            raise UsageError(f"a file is named by its path, not by {told(path)}")
        probed = facts_of(probe(path))
        data = complete(self.release, probed, _in_seconds(facts, self.fps), f"media({str(path)!r})")
        return self.add_asset(data, Path(path).stem, id)

    @guarded
    def asset(self, of: str | Mapping[str, Any], *, id: str | None = None, **facts: Any) -> Asset:
        """An asset from what the API answered to its upload, or of a type ("image") with all facts stated.

        The record's `assetId` becomes its id. Facts that a record does not hold are stated: has_audio of a video,
        loop_behavior of a GIF, resource_type of a Lottie animation.
        """
        if isinstance(of, str):
            known, recorded, where = {"type": of}, None, f"asset({told(of)})"
        else:
            known, recorded, where = records.asset_of_record(of), records.id_of_record(of), "asset(record)"
        data = complete(self.release, known, _in_seconds(facts, self.fps), where)
        return self.add_asset(data, Path(data.get("filename") or known["type"]).stem, id or recorded)

    def read(self, time: Time) -> Exact:
        """A time in ticks."""
        return times.read(time, self.fps)

    def add_asset(self, data: Mapping[str, Any], hint: str, id: str | None) -> Asset:
        """An asset of which the properties are complete."""
        if id is not None:
            self.reserve("asset", id)
        made = Asset(self, self.origin or caller(), data, slug(hint) or data["type"], id)
        self.assets.append(made)
        return made

    def find_asset(self, asset: Asset | str) -> Asset:
        """An asset by its id; an asset is given back. Raises UsageError where there is none."""
        if isinstance(asset, Asset):
            if asset.timeline is not self:
                raise UsageError(f"{asset} belongs to another timeline")
            return asset
        if not isinstance(asset, str):
            raise UsageError(f"an asset is an Asset or the id of one, not {told(asset)}")
        for known in self.assets:
            if asset.startswith(known.likely_id) and known.id == asset:
                return known
        hint = did_you_mean(asset, [known.likely_id for known in self.assets])
        raise UsageError(f"there is no asset {quoted(asset)}{hint}; make one with media() or asset()")

    @guarded
    def captions(
        self, source: Any, /, *, track: Track | str, style: str | Mapping[str, Any] = "plain", **more: Any
    ) -> list[Item]:
        """Captions from a file (SRT, WebVTT, ASS, LRC, word-timed JSON) or from `editorkit.captions.Captions`.

        track: a track or the name of one, which is made where there is none. style: see `captioning.STYLES`, or
        keywords of a captions item. split: the times at which to begin another item of the same group. Further
        keywords are those of `Track.captions`. Gives the items back.
        """
        with undone_if_refused(self):
            if isinstance(track, str) and not any(track in (known.name, known.id) for known in self.tracks):
                track = self.track(track)
            return captioning.place(self, self.find_track(track), source, style, more)

    @guarded
    def background(self, **look: Any) -> None:
        """What shows where nothing covers it: color (and gradient), blur (0 to 4), or image (an asset or URL)."""
        self.root["globalBackground"] = backgrounds.spell(self, look)

    @guarded
    def patch(self, values: Mapping[str, Any] | None = None, *, remove: Iterable[str] = ()) -> None:
        """Have the built state changed at JSON Pointers: for what can be said in no other way.

        values: JSON by pointer, such as {"/items/title/name": "Title"}. remove: pointers to what is to go, before that.
        """
        self.patches.append(read_patch(self.origin or caller(), values or {}, remove))

    def reserve(self, kind: str, identifier: str) -> None:
        """Take an id that the program chose. Raises UsageError where it is none or taken."""
        names = {"item": self.item_names, "asset": self.asset_names, "track": self._track_names}
        namer = names.get(kind, self.transition_names)
        if not isinstance(identifier, str) or not identifier:
            raise UsageError(f"the id of {kind}s is a string of at least one character, not {told(identifier)}")
        plain(identifier, f"the id of {kind}s")
        if identifier in namer:
            raise UsageError(f"the id {quoted(identifier)} is taken by another {kind}")
        namer.reserve(identifier)

    def refuse_unsupported(self, family: str, word: str) -> None:
        """Refuse a word that the capabilities do not list."""
        if not self.capabilities.supports(family, word):
            listed = self.capabilities.listed(family)
            raise UsageError(
                f"{quoted(word)} is not one of the {family}{did_you_mean(word, map(str, listed))}; {_all(listed)}"
            )

    def refuse_value(self, field: Field, value: Any) -> None:
        """Refuse what the capabilities do not list, or where they are silent what the schema does not enumerate."""
        listed = self.capabilities.families.get(field.family or "")
        known = field.values if listed is None else sorted(map(str, listed))
        if value in known or (listed is None and not known):
            return
        hint = did_you_mean(value, map(str, known)) if isinstance(value, str) else ""
        raise UsageError(f"{field.keyword} cannot be {told(value)}{hint}; {_all(known)}")

    def edge(self, at: Exact) -> int:
        """A time as an edge of an item: a whole tick, on the export grid where there is one."""
        return nearest(at) if self.snap is None else times.on_grid(at, self.step)

    def build(self, *, check: bool = True) -> State:
        """The state, as plain JSON data of its own; the timeline can go on growing.

        It is checked in full. Raises InvalidTimeline with all findings where there is an error among them;
        `report` has them all. check: False leaves that out.
        """
        was_enabled = gc.isenabled()
        gc.disable()  # nothing here makes cycles, and looking for them takes longer than building
        try:
            state = patched(assemble(self), self.patches)
            self.report = check_made(state, self.capabilities, self.release) if check else None
        finally:
            if was_enabled:
                gc.enable()
        if self.report is not None and not self.report.ok:
            raise refused(self, self.report)
        return state

    report: Report | None = None  # of the last build


def _supported(given: Capabilities | Mapping[str, Any] | None) -> Capabilities:
    if given is None:
        return capability_sets.bundled()
    return given if isinstance(given, Capabilities) else capability_sets.parse(given)


def _in_seconds(facts: Mapping[str, Any], fps: Rate) -> State:
    """Facts with the duration, which may be any `Time`, in seconds."""
    duration: Time | None = facts.get("duration")
    if duration is None:
        return dict(facts)
    return {**facts, "duration": Fraction(times.read(duration, fps), TICKS_PER_SECOND)}


def _all(words: Any) -> str:
    return "there are " + ", ".join(sorted(map(str, words)))
