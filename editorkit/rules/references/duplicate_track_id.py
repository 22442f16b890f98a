"""The duplicate-track-id rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE)
def duplicate_track_id(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two tracks have the same id.

    What: the `id` of a track is also the `id` of another one.
    Why: transitions and the brand kit name a track by its id, and cannot tell which of the two is meant.
    Example: a track was copied, and the copy is called "track-1" like the original.
    Fix: give one of them another id, and name that where it is meant.
    Source: ours; ids of tracks are unique in every file saved by the editor.
    """
    indexes: dict[str, list[int]] = defaultdict(list)
    for index, track in state.tracks:
        indexes[track["id"]].append(index)
    for identifier, same in indexes.items():
        if len(same) > 1:
            first, second, *others = [("tracks", index, "id") for index in same]
            count = "two" if not others else str(len(same))
            message = f"{count} tracks have the id {wording.name(identifier)}; give each an id of its own"
            yield Fault(second, message, (first, *others))
