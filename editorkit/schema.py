"""The format, as JSON Schema: load it, ask it questions, run it.

The only module that knows the schema engines. `jsonschema-rs` runs where it has a wheel, `jsonschema` elsewhere;
both report the same violations, because all that is taken from them is where, which keyword and which subschema.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pkgutil import get_data
from typing import Any, NamedTuple, Protocol

import orjson

from editorkit.errors import UsageError
from editorkit.pointer import Path, look_up
from editorkit.releases import CHECKED_RELEASES

Schema = dict[str, Any]


class Violation(NamedTuple):
    """One thing the schema refuses: where, by which keyword, and the subschema that keyword stands in."""

    path: Path
    keyword: str
    subschema: Schema


class Engine(Protocol):
    """A compiled schema."""

    def is_valid(self, data: Any) -> bool:
        """Whether the schema accepts the data."""

    def violations(self, data: Any) -> Iterator[Violation]:
        """Everything the schema refuses."""


@cache
def load(release: str) -> Schema:
    """The schema of a release, as shipped. Shared: not to be changed."""
    if release not in CHECKED_RELEASES:
        raise UsageError(f"no schema for release {release!r}; there is one for {' and '.join(CHECKED_RELEASES)}")
    schema: Schema = orjson.loads(shipped(f"editor-state.{release}.json"))
    return schema


def shipped(name: str) -> bytes:
    """A file of the `schemas` folder. (`importlib.resources` would take longer to import than the file to read.)"""
    text = get_data("editorkit.schemas", name)
    if text is None:
        raise FileNotFoundError(f"editorkit was installed without its file {name!r}; install it again")
    return text


class RustEngine:
    """jsonschema-rs."""

    def __init__(self, schema: Schema) -> None:
        import jsonschema_rs

        self._schema = schema
        self._validator = jsonschema_rs.Draft7Validator(schema, validate_formats=False)
        self.is_valid = self._validator.is_valid

    def violations(self, data: Any) -> Iterator[Violation]:
        quote = _quote_for(data)
        for error in self._validator.iter_errors(_quoted(data, quote) if quote else data):
            *where, keyword = error.schema_path
            path = tuple(_unquoted(token, quote) for token in error.instance_path)
            yield Violation(path, str(keyword), look_up(self._schema, tuple(where)))


class PythonEngine:
    """jsonschema: the reference, some two hundred times slower."""

    def __init__(self, schema: Schema) -> None:
        from jsonschema import Draft7Validator

        self._validator = Draft7Validator(schema)

    def is_valid(self, data: Any) -> bool:
        return bool(self._validator.is_valid(data))

    def violations(self, data: Any) -> Iterator[Violation]:
        for error in self._validator.iter_errors(data):
            for leaf in _leaves(error):
                yield Violation(tuple(leaf.absolute_path), str(leaf.validator), leaf.schema)


# In the paths of jsonschema-rs the key "" is left out, and "7", "007" and "+7" are all the integer 7.
_UNSAFE_KEY = r"\+?[0-9]*"


def _quote_for(data: Any) -> str:
    """What can be put before unsafe keys such that no other key starts with it; empty where no key is unsafe."""
    keys: set[str] = set()
    pending = [data]
    while pending:
        here = pending.pop()
        if isinstance(here, dict):
            keys.update(here)
            pending += here.values()
        elif isinstance(here, list):
            pending += here
    if not any(re.fullmatch(_UNSAFE_KEY, key) for key in keys):
        return ""
    longest = max((len(key) - len(key.lstrip("=")) for key in keys), default=0)
    return "=" * (longest + 1)


def _quoted(data: Any, quote: str) -> Any:
    if isinstance(data, dict):
        return {quote + k if re.fullmatch(_UNSAFE_KEY, k) else k: _quoted(value, quote) for k, value in data.items()}
    if isinstance(data, list):
        return [_quoted(value, quote) for value in data]
    return data


def _unquoted(token: str | int, quote: str) -> str | int:
    return token.removeprefix(quote) if quote and isinstance(token, str) else token


def _leaves(error: Any) -> Iterator[Any]:
    if not error.context:
        yield error
    for cause in error.context:
        yield from _leaves(cause)


def compile_schema(schema: Schema) -> Engine:
    """Make an engine of a schema: the fast one where it is installed, else the reference."""
    try:
        return RustEngine(schema)
    except ImportError:
        return PythonEngine(schema)


MOST_VIOLATIONS = 20_000  # some seconds of work


def violations(engine: Engine, data: Any) -> list[Violation]:
    """What a schema refuses in data, `MOST_VIOLATIONS` at most."""
    return [] if engine.is_valid(data) else list(islice(engine.violations(data), MOST_VIOLATIONS))


@cache
def engine(release: str, extra_values: tuple[tuple[str, tuple[Any, ...]], ...] = ()) -> Engine:
    """The compiled schema of a release, with further values allowed in some enumerations (see `with_enums`)."""
    schema = load(release)
    if extra_values:
        schema = with_enums(schema, {family: (*enum_of(release, family), *more) for family, more in extra_values})
    return compile_schema(schema)


# Where the schema enumerates what the runtime supports, by the name of the family in the capability payload.
FAMILIES: dict[str, Path] = {
    "animations": ("definitions", "animation", "properties", "type"),
    "captionAnimations": ("definitions", "captionAnimation", "properties", "type"),
    "transitions": ("definitions", "transition", "properties", "type"),
    "effects": ("definitions", "effectItem", "properties", "effectType"),
    "filters": ("definitions", "filterItem", "properties", "filterType"),
    "shapes": ("definitions", "solidItem", "properties", "shape"),
    "blurLevels": ("definitions", "blurBackground", "properties", "level"),
}


def enum_of(release: str, family: str) -> tuple[Any, ...]:
    """The values the schema of a release knows in a family, such as `transitions`."""
    return tuple(look_up(load(release), FAMILIES[family])["enum"])


def with_enums(schema: Schema, families: Mapping[str, Iterable[Any]]) -> Schema:
    """A copy of a schema in which the enumerations of some families are replaced."""
    copy: Schema = orjson.loads(orjson.dumps(schema))
    for family, values in families.items():
        look_up(copy, FAMILIES[family])["enum"] = list(values)
    return copy


def resolve(release: str, part: Schema) -> Schema:
    """What a subschema of a release refers to; itself where it refers to nothing."""
    if "$ref" not in part:
        return part
    found: Schema = look_up(load(release), tuple(part["$ref"].split("/")[1:]))
    return found


@cache
def definition(release: str, kind: str, type_name: str) -> Schema:
    """The definition that an entity (`kind` is "item" or "asset") of a type is held to."""
    for branch in load(release)["definitions"][kind]["allOf"]:
        if branch["if"]["properties"]["type"]["const"] == type_name:
            return resolve(release, branch["then"])
    raise UsageError(f"release {release} has no {kind} of type {type_name!r}")


@cache
def types(release: str, kind: str) -> tuple[str, ...]:
    """The types of "item" or "asset" that a release has."""
    return tuple(load(release)["definitions"][kind]["properties"]["type"]["enum"])


@cache
def properties(release: str, kind: str, type_name: str) -> frozenset[str]:
    """The names of all properties that an entity of a type may have."""
    found = definition(release, kind, type_name)["properties"]
    return frozenset(name for name, part in found.items() if "not" not in part)


@cache
def number_tracks(release: str, type_name: str) -> tuple[str, ...]:
    """The properties of an item type that can be key-framed, in schema order."""
    found = definition(release, "item", type_name)["properties"]
    return tuple(n for n, p in found.items() if p.get("$ref") == "#/definitions/numberTrack")


@cache
def root_properties(release: str) -> frozenset[str]:
    """The names of all properties at the top of a state."""
    return frozenset(load(release)["properties"])
