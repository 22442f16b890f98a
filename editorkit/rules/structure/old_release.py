"""The old-release rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.releases import shape_of
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_SCHEMA_INVALID", releases=("0.1", "0.2"))
def old_release(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The state is of release 0.1 or 0.2, which no server takes any more.

    What: the fields of the state are those of a release before 1.0. All releases call themselves v1.
    Why: 0.1 and 0.2 states are refused by the schema of every later release, in hundreds of places for one reason.
    Example: `"top": 120` instead of `"top": {"value": 120, "keyframes": []}`.
    Fix: bring the file up to release 1.1, or save it again from today's editor.
    Source: the published JSON Schemas of 0.1, 0.2 and 1.0 compared.
    """
    way = "numbers become number tracks, scaleX and scaleY are added" if state.release == "0.1" else ""
    trim = "captionStartInSeconds becomes an offset, captions and charts are typed"
    yield Fault(
        (),
        f"this state is of release {state.release} ({shape_of(state.release)}), which is no longer accepted; "
        f"bring it up to release 1.1 or save it again from the editor ({way or trim})",
    )
