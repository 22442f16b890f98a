"""The crop-out-of-range rule."""

from collections.abc import Iterator

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.rules.layout import out_of
from editorkit.space.sight import values
from editorkit.state import EditorState, Entity

_PAIRS = (("cropLeft", "cropRight", "width"), ("cropTop", "cropBottom", "height"))
_CROPS = ("cropLeft", "cropTop", "cropRight", "cropBottom")


@rule(severity=WARNING, evidence=INFERRED)
def crop_out_of_range(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A crop is no share of the picture, or opposite crops leave nothing of it.

    What: a crop, or one of its keyframes, is not between 0 and 1; or left and right, or top and bottom, make 1 or more
        together.
    Why: a crop is the share that is cut off at an edge; what is left must be at least one pixel.
    Example: `"cropLeft": {"value": 120, "keyframes": []}`, meant as pixels.
    Fix: divide pixels by the width or height of the picture.
    Source: the editor that the format descends from; the schema does not say what a crop counts.
    """
    for kind in state.types_in_use:
        if "cropLeft" in schema.number_tracks(state.release, kind):
            fewest = len(schema.definition(state.release, "item", kind)["required"])
            cut = ((key, item) for key, item in state.of_type(kind) if len(item) > fewest)
            for key, item in cut:
                if not _CUT.isdisjoint(item):
                    yield from _faults(key, item, state)


_CUT = frozenset(_CROPS)


def _faults(key: str, item: Entity, state: EditorState) -> Iterator[Fault]:
    crops = [name for name in _CROPS if name in item]
    wrong = [("items", key, name, *path) for name in crops for path in out_of(item[name], 0, 1)]
    if wrong:
        yield _out_of_range(wrong, item, state)
        return
    for near, far, size in _PAIRS:
        if near in item and far in item:
            left = _least(item[near]) + _least(item[far])
            if left >= 1:
                message = (
                    f"{near} and {far} of item {wording.name(key)} cut off its whole {size} "
                    f"({wording.value(item[near]['value'])} and {wording.value(item[far]['value'])}); "
                    "together they must be less than 1"
                )
                yield Fault(("items", key, near), message, (("items", key, far),))


def _least(track: Entity) -> float:
    return min(values(track))


def _out_of_range(paths: list[Path], item: Entity, state: EditorState) -> Fault:
    first, *others = paths
    value = look_up(state.data, first)
    asset = state.asset_of(item)
    size = "width" if first[2] in ("cropLeft", "cropRight") else "height"
    meant = ""
    if value > 1 and asset and size in asset and value < asset[size]:
        share = wording.value(round(value / asset[size], 4))
        meant = f"; {wording.value(value)} of {wording.value(asset[size])} pixels are {share}"
    where = wording.subject(first, state.data)
    message = f"{where} is {wording.value(value)}, but a crop is a share of the picture, from 0 to 1{meant}"
    return Fault(first, message, tuple(others))
