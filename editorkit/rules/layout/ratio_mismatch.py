"""The ratio-mismatch rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.schema import load
from editorkit.state import EditorState

_SLACK = 2  # pixels by which a side may be rounded


@rule(severity=WARNING, evidence=ADVICE)
def ratio_mismatch(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The output ratio is not that of the frame.

    What: `outputRatio` names another ratio than that of `compositionWidth` to `compositionHeight`; two pixels of
        rounding are allowed, and custom fits every frame.
    Why: the export is asked for by ratio, and may come out with bars or cut edges.
    Example: `"outputRatio": "16:9"` in a frame of 1080 x 1920.
    Fix: name the ratio of the frame, or write custom.
    Source: ours.
    """
    ratio = state.sound("outputRatio")
    width, height = state.sound("compositionWidth"), state.sound("compositionHeight")
    if ratio and width and height and not _fits(ratio, width, height):
        known = load(state.release)["properties"]["outputRatio"]["enum"]
        right = next(name for name in known if _fits(name, width, height))
        message = (
            f"outputRatio is {wording.value(ratio)}, but the frame is {width} x {height}; "
            f"write {wording.value(right)} or change the frame"
        )
        yield Fault(("outputRatio",), message, (("compositionWidth",), ("compositionHeight",)))


def _fits(ratio: str, width: float, height: float) -> bool:
    if ratio == "custom":
        return True
    across, down = map(int, ratio.split(":"))
    return abs(width - height * across / down) <= _SLACK or abs(height - width * down / across) <= _SLACK
