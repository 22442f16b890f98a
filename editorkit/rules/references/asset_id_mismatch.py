"""The asset-id-mismatch rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=DOCUMENTED)
def asset_id_mismatch(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An asset bears another id than the key it is stored under.

    What: `assets[key].id` is not `key`.
    Why: items find an asset by its key, so two names for one asset lead to edits of the wrong one.
    Example: `"assets": {"logo": {"id": "logo-old", …}}`.
    Fix: set the id to the key, which is what items name.
    Source: the vendor's editor-JSON guide, repair section.
    """
    for key, asset in state.assets.items():
        if asset["id"] != key:
            message = (
                f"asset {wording.name(key)} bears the id {wording.name(asset['id'])}; "
                f"set its id to {wording.name(key)}, the key it is stored under"
            )
            yield Fault(("assets", key, "id"), message)
