"""The invalid-gradient rule."""

from collections.abc import Iterator
from typing import Any

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.space.colors import alpha
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean

_KINDS = ("linear-gradient", "radial-gradient", "conic-gradient")
_KNOWN = frozenset((*_KINDS, *(f"repeating-{kind}" for kind in _KINDS)))


@rule(severity=WARNING, evidence=INFERRED)
def invalid_gradient(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The gradient of the background is none that CSS knows.

    What: `globalBackground.gradient` is not a CSS gradient, such as `linear-gradient(…)`, of two colors or more.
    Why: the schema takes any string; what the renderer cannot read it leaves out, and the plain color shows.
    Example: `"gradient": "135deg, #0f172a, #1e293b"`.
    Fix: write it like `linear-gradient(135deg, #0f172a 0%, #1e293b 100%)`, or null for none.
    Source: files saved by the editor hold such a CSS string; CSS Images Module Level 3.
    """
    background = state.sound("globalBackground") or {}
    gradient = background.get("gradient")
    complaint = _complaint(gradient) if gradient is not None else ""
    if complaint:
        message = (
            f"the gradient of the background {complaint}; "
            'write it like "linear-gradient(135deg, #0f172a, #1e293b)", or null for none'
        )
        yield Fault(("globalBackground", "gradient"), message)


def _complaint(gradient: str) -> str:
    import tinycss2  # type: ignore[import-untyped]  # it ships no types

    for layer in _split(tinycss2.parse_component_value_list(gradient, skip_comments=True)):
        if len(layer) != 1 or layer[0].type != "function":
            return f"is {wording.value(gradient)}, which is no CSS gradient"
        if layer[0].lower_name not in _KNOWN:
            name = layer[0].name
            return f"uses {wording.value(name)}, which is no CSS gradient{did_you_mean(name, _KNOWN)}"
        wrong = _stops(_split(layer[0].arguments))
        if wrong:
            return wrong
    return ""


def _stops(parts: list[list[Any]]) -> str:
    """What is wrong with the parts of a gradient: perhaps a direction, then colors with their places."""
    colors = [part for part in parts if part and any(_is_color(token) for token in part)]
    for part in parts[1:]:
        if part not in colors and not _is_hint(part):
            shown = " ".join(token.serialize() for token in part)
            return f"holds {wording.value(shown)}, which is no CSS color"
    return "" if len(colors) > 1 else "has fewer than two colors"


def _is_hint(part: list[Any]) -> bool:
    """Whether a part only says where two colors meet halfway."""
    return len(part) == 1 and (part[0].type in ("percentage", "dimension") or part[0].type == "function")


def _is_color(token: Any) -> bool:
    return token.type in ("hash", "ident", "function") and alpha(token.serialize()) is not None


def _split(tokens: list[Any]) -> list[list[Any]]:
    """The tokens between commas, without whitespace."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "whitespace":
            parts[-1].append(token)
    return parts
