"""The stack transform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit.editing.draft import Draft
from editorkit.editing.joining import bring_in
from editorkit.editing.options import FLAG, STATES, TIME, option
from editorkit.transforms import makes


@dataclass(frozen=True)
class Stack:
    """What to stack, and where."""

    state: tuple[Mapping[str, Any], ...] = option(STATES, "Another state; may be given several times.")
    at: int = option(TIME, "When it is to start.", 0)
    below: bool = option(FLAG, "Put it below what is there; by default above.", False)


@makes("track-added", "item-added", "asset-added", "transition-added", "brand-changed", "item-changed")
def stack(draft: Draft, options: Stack) -> None:
    """Put the tracks of other states above this one.

    Ids that are taken become fresh ones; assets that are equal are shared. A state of another size is scaled to this
    one, and has to have its ratio. Backgrounds and brands of the others stay behind.

    Example: --state product-promo-1.1.json --at 6s
    Diff:
        track 'track-1-2' added with 2 items: 'title-2' and 'lower-third-2'
        track 'track-2-2' added with 1 item: 'subtitles-2'
        track 'track-3-2' added with 1 item: 'ticker-2'
        track 'track-4-2' added with 1 item: 'grade-2'
        track 'track-5-2' added with 1 item: 'flash-2'
        track 'track-6-2' added with 3 items: 'shot-1-2', 'shot-2-2' and 'shot-3-2'
        track 'track-7-2' added with 2 items: 'voice-2' and 'music-2'
        track 'track-8-2' added with 1 item: 'backdrop-2'
    """
    for given in options.state:
        tracks = bring_in(draft, given, options.at)
        draft.state["tracks"] = [*draft.tracks, *tracks] if options.below else [*tracks, *draft.tracks]
