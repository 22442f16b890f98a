"""The nothing-to-export rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE, after=("schema", "missing-item"), explains=("orphan-item",))
def nothing_to_export(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """No track has anything to show.

    What: no track lists an item, or all that do are hidden.
    Why: the length of the video is that of its items; a project may be empty, an export may not.
    Example: a fresh project with one track and no items.
    Fix: list an item on a track, or show a track.
    Source: ours; a track without items is part of a published example of a project.
    """
    filled = [track for _, track in state.tracks if track["items"]]
    if not filled:
        which = (
            f"any of the {len(state.items)} items" if len(state.items) > 1 else "the item" if state.items else "an item"
        )
        message = f"there is nothing to export: no track lists {which}; list what is to be seen"
        yield Fault(("tracks",), message, tuple(("items", key) for key in state.items))
    elif all(track["hidden"] for track in filled):
        which = "the only track with items is" if len(filled) == 1 else f"the {len(filled)} tracks with items are"
        yield Fault(("tracks",), f"there is nothing to export: {which} hidden; show what is to be seen")
