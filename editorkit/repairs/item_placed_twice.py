"""Repairs of item-placed-twice."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import Path, look_up
from editorkit.repairs import Drop, mends, safe
from editorkit.state import EditorState


@mends
def item_placed_twice(state: EditorState, fault: Fault) -> Fix | None:
    """An item that one track lists twice is listed once. Which of two tracks is meant only people can tell."""
    entries = [path for path in fault.places if path[0] == "tracks"]
    if len({path[1] for path in entries}) > 1:
        return None
    kept: set[str] = set()
    again = []
    for path in sorted(entries, key=str_index):
        name = look_up(state.data, path)
        again += [path] if name in kept else []
        kept.add(name)
    return safe("keep the first entry", *map(Drop, again))


def str_index(path: Path) -> int:
    """The place of an entry in its list."""
    return int(path[-1])
