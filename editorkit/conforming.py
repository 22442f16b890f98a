"""Conforming: whether a state, or a part of one in the making, is as the schema wants it, for those who rely on it."""

from functools import cache, reduce
from typing import Any

from editorkit import schema
from editorkit.errors import UsageError
from editorkit.explaining import explain
from editorkit.pointer import Path
from editorkit.schema import Violation


def expect_sound(state: dict[str, Any], release: str, name: str, done: str) -> None:
    """Raises UsageError where the schema of a release refuses more of a state than words of the runtime's.

    name: what to call the state. done: what cannot be done to it then, such as "edited".
    """
    found = [one for one in schema.violations(schema.engine(release), state) if not _is_of_the_runtime(one, release)]
    if found:
        first = explain(found, state, release)[0]
        raise UsageError(
            f"{name} cannot be {done}, for its schema refuses it: {first.message}; `editorkit check` tells all of it"
        )


def _is_of_the_runtime(violation: Violation, release: str) -> bool:
    """Whether it is a word, such as the name of an effect, that another runtime may well know."""
    words = violation.subschema.get("enum", ())
    return violation.keyword == "enum" and any(
        tuple(words) == schema.enum_of(release, family) for family in schema.FAMILIES
    )


def is_sound(release: str, definition: str | None, part: Any) -> bool:
    """Whether the schema of a release refuses nothing of a part of a state but words of the runtime's.

    definition: the name of what the part is held to, such as "asset"; None for a whole state.
    """
    engine = schema.engine(release) if definition is None else _engine(release, definition)
    return engine.is_valid(part) or all(_is_of_the_runtime(one, release) for one in engine.violations(part))


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
