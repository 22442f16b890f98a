"""The frame-sized-ticks rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState

_PLACES_AT_MOST = 20


@rule(severity=WARNING, evidence=INFERRED, explains=("off-frame-grid",))
def frame_sized_ticks(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Most items last less than one frame: the whole state seems to be written in frames or seconds.

    What: more than half of all items have a `durationTicks` below one frame at 60 fps (4,000 ticks).
    Why: the server takes such a state, and the video is over before anything can be seen.
    Example: `"durationTicks": 120` for 120 frames, which are 960000 ticks at 30 fps.
    Fix: multiply all times by 8000 if they are frames at 30 fps, by 240000 if they are seconds.
    Source: examples of release 1.0 held frame numbers in these fields; in release 1.1 the vendor multiplied them
        by 8000.
    """
    short = state.subframe_items
    if 2 * len(short) <= len(state.items):
        return
    first, *others = short
    number = int(state.items[first]["durationTicks"])
    share = f"{len(short)} of {len(state.items)} items last" if others else "it lasts"
    message = (
        f"durationTicks of item {wording.name(first)} is {number}; {share} less than one frame, so times seem to be "
        f"in frames or seconds instead of ticks, 240,000 a second: {wording.other_units(number)}"
    )
    also = tuple(("items", key, "durationTicks") for key in others[:_PLACES_AT_MOST])
    yield Fault(("items", first, "durationTicks"), message, also)
