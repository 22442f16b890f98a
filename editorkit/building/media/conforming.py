"""Conforming: whether one part of a state is as the schema wants it, before there is a state to check."""

from functools import cache, reduce
from typing import Any

from editorkit import schema
from editorkit.explaining import explain
from editorkit.pointer import Path


def refusals(release: str, definition: str, place: Path, part: Any) -> list[str]:
    """What the schema of a release refuses in a part of a state, in sentences.

    definition: the name of what the part is held to, such as "asset". place: where in a state it would stand.
    """
    engine = _engine(release, definition)
    if engine.is_valid(part):
        return []
    around = reduce(lambda inner, token: {token: inner}, reversed(place), part)
    violations = [violation._replace(path=place + violation.path) for violation in engine.violations(part)]
    return [fault.message for fault in explain(violations, around, release)]


@cache
def _engine(release: str, definition: str) -> schema.Engine:
    definitions = schema.load(release)["definitions"]
    return schema.compile_schema({"definitions": definitions, "allOf": [{"$ref": f"#/definitions/{definition}"}]})
