"""The off-canvas-item rule."""

from collections.abc import Iterator
from math import hypot

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.rules.layout import is_heard, is_shown, rests_at, unusual, values
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=ADVICE)
def off_canvas_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item lies outside the frame for its whole life.

    What: at no keyframe and on no way between keyframes does the box of an item meet the frame. Scaled and turned items
        get the benefit of the doubt, as do items that slide or zoom in or out, and videos that are there for their
        sound; items on hidden tracks are left alone.
    Why: it costs rendering time and never shows; often it was laid out for another frame size.
    Example: `"left": {"value": 1920, "keyframes": []}` in a frame that is 1080 wide.
    Fix: move it into the frame, or remove it.
    Source: ours.
    """
    width, height = state.sound("compositionWidth"), state.sound("compositionHeight")
    if not width or not height:
        return
    for key, item in unusual(state):
        side = _side(item, width, height)
        if side and is_shown(key, state) and not is_heard(item, state):
            name, where = side
            message = (
                f"item {wording.name(key)} is never inside the frame of {width} x {height} but always {where}; "
                "move it in or remove it"
            )
            yield Fault(("items", key, name), message)


def _side(item: Entity, width: float, height: float) -> tuple[str, str] | None:
    """The property that keeps an item out of the frame, and on which side it is; None where it may be seen."""
    across, down = max(values(item["width"])), max(values(item["height"]))
    if across <= 0 or down <= 0 or _travels(item):
        return None
    margin = _margin(item, across, down)
    left, top = values(item["left"]), values(item["top"])
    sides = (
        (min(left) - margin >= width, "left", "right of it"),
        (max(left) + across + margin <= 0, "left", "left of it"),
        (min(top) - margin >= height, "top", "below it"),
        (max(top) + down + margin <= 0, "top", "above it"),
    )
    return next(((name, where) for is_out, name, where in sides if is_out), None)


def _margin(item: Entity, across: float, down: float) -> float:
    """How far an item may reach beyond its box: around which point it is scaled and turned is not known."""
    scales = values(item["scaleX"]) + values(item["scaleY"])
    turned = "rotation" in item and not rests_at(item["rotation"], 0)
    if turned or min(scales) < 0 or max(scales) > 1:
        return hypot(across, down) * max(1, *map(abs, scales))
    return 0


def _travels(item: Entity) -> bool:
    return any(motion["type"] != "fade" for motion in item.get("animations", {}).values())
