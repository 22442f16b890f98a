"""Times of release 1.0 in ticks, and times of 1.1 in the seconds, milliseconds and frames of before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from editorkit import ticks, wording
from editorkit.migrations import knowledge
from editorkit.migrations.draft import Draft, Entity, is_number
from editorkit.pointer import Path
from editorkit.releases import RENAMED, Renamed
from editorkit.scanner import LARGEST_INTEGER


@dataclass(frozen=True)
class Spelling:
    """How a field is called in the release to come.

    least: the smallest number the release to come takes there, None where it takes any.
    """

    name: str
    renamed: Renamed
    least: int | None


Spellings = Mapping[str, Spelling]
Convert = Callable[[Draft, Path, Any, Spelling], int | float | None]


@cache
def spellings(before: str, after: str, kind: str) -> Spellings:
    """The fields of an item type that are called otherwise in another release, by their name now."""
    return _paired(knowledge.fields(before, kind), knowledge.fields(after, kind))


@cache
def spellings_of(before: str, after: str, definition: str) -> Spellings:
    """The same for a definition by its name, such as `brandRuntime`."""
    return _paired(knowledge.fields_of(before, definition), knowledge.fields_of(after, definition))


@cache
def flash_spellings(after: str) -> Spellings:
    """The same for the parameters of a flash-to-black, which only the schema of release 1.1 names."""
    now = knowledge.fields_of("1.1", "flashToBlackParams")
    then: dict[str, Any] = {renamed.old: {} for renamed in RENAMED if renamed.new in now}
    return _paired(then, now) if after == "1.1" else _paired(now, then)


def _paired(before: Mapping[str, Any], after: Mapping[str, Any]) -> Spellings:
    names = [(renamed, renamed.old, renamed.new) for renamed in RENAMED]
    names += [(renamed, renamed.new, renamed.old) for renamed in RENAMED]
    return {
        now: Spelling(then, renamed, after[then].get("minimum"))
        for renamed, now, then in names
        if now in before and then in after
    }


def respell(draft: Draft, entity: Entity, path: Path, known: Spellings, convert: Convert) -> None:
    """Put fields under their names to come, in place and in order.

    A field stays as it is where its value cannot be read. Where one of the name to come is there already it says
    nothing in this release, and goes.
    """
    if known.keys().isdisjoint(entity):
        return
    fields = dict(entity)
    made: dict[str, int | float] = {}
    for name, value in fields.items():
        converted = convert(draft, (*path, name), value, known[name]) if name in known and is_number(value) else None
        if converted is not None:
            made[name] = converted
    strays = {known[name].name: name for name in made if known[name].name in fields}
    for stray, name in strays.items():
        if not _is_as_much(fields[stray], made[name]):
            told = f"{wording.value(fields[stray])} says nothing beside {name} {wording.value(fields[name])}"
            draft.lose("removed", (*path, stray), f"{draft.subject((*path, stray))}: {told}, and is left out")
    entity.clear()
    for name, value in fields.items():
        if name in made:
            entity[known[name].name] = made[name]
        elif name not in strays:
            entity[name] = value


def _is_as_much(one: Any, other: int | float) -> bool:
    return is_number(one) and ticks.exact(one) == ticks.exact(other)


def to_ticks(draft: Draft, path: Path, value: int | float, spelling: Spelling) -> int | None:
    """A time in ticks, the nearest where it falls between two; None where it is beyond all exact numbers."""
    exactly = ticks.exact(value) * _ticks_per_unit(draft, path, value, spelling)
    rounded = ticks.nearest(exactly)
    if abs(rounded) > LARGEST_INTEGER:
        return None
    if rounded != exactly:
        told = f"{wording.value(value)} {spelling.renamed.unit} are rounded to {rounded} ticks"
        draft.assume("rounded", (*path[:-1], spelling.name), f"{draft.subject(path)}: {told}")
    return rounded


def from_ticks(draft: Draft, path: Path, value: int | float, spelling: Spelling) -> int | float | None:
    """A time in the unit of before: the shortest decimal that gives the same ticks again, or whole frames.

    None where the ticks are not whole, or no number is exact enough.
    """
    exactly = ticks.exact(value)
    if exactly.denominator != 1 or abs(exactly) > LARGEST_INTEGER:
        return None
    per_unit = _ticks_per_unit(draft, path, value, spelling)
    is_in_frames = spelling.renamed.ticks_per_unit is None
    converted = ticks.nearest(exactly / per_unit) if is_in_frames else _shortest(exactly.numerator, per_unit)
    if converted is None:
        return None
    if spelling.least is not None and 0 < converted < spelling.least:
        converted = spelling.least
    if ticks.nearest(ticks.exact(converted) * per_unit) != exactly:
        told = f"{exactly} ticks become {wording.value(converted)} {spelling.renamed.unit}, the nearest it can be"
        draft.lose("rounded", path, f"{draft.subject(path)}: {told}")
    return converted


def _shortest(count: int, per_unit: int) -> int | float | None:
    scale = 1
    while abs(scaled := ticks.nearest(Fraction(count * scale, per_unit))) <= LARGEST_INTEGER:
        candidate = ticks.as_json(Fraction(scaled, scale))
        if ticks.nearest(ticks.exact(candidate) * per_unit) == count:
            return candidate
        scale *= 10
    return None


def _ticks_per_unit(draft: Draft, path: Path, value: int | float, spelling: Spelling) -> int:
    """Of frames only as many as there are need a rate: none are no time at any."""
    return spelling.renamed.ticks_per_unit or (draft.ticks_per_frame(path) if value else 1)
