"""The negative-radius rule."""

from collections.abc import Iterator
from math import inf

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.rules.layout import out_of
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=INFERRED)
def negative_radius(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A corner radius is below 0.

    What: the `borderRadius` of an item, or of one of its keyframes, is negative.
    Why: a corner cannot be rounded by less than nothing; what is drawn is left to chance.
    Example: `"borderRadius": {"value": -12, "keyframes": []}`.
    Fix: write 0 for square corners.
    Source: release 0.1 of the schema asked for at least 0.
    """
    for key, item in _suspects(state).items():
        wrong = out_of(item["borderRadius"], 0, inf)
        if wrong:
            first, *others = [("items", key, "borderRadius", *path) for path in wrong]
            value = wording.value(look_up(state.data, first))
            message = f"{wording.subject(first, state.data)} is {value}, but a radius is 0 or more"
            yield Fault(first, message, tuple(others))


def _suspects(state: EditorState) -> dict[str, Entity]:
    unusual = (pair for pair in state.unusual_boxes if _is_rounded(pair[1], state))
    return dict(unusual) | {key: item for key, item, name, _ in state.keyframed if name == "borderRadius"}


def _is_rounded(item: Entity, state: EditorState) -> bool:
    return "borderRadius" in schema.number_tracks(state.release, item["type"])
