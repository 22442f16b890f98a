"""Changes made of what is known about them."""

from collections.abc import Sequence
from typing import Any

from editorkit.diffing.changes import Change
from editorkit.diffing.comparison import Comparison, Span, told
from editorkit.diffing.edits import MISSING, Edit, Placed, Put
from editorkit.diffing.kinds import KINDS
from editorkit.pointer import Path

_ENTITIES = {"items": "item", "assets": "asset", "tracks": "track", "transitions": "transition"}


def make(
    compared: Comparison,
    kind: str,
    path: Path,
    *,
    before: Any,
    after: Any,
    span: Span | None,
    sentence: str,
    edits: Sequence[Edit],
    details: Sequence[str] = (),
    track: str | None = None,
) -> Change:
    """A change at a path in old ids; `track` is an old id, too."""
    family = str(path[0]) if path else ""
    return Change(
        kind=kind,
        entity=_ENTITIES.get(family, "state"),
        id=compared.new_id(family, str(path[1])) if family in _ENTITIES and len(path) > 1 else None,
        pointer=compared.pointer(path),
        before=told(before),
        after=told(after),
        span=span,
        sentence=sentence,
        impact=KINDS[kind],
        details=tuple(details),
        track=None if track is None else compared.new_id("tracks", track),
        edits=tuple(edits),
    )


def item_change(
    compared: Comparison,
    kind: str,
    item: str,
    *,
    puts: Sequence[Put],
    sentence: str,
    path: Path | None = None,
    places: Sequence[Placed] = (),
    details: Sequence[str] = (),
) -> Change:
    """A change of some properties of an item."""
    before, after = values(puts, places)
    return make(
        compared,
        kind,
        path or path_of(puts, ("items", item)),
        before=before,
        after=after,
        span=compared.span(item),
        sentence=sentence,
        edits=(*puts, *places),
        details=details,
        track=compared.home(item),
    )


def path_of(puts: Sequence[Put], entity: Path) -> Path:
    """Where a change of an entity is: the place of its only put, else the entity itself."""
    return puts[0].path if len(puts) == 1 else entity


def values(puts: Sequence[Put], places: Sequence[Placed] = ()) -> tuple[Any, Any]:
    """What a change holds before and after: the value of its only put, else an object of several by their names."""
    if len(puts) == 1 and not places:
        return puts[0].before, puts[0].after
    depth = 2 if puts and puts[0].path[0] in _ENTITIES else 1
    before = {".".join(map(str, p.path[depth:])): p.before for p in puts if p.before is not MISSING}
    after = {".".join(map(str, p.path[depth:])): p.after for p in puts if p.after is not MISSING}
    for place in places:
        track = str(place.path[1]) if len(place.path) > 1 else "tracks"
        if place.before is not None:
            before[f"index on {track}"] = place.before
        if place.after is not None:
            after[f"index on {track}"] = place.after
    return before, after
