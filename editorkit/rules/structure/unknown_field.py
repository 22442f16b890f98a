"""The unknown-field rule."""

from collections.abc import Iterator

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.rules.structure import by_name, danger, holders, other_release
from editorkit.state import EditorState
from editorkit.suggestions import closest

_NOTES = ("$", "_", "x-")


@rule(severity=WARNING, evidence=INFERRED)
def unknown_field(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The state, an item or an asset has a field that the format does not know.

    What: a key at the top of the state, in an item or in an asset is none that the schema of the release has for it.
        Names that begin with `$`, `_` or `x-` are taken for notes of your own; fields of another release are left
        to legacy-field, dangerous names to hazardous-id.
    Why: the schema lets such a field through and it has no effect, so a misspelt optional field is lost without a word.
    Example: `"annimations": {…}` in an image item.
    Fix: correct the name, or remove the field.
    Source: the published schema, which is open in these three places; files saved by the editor hold no such field.
    """

    def is_stray(path: Path) -> bool:
        name = str(path[-1])
        return not (name.startswith(_NOTES) or danger(name) or other_release(path, state))

    for paths in by_name(state, is_stray):
        first, *others = paths
        name = wording.value(first[-1])
        message = f"{holders(paths, state)} {name}, which the format does not know{_hint(first, state)}"
        yield Fault(first, message, tuple(others), at_key=True)


def _hint(path: Path, state: EditorState) -> str:
    name, entity = str(path[-1]), look_up(state.data, path[:-1])
    if len(path) == 1:
        known, owners = schema.root_properties(state.release), []
    else:
        kind = "item" if path[0] == "items" else "asset"
        known = schema.properties(state.release, kind, entity["type"])
        types = schema.types(state.release, kind)
        owners = [t for t in types if name in schema.properties(state.release, kind, t)]
        if owners:
            return f" in {kind}s of type {wording.value(entity['type'])} (only in {', '.join(owners)}); remove it"
    near = closest(name, known.difference(entity))
    if near:
        return f" (did you mean {near!r}?)"
    taken = closest(name, known)
    return f"; {taken!r} is there already, so remove it" if taken else "; it has no effect, so remove it"
