"""The unsupported-state-version rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.document import Document
from editorkit.findings import Drop, Fault, Fix, Put
from editorkit.pointer import look_up
from editorkit.rules import ERROR, OFFICIAL, reading_rule


@reading_rule(severity=ERROR, evidence=OFFICIAL, code="STATE_SCHEMA_VERSION_UNSUPPORTED")
def unsupported_state_version(document: Document) -> Iterator[Fault]:
    """A request body names a version of the state that the API does not take.

    What: beside `editorState`, `stateSchemaVersion` is something else than "v1", or `stateVersion` stands there too.
    Why: API 1.1 takes `stateSchemaVersion: "v1"` alone, and refuses the whole request otherwise. `stateVersion` is
        what API 1.0 called it.
    Example: `{"stateVersion": "1", "stateSchemaVersion": "v1", "editorState": {…}}`.
    Fix: write `"stateSchemaVersion": "v1"` and take `stateVersion` out.
    Source: the server code STATE_SCHEMA_VERSION_UNSUPPORTED; OpenAPI document of release 1.1.
    """
    if not document.root:
        return
    around = document.root[:-1]
    body = look_up(document.data, around)
    version = body.get("stateSchemaVersion", "v1")
    if version != "v1":
        yield Fault(
            (*around, "stateSchemaVersion"),
            f'stateSchemaVersion is {wording.value(version)}, but must be "v1"',
            fix=Fix('write "v1"', True, (Put((*around, "stateSchemaVersion"), "v1"),)),
        )
    if "stateVersion" in body and "stateSchemaVersion" in body:
        message = "stateVersion is of API 1.0 and refused beside stateSchemaVersion; take it out"
        path = (*around, "stateVersion")
        yield Fault(path, message, at_key=True, fix=Fix("remove it", True, (Drop(path),)))
