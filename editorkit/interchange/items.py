"""Clips as items."""

from fractions import Fraction
from math import isclose
from typing import Any

import orjson

from editorkit import schema
from editorkit.building.defaults import template
from editorkit.errors import DataError
from editorkit.interchange.carrying import RELEASE
from editorkit.interchange.clips import RATE, START, has
from editorkit.interchange.lanes import Clip
from editorkit.migrations.draft import Draft
from editorkit.scanner import LARGEST_INTEGER
from editorkit.ticks import as_json, exact, nearest
from editorkit.wording import name

Entity = dict[str, Any]
_NOISE = 1e-12  # OpenTimelineIO reads some numbers wrong in their last place


def fresh(kind: str, size: tuple[int, int]) -> Entity:
    """A new item of a type that shows a file, as large as the frame; its id, times and asset are open."""
    made: Entity = orjson.loads(template(RELEASE, kind, *size))
    return made


def settle(item: Entity, clip: Clip, key: str, start: int, end: int, draft: Draft) -> Entity:
    """An item with what its clip says of it; what that leaves as it was keeps its spelling. start, end: in ticks."""
    kind = item["type"]
    told: Entity = {"startTicks": start, "durationTicks": end - start}
    if has(kind, START):
        told[START] = _source_start(clip, key, draft)
    if has(kind, RATE) and not isclose(clip.speed, _number(item.get(RATE)), rel_tol=_NOISE):
        told[RATE] = _speed(clip, kind, key, draft)
    changed = {field: value for field, value in told.items() if item.get(field) != value}
    return item | changed


def source_end(item: Entity) -> Fraction:
    """Where in its source an item ends, in ticks."""
    duration: int = item["durationTicks"]
    return exact(item.get(START, 0)) + duration * exact(item.get(RATE, 1))


def _source_start(clip: Clip, key: str, draft: Draft) -> int:
    found = nearest(clip.start)
    if found > LARGEST_INTEGER:
        raise DataError(f"item {name(key)} begins so late in its file that ticks cannot count it; shorten the file")
    if found < 0:
        message = f"item {name(key)} begins before its file does, and is taken to begin with it"
        draft.assume("assumed", ("items", key, START), message)
    elif found != clip.start:
        message = f"where item {name(key)} begins in its file is rounded to a tick"
        draft.assume("rounded", ("items", key, START), message)
    return max(found, 0)


def _speed(clip: Clip, kind: str, key: str, draft: Draft) -> int | float:
    slowest = schema.definition(RELEASE, "item", kind)["properties"][RATE]["minimum"]
    if clip.speed < slowest:
        message = f"item {name(key)} is slower than {slowest}, the slowest there is, which is taken"
        draft.assume("assumed", ("items", key, RATE), message)
    return as_json(exact(max(clip.speed, slowest)))


def _number(value: Any) -> float:
    return float(value) if type(value) in (int, float) else 0.0
