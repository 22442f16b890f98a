"""The off-canvas-item rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.rules.layout import is_heard, is_shown, unusual
from editorkit.space.sight import way_out
from editorkit.state import EditorState


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
        side = way_out(item, width, height)
        if side and is_shown(key, state) and not is_heard(item, state):
            name, where = side
            message = (
                f"item {wording.name(key)} is never inside the frame of {width} x {height} but always {where}; "
                "move it in or remove it"
            )
            yield Fault(("items", key, name), message)
