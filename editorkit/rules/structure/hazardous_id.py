"""The hazardous-id rule."""

from collections.abc import Collection, Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.rules.structure import all_plain, danger
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE, explains=("id-mismatch", "asset-id-mismatch"))
def hazardous_id(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An id or key is one that software trips over.

    What: the key of an item, asset or transition, the id of a track, or the name of a field that the format does not
        know is empty, longer than 200 characters, holds control characters, or is `__proto__`, `constructor` or
        `prototype`.
    Why: the editor runs in a browser, where those three names reach into every object; the others break logs, URLs
        and file names.
    Example: `"items": {"__proto__": {…}}`.
    Fix: rename it, along with everything that names it.
    Source: ours; what is known of prototype pollution in JavaScript.
    """
    maps = (("items", state.items), ("assets", state.assets), ("transitions", state.transitions))
    for place, entities in maps:
        for key in _hazards(entities):
            yield _fault((place, key), key, at_key=True)
    for index, track in state.tracks:
        for key in _hazards([track["id"]]):
            yield _fault(("tracks", index, "id"), key)
    for path in state.unknown_fields:
        for key in _hazards([str(path[-1])]):
            yield _fault(path, key, at_key=True)


def _hazards(names: Collection[str]) -> list[str]:
    if all_plain(names):
        return []
    return [name for name in names if danger(name)]


def _fault(path: Path, key: str, at_key: bool = False) -> Fault:
    word = {"items": "item", "assets": "asset", "transitions": "transition", "tracks": "track"}.get(str(path[0]), "")
    kind = f"{word} id" if len(path) == 2 or path[0] == "tracks" else "field name"
    return Fault(path, f"the {kind} {wording.name(key)} {danger(key)}; rename it", at_key=at_key)
