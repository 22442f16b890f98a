"""Repairs of ratio-mismatch."""

from fractions import Fraction

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, unsafe
from editorkit.schema import load, resolve
from editorkit.state import EditorState
from editorkit.ticks import exact


@mends
def ratio_mismatch(state: EditorState, fault: Fault) -> Fix | None:
    """The ratio that the composition has, or custom where it is none of the named."""
    width, height = (state.data[f"composition{side}"] for side in ("Width", "Height"))
    named = resolve(state.release, load(state.release)["properties"]["outputRatio"])["enum"]
    fitting = (r for r in named if ":" in r and Fraction(*map(int, r.split(":"))) == exact(width) / exact(height))
    return unsafe("write the ratio of the composition", Put(("outputRatio",), next(fitting, "custom")))
