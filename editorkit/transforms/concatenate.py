"""The concatenate transform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit.editing.draft import Draft
from editorkit.editing.joining import bring_in
from editorkit.editing.options import STATES, TIME, option
from editorkit.transforms import makes


@dataclass(frozen=True)
class Concatenate:
    """What to append."""

    state: tuple[Mapping[str, Any], ...] = option(STATES, "The state to append; may be given several times.")
    gap: int = option(TIME, "How long to wait before each.", 0)


@makes("track-added", "item-added", "asset-added", "transition-added", "brand-changed", "item-changed")
def concatenate(draft: Draft, options: Concatenate) -> None:
    """Append other states behind this one.

    Tracks go on as the tracks of the same place from the top, where both are hidden and muted alike; else they are
    added, above those that stand below them there. Ids that are taken become fresh ones; assets that are equal are
    shared. A state of another size is scaled to this one, and has to have its ratio. Backgrounds and brands of the
    others stay behind.

    Example: --state product-promo-1.1.json
    Diff:
        text 'title-2' ("The new kettle") added on track 'track-1', 0:06.000 to 0:08.000
        text-template 'lower-third-2' added on track 'track-1', 0:08.000 to 0:10.000
        captions 'subtitles-2' ("words") added on track 'track-2', 0:06.200 to 0:08.200
        motion-graphic 'ticker-2' ("ticker") added on track 'track-3', 0:06.000 to 0:10.000
        filter 'grade-2' ("verdant-glow") added on track 'track-4', 0:06.000 to 0:12.000
        effect 'flash-2' ("flash-to-black") added on track 'track-5', 0:08.000 to 0:08.500
        video 'shot-1-2' ("film") added on track 'track-6', 0:06.000 to 0:08.000, with its transition 't-1-2-2'
        image 'shot-2-2' ("still") added on track 'track-6', 0:08.000 to 0:10.000, with its transition 't-2-3-2'
        gif 'shot-3-2' ("loop") added on track 'track-6', 0:10.000 to 0:12.000
        audio 'voice-2' ("voice-over") added on track 'track-7', 0:06.000 to 0:08.000
        audio 'music-2' ("music") added on track 'track-7', 0:08.000 to 0:12.000
        solid 'backdrop-2' ("rectangle") added on track 'track-8', 0:06.000 to 0:12.000
    """
    for given in options.state:
        tracks = bring_in(draft, given, draft.length + options.gap)
        below = len(draft.tracks)  # the place of what the tracks so far are in
        for place, track in reversed([*enumerate(tracks)]):
            if place < below and _goes_on(draft.tracks[place], track):
                draft.tracks[place]["items"] = [*draft.tracks[place]["items"], *track["items"]]
                draft.rename_track(track["id"], draft.tracks[place]["id"])
                below = place
            else:
                draft.tracks.insert(below, track)


def _goes_on(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in ("hidden", "muted", "syncLocked"))
