"""What is wrong with the shape of a spec: what its JSON Schema refuses, told with line and remedy."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from editorkit import schema, wording
from editorkit.building.specs.shapes import item_keywords, spec_schema
from editorkit.building.specs.sources import Source
from editorkit.errors import DataError
from editorkit.pointer import Path, look_up
from editorkit.suggestions import did_you_mean

Told = tuple[Path, str]  # where below the place of the violation, and what


def refuse_misshapen(source: Source, release: str) -> None:
    """Raises DataError, a line for each fault, where the schema of specs refuses a spec."""
    engine = _engine(release)
    if engine.is_valid(source.data):
        return
    faults = {(source.lines.get(path, 1), text) for path, text in _told(source.data, release)}
    told = [f"{source.name}:{line}: {text}" for line, text in sorted(faults)]
    raise DataError(wording.first_lines(told))


@cache
def _engine(release: str) -> schema.Engine:
    return schema.compile_schema(spec_schema(release))


def _told(data: Any, release: str) -> Iterator[tuple[Path, str]]:
    for found in _engine(release).violations(data):
        teller = _TELLERS.get(found.keyword, _tell_value)
        for rest, text in teller(look_up(data, found.path), found.subschema, release):
            yield found.path + rest, text


def _tell_unknown(value: Any, part: schema.Schema, release: str) -> Iterator[Told]:
    known = part["properties"]
    if part.get("required") == ["gap"]:  # what else it could have been
        known = {**item_keywords(release), **known, "items": {}}
    for key in value:
        if key not in part["properties"]:
            hint = did_you_mean(key, known) or f"; there are {wording.listed(known, at_most=40)}"
            yield (key,), f"no key {wording.name(key)} here{hint}"


def _tell_missing(value: Any, part: schema.Schema, release: str) -> Iterator[Told]:
    missing = [key for key in part["required"] if key not in value]
    if missing == ["gap"]:
        if not set(value) - set(part["properties"]):  # else that is told as an unknown key
            yield (), f"an item says what it is by one of {wording.listed(item_keywords(release), at_most=40)}"
    else:
        for key in missing:
            yield (), f"the key {wording.name(key)} is missing"


def _tell_type(value: Any, part: schema.Schema, release: str) -> Iterator[Told]:
    quotes = ""
    if isinstance(value, dict) and list(value.values()) == [None]:
        quotes = f'; write a placeholder in quotes: "{{{next(iter(value))}}}"'
    yield (), f"must be {wording.kinds(part['type'])}, not {wording.value(value)}{quotes}"


def _tell_value(value: Any, part: schema.Schema, release: str) -> Iterator[Told]:
    allowed = f"; there are {', '.join(part['enum'])}, in quotes" if "enum" in part else ""
    yield (), f"cannot be {wording.value(value)}{allowed}"


_TELLERS = {"additionalProperties": _tell_unknown, "required": _tell_missing, "type": _tell_type}
