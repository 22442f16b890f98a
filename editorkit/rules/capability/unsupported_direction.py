"""The unsupported-direction rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean

_SIDES = ("from-left", "from-right", "from-top", "from-bottom")
_CORNERS = ("from-top-left", "from-top-right", "from-bottom-left", "from-bottom-right")
_DIRECTIONS = {"slide": _SIDES, "flip": _SIDES, "wipe": _SIDES + _CORNERS}


@rule(severity=WARNING, evidence=INFERRED)
def unsupported_direction(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition has a direction that its type does not know.

    What: `params.direction` of a slide or flip is none of the four sides, or of a wipe none of the four sides and
        four corners (from-left to from-bottom-right). Directions that presets in the capabilities have are known too.
    Why: the schema lets any parameters pass, and a direction that does not exist falls back to another one, or fails
        as the video is rendered.
    Example: `{"type": "slide", "params": {"direction": "left"}}`.
    Fix: write from-left, from-right, from-top or from-bottom; a wipe also takes corners such as from-top-left.
    Source: directions in templates saved by the vendor's editor, and the transitions they descend from.
    """
    for key, transition in state.transitions.items():
        direction = transition.get("params", {}).get("direction")
        known = _DIRECTIONS.get(transition["type"])
        if direction is None or known is None or direction in known:
            continue
        presets = capabilities.parameters.get("transitions", {}).get(transition["type"], {})
        if direction not in presets.get("direction", ()):
            yield _fault(key, direction, transition["type"], known, state)


def _fault(key: str, direction: str, kind: str, known: tuple[str, ...], state: EditorState) -> Fault:
    path = ("transitions", key, "params", "direction")
    hint = did_you_mean(str(direction), known) or f"; there are {', '.join(known)}"
    where = f"{wording.subject(path, state.data)} is {wording.value(direction)}"
    return Fault(path, f"{where}, which a {kind} does not know{hint}")
