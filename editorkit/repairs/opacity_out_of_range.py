"""Repairs of opacity-out-of-range."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState
from editorkit.ticks import as_json, exact


@mends
def opacity_out_of_range(state: EditorState, fault: Fault) -> Fix | None:
    """Percents become parts of one; anything else goes to the nearer end of the range."""
    values = [(path, look_up(state.data, path)) for path in fault.places]
    if all(1 < value <= 100 for _, value in values):
        return unsafe("write percents as parts of 1", *(Put(p, as_json(exact(v) / 100)) for p, v in values))
    return unsafe("bring the opacity into its range", *(Put(p, min(max(v, 0), 1)) for p, v in values))
