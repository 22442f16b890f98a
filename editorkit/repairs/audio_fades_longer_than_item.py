"""Repairs of audio-fades-longer-than-item."""

from fractions import Fraction

from editorkit.findings import Fault, Fix
from editorkit.items import item_types
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState
from editorkit.ticks import TICKS_PER_SECOND, as_json


@mends
def audio_fades_longer_than_item(state: EditorState, fault: Fault) -> Fix | None:
    """The fades of an item share its time in the proportion they have."""
    item = state.items[str(fault.path[1])]
    kind = item_types()[item["type"]]
    lengths = kind.audio_fade_ticks(item, state.release)
    whole = item["durationTicks"]
    fitting = [length * whole / sum(lengths) for length in lengths]
    if state.release == "1.1":
        written = [as_json(Fraction(length.__floor__())) for length in fitting]
    else:
        written = [as_json(Fraction(length.__floor__(), TICKS_PER_SECOND)) for length in fitting]
    names = kind.audio_fades[state.release]
    edits = [Put(("items", fault.path[1], name), length) for name, length in zip(names, written, strict=True)]
    return unsafe("shorten the fades to the length of the item", *edits)
