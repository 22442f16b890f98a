"""The ambiguous-release rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=ADVICE)
def ambiguous_release(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Nothing tells of which release the state is.

    What: the state has neither `stateSchemaVersion` nor a field that only one release has, so it is checked as 1.0.
    Why: today's server takes release 1.1 and refuses a state without `stateSchemaVersion`.
    Example: a state that holds texts and solids only.
    Fix: add `"stateSchemaVersion": "v1"` if it is meant for release 1.1, or say `--release 1.0`.
    Source: ours; the published schemas of 1.0 and 1.1 compared.
    """
    if not state.release_is_certain:
        yield Fault(
            (),
            "nothing here tells release 1.0 from 1.1, so it was checked as 1.0; "
            'add "stateSchemaVersion": "v1" if it is meant for 1.1',
        )
