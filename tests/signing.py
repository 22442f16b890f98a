"""Writes `editorkit/building/signatures.py`: the keywords of every item type, for editors and type checkers."""

from typing import Any

from editorkit import releases, schema
from editorkit.building import keywords
from editorkit.building.keywords import Field

RELEASES = tuple(reversed(releases.CHECKED_RELEASES))
HEAD = '''"""The keywords of the methods that place items, typed.

Written by `tests/signing.py` from the schemas; not to be edited.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from editorkit.building.moving import Keyframes, Motion, Number
from editorkit.space.layout import Box, Place
from editorkit.space.lengths import Length
from editorkit.times import Time

if TYPE_CHECKING:
    from editorkit.building.items import Item

Animated = Number | Keyframes | Mapping[str, Any]


class InTime(TypedDict, total=False):
    """When an item plays, and what it is called."""

    at: "Time | Item"
    after: "Item"
    until: "Time | Item"
    gap: Time
    length: Time
    id: str
    extra: Mapping[str, Any]


class InSpace(InTime, total=False):
    """Where it stands, and how it comes and goes."""

    place: Place
    size: Sequence[Length]
    box: Box
    margin: Length
    fit: str
    focus: str
    enter: Motion | Sequence[Motion]
    exit: Motion | Sequence[Motion]
    loop: Motion
'''
LETTERED = ("font_weight: int | str", "font_variant: str")
CHART = ("label: str", "series: Sequence[str] | Mapping[str, str]", "value: str", "x: str", "y: str", "group: str")
PLAIN = {"string": "str", "integer": "int", "number": "Number", "boolean": "bool", "null": "None"}
PLAIN |= {"object": "Mapping[str, Any]", "array": "Sequence[Any]"}


def written() -> str:
    """The whole module."""
    return HEAD + "".join(f"\n\n{_class(kind)}\n" for kind in schema.types("1.1", "item"))


def _class(kind: str) -> str:
    fields: dict[str, Field] = {}
    for release in RELEASES:
        fields = keywords.elsewhere(release, kind) | fields
        for word in schema.enum_of(release, f"{kind}s") if kind in ("effect", "filter") else ():
            fields = keywords.demanded(release, kind, word) | fields
    base = "InSpace" if "top" in fields else "InTime"
    said_first = keywords.ARGUMENTS.get(kind, ())
    lines = [f"{field.keyword}: {_type(field)}" for field in fields.values() if field.name not in said_first]
    lines += LETTERED if "font_style" in fields else ()
    lines += CHART if kind == "chart" else ()
    body = "\n".join(f"    {line}" for line in lines)
    article = "an" if kind[0] in "aeiou" else "a"
    head = f"class {keywords.signature(kind)}({base}, total=False):"
    return f'{head}\n    """The keywords of {article} {kind} item."""\n\n{body}'


def _type(field: Field) -> str:
    if field.reads == "number":
        return "Animated"
    if field.reads == "time":
        return "Time"
    if field.values and not field.family:
        return f"Literal[{', '.join(repr(value) for value in field.values)}]".replace("'", '"')
    kinds: Any = field.part.get("type", "any")
    names = [PLAIN.get(kind, "Any") for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " | ".join(names)
