"""Repairs of crowded-seam."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import Path
from editorkit.repairs import Drop, mends, unsafe
from editorkit.state import EditorState


@mends
def crowded_seam(state: EditorState, fault: Fault) -> Fix | None:
    """The first transition of a seam is the one to stay."""
    first = min(fault.places, key=list(map(_path, state.transitions)).index)
    return unsafe("keep the first transition", *(Drop(path) for path in fault.places if path != first))


def _path(name: str) -> Path:
    return ("transitions", name)
