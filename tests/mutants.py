"""Copies of a document with exactly one thing changed, as mistakes would change it.

The mutations know JSON, not the format: whether a change is a fault at that place is for the schema to say.
"""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

Path = tuple[str | int, ...]

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ONE_OF_EACH_TYPE: dict[type, Any] = {str: "7", int: 7, float: 0.5, bool: True, list: [{}], dict: {"value": 7}}
# On, below and above every bound the format sets, and far out.
BORDERS = (-1, -0.5, 0, 0.01, 0.5, 1, 1.5, 4, 5, 49, 50, 1920, 1921, 1e300)
OTHER_NAMES = ("unexpected", "text", "componentId", "componentVersion")
OTHER_WORDS = ("x", "not-supported", "Fade", "none", "color", "image", "video", "caption", "pie", "uploaded")


class Fault(NamedTuple):
    """A mutated copy. `path` leads to the change; to the object, where a property is missing or extra."""

    path: Path
    kind: str
    state: Any


def single_faults(state: Any, random: Random) -> Iterator[Fault]:
    """Every kind of mutation at every place of a document it fits.

    Deterministic for a given state of `random`. The copies share what they did not change with the original:
    treat both as read-only.
    """
    for path, value in walk(state):
        for kind, mutate in MUTATIONS.items():
            for replacement in mutate(value, random):
                yield Fault(path, kind, with_value(state, path, replacement))


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a document with its path, parents first."""
    yield path, value
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for token, inner in entries:
        yield from walk(inner, (*path, token))


def with_value(document: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a path; only the containers on the way are copied."""
    if not path:
        return value
    copy = document.copy()
    copy[path[0]] = with_value(document[path[0]], path[1:], value)
    return copy


def drop_property(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, dict):
        for name in value:
            yield {key: inner for key, inner in value.items() if key != name}


def add_property(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, dict):
        for name in OTHER_NAMES:
            if name not in value:
                yield {**value, name: random.choice(("", 7, None, {}))}


def change_type(value: Any, random: Random) -> Iterator[Any]:
    yield random.choice([other for kind, other in ONE_OF_EACH_TYPE.items() if not isinstance(value, kind)])


def null(value: Any, random: Random) -> Iterator[Any]:
    if value is not None:
        yield None


def empty(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, (str, list, dict)) and value:
        yield type(value)()


def shorten(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, list) and len(value) > 1:
        yield value[:-1]


def leave_range(value: Any, random: Random) -> Iterator[Any]:
    if is_number(value):
        yield from BORDERS


def leave_integers(value: Any, random: Random) -> Iterator[Any]:
    if is_number(value) and value == int(value):
        yield value + 0.5


def spell_as_float(value: Any, random: Random) -> Iterator[Any]:
    if type(value) is int:
        yield float(value)


def boolean_for_number(value: Any, random: Random) -> Iterator[Any]:
    if is_number(value):
        yield random.choice((True, False))


def number_for_boolean(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, bool):
        yield int(value)


def other_word(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, str):
        yield from OTHER_WORDS


def damage_uuid(value: Any, random: Random) -> Iterator[Any]:
    if isinstance(value, str) and UUID.fullmatch(value):
        at = random.randrange(len(value))
        yield value[:at] + value[at + 1 :]
        yield value[:at] + "g" + value[at + 1 :]
        yield from (f"{value}0", f" {value}", f"{value}\n", f"{{{value}}}", value.replace("-", ""), f"urn:uuid:{value}")


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


MUTATIONS: dict[str, Callable[[Any, Random], Iterator[Any]]] = {
    "missing": drop_property,
    "extra": add_property,
    "wrong-type": change_type,
    "null": null,
    "empty": empty,
    "shorter": shorten,
    "out-of-range": leave_range,
    "fraction": leave_integers,
    "float-for-integer": spell_as_float,
    "boolean-for-number": boolean_for_number,
    "number-for-boolean": number_for_boolean,
    "bad-enum": other_word,
    "bad-uuid": damage_uuid,
}
