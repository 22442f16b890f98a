"""The dragging-item rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED)
def dragging_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item is saved as being dragged.

    What: `isDraggingInTimeline` of an item is true.
    Why: it is a passing state of the editor's timeline; saved, it may leave the item floating.
    Example: a state that was saved while a clip was still held.
    Fix: set it to false.
    Source: it is false in all files saved by the editor and in all published examples.
    """
    dragged = [key for key, item in state.items.items() if item["isDraggingInTimeline"]]
    if dragged:
        who = f"item {wording.name(dragged[0])} is" if len(dragged) == 1 else f"items {wording.listed(dragged)} are"
        first, *others = [("items", key, "isDraggingInTimeline") for key in dragged]
        yield Fault(first, f"{who} saved as being dragged; set isDraggingInTimeline to false", tuple(others))
