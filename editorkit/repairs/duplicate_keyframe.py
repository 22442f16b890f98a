"""Repairs of duplicate-keyframe."""

from editorkit.findings import Fault, Fix
from editorkit.matching import same
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def duplicate_keyframe(state: EditorState, fault: Fault) -> Fix | None:
    """Keyframes that say the same at the same moment; of two that do not, only people can tell which is meant."""
    path = fault.path[:4]
    points = look_up(state.data, path)
    kept: dict[int, dict[str, object]] = {}
    for point in points:
        if not same(kept.setdefault(point["timeTicks"], point), point):
            return None
    distinct = [point for number, point in enumerate(points) if kept[point["timeTicks"]] is point or not number]
    return safe("keep one of the keyframes that are alike", Put(path, distinct))
