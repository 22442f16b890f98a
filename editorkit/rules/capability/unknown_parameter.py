"""The unknown-parameter rule."""

from collections.abc import Collection, Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Entity
from editorkit.suggestions import did_you_mean

_FLASH = "flash-to-black"
# Release 1.1 has this set, in ticks, in its schema; that of 1.0 lets anything pass.
_FLASH_1_0 = ("brightFrames", "darkFrames", "tailDarkFrames", "maxOpacity")


@rule(severity=WARNING, evidence=INFERRED)
def unknown_parameter(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition, effect or filter has a parameter that its type does not know.

    What: a name in `params` is none that a preset of that type has in the capabilities given with
        --capabilities. Types of which no preset has parameters are not judged. A flash-to-black of release 1.0
        knows brightFrames, darkFrames, tailDarkFrames and maxOpacity.
    Why: the schema lets any parameters pass, and one that nothing reads is most often a misspelt one.
    Example: `{"filterType": "vaporwave-blue", "params": {"blent": 0.8}}` where the preset has blend.
    Fix: correct the name, or drop the parameter.
    Source: presets of the editor's capabilities, and flash-to-black before and after release 1.1.
    """
    if not capabilities.parameters and not (state.release == "1.0" and "effect" in state.types_in_use):
        return
    for path, entity, family, kind in _parametrized(state):
        known = _known(state, capabilities, family, kind)
        for name in entity["params"] if known else ():
            if name not in known:
                yield _fault((*path, "params", name), name, kind, known, state)


def _parametrized(state: EditorState) -> Iterator[tuple[Path, Entity, str, str]]:
    for key, entity in state.transitions.items():
        if "params" in entity:
            yield ("transitions", key), entity, "transitions", entity["type"]
    for item_type, family in (("effect", "effects"), ("filter", "filters")):
        for key, entity in state.of_type(item_type):
            if "params" in entity:
                yield ("items", key), entity, family, entity[f"{item_type}Type"]


def _known(state: EditorState, capabilities: Capabilities, family: str, kind: str) -> Collection[str]:
    presets = capabilities.parameters.get(family, {}).get(kind, {})
    if kind != _FLASH or family != "effects":
        return presets
    return {*presets, *_FLASH_1_0} if state.release == "1.0" else ()


def _fault(path: Path, name: str, kind: str, known: Collection[str], state: EditorState) -> Fault:
    hint = did_you_mean(name, known) or f"; it knows {wording.listed(sorted(known), 6)}"
    owner = wording.subject(path[:2], state.data)
    return Fault(
        path,
        f"{owner} has a parameter {wording.name(name)}, which {wording.name(kind)} does not know{hint}",
        at_key=True,
    )
