"""The lone-keyframe rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=ADVICE)
def lone_keyframe(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A property has a single keyframe whose value is not the property's own.

    What: a property has one keyframe, and its value differs from the `value` beside `keyframes`.
    Why: whether the property moves between the two, or holds the value of the keyframe, is not laid down.
    Example: `"opacity": {"value": 1, "keyframes": [{"timeTicks": 0, "value": 0}]}`.
    Fix: write two keyframes, where the motion starts and where it comes to rest, and repeat the last value in
        `value`; or drop the keyframe where nothing is to move.
    Source: the vendor's texts contradict each other here; files saved by the editor have two keyframes or more.
    """
    for item_id, _, name, track in state.keyframed:
        points = track["keyframes"]
        if len(points) == 1 and points[0]["value"] != track["value"]:
            message = (
                f"{name} of item {wording.name(item_id)} has a single keyframe of "
                f"{wording.value(points[0]['value'])} beside the value {wording.value(track['value'])}; "
                "write two keyframes, the last of them equal to the value, to say how it moves"
            )
            yield Fault(("items", item_id, name, "keyframes", 0), message)
