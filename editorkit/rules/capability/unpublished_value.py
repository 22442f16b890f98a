"""The unpublished-value rule."""

from collections.abc import Iterator

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.rules.capability import uses_of
from editorkit.state import EditorState


@rule(severity=INFO, evidence=ADVICE)
def unpublished_value(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A value is in the capabilities, but not yet in the published schema.

    What: an animation, transition, effect, filter, shape or blur level is listed by the capabilities given with
        --capabilities, while the schema of the release does not know it. It is accepted.
    Why: the server knows more than was published. The official clients hold states to the published schema before
        they send them, so they refuse this one until they are brought up to date.
    Example: `"type": "dissolve"` on a transition, with capabilities that list dissolve.
    Fix: nothing, if your tools accept it; else take a value the schema knows.
    Source: our advice, from the capabilities and the published schemas compared.
    """
    for family in schema.FAMILIES:
        extra = set(capabilities.beyond(family, schema.enum_of(state.release, family)))
        for path, value in uses_of(state, family) if extra else ():
            if value in extra:
                where = f"{wording.subject(path, state.data)} is {wording.value(value)}"
                version = wording.value(capabilities.version)
                yield Fault(
                    path,
                    f"{where}, which the capabilities of version {version} list"
                    f" but the published schema of release {state.release} does not know",
                )
