"""The id-mismatch rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED)
def id_mismatch(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item or transition bears another id than the key it is stored under.

    What: `items[key].id` is not `key`, or `transitions[key].id` is not `key`.
    Why: tracks and transitions find an item by its key, so two names for one item lead to edits of the wrong one.
    Example: `"items": {"title": {"id": "title-copy", …}}`.
    Fix: set the id to the key, which is what tracks and transitions name.
    Source: ids equal keys in every file saved by the editor and in every published example.
    """
    for place, word, entities in (
        ("items", "item", state.items),
        ("transitions", "transition", state.transitions),
    ):
        for key, identifier in [(key, entity["id"]) for key, entity in entities.items() if entity["id"] != key]:
            message = (
                f"{word} {wording.name(key)} bears the id {wording.name(identifier)}; "
                f"set its id to {wording.name(key)}, the key it is stored under"
            )
            yield Fault((place, key, "id"), message)
