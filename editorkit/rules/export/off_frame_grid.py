"""The off-frame-grid rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState, Entity

_FRAME = ticks.per_frame(60)


@rule(severity=INFO, evidence=ADVICE)
def off_frame_grid(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item starts or ends between two frames.

    What: the start or end of an item is no multiple of 4,000 ticks, the length of a frame at 60 frames a second. At 30
        frames a second a frame is 8,000 ticks. Captions items follow the spoken word and are left alone.
    Why: a cut can only fall on a frame, so the renderer rounds; neighbours may show a gap or a doubled frame.
    Example: `"startTicks": 241000`, one second and a quarter of a frame.
    Fix: round starts and durations to 8000 ticks, which suits 30 and 60 frames a second.
    Source: ours; in files saved by the editor all items but captions lie on the grid of 8,000 ticks.
    """
    times = zip(state.starts.items(), state.durations.values(), strict=True)
    off = [key for (key, start), duration in times if start % _FRAME or duration % _FRAME]
    placed = [key for key in off if key in state.placements and state.items[key]["type"] != "captions"]
    if placed:
        first, *others = [_place(key, state.items[key]) for key in placed]
        yield Fault(first, _message(placed, state.items[placed[0]], str(first[2])), tuple(others))


def _place(key: str, item: Entity) -> tuple[str, str, str]:
    return ("items", key, "startTicks" if item["startTicks"] % _FRAME else "durationTicks")


def _message(keys: list[str], item: Entity, name: str) -> str:
    start, end = item["startTicks"], item["startTicks"] + item["durationTicks"]
    what = f"starts at {ticks.show(start)}" if name == "startTicks" else f"ends at {ticks.show(end)}"
    who = f"item {wording.name(keys[0])} {what}, between two frames"
    if len(keys) > 1:
        who = f"{len(keys)} items start or end between two frames: {wording.name(keys[0])} {what}, and so on"
    return f"{who}; round to 8000 ticks for 30 frames a second or to 4000 for 60"
