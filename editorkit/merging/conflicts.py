"""What two sides did to one thing that cannot be put together, and whose side is taken where somebody said so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from editorkit import wording
from editorkit.diffing.edits import MISSING
from editorkit.errors import UsageError
from editorkit.pointer import Path, parse, show

Side = Literal["ours", "theirs"]
Preference = str | Mapping[str, str] | None
_SIDES = ("ours", "theirs")
_ENTITIES = {"items": "item", "assets": "asset", "tracks": "track", "transitions": "transition"}


@dataclass(frozen=True)
class Conflict:
    """One thing that both sides changed, in ways that cannot be put together.

    kind: "both-changed", "both-added", "changed-and-removed", "both-renamed", "same-place" (both put something at one
        place of a track), or "worse" (what was put together would be found worse than either side).
    entity: "item", "asset", "track", "transition", or "state" for what belongs to the timeline as a whole.
    id: its id before; None for the state. property: the property in question; None for the entity as a whole.
    pointer: JSON Pointer in terms of ids (`/tracks/main/hidden`); what `prefer` takes.
    base, ours, theirs: the values, None where there is none.
    reason: a sentence: what both did, why that cannot be put together, and what to do.
    """

    kind: str
    entity: str
    id: str | None
    property: str | None
    pointer: str
    base: Any
    ours: Any
    theirs: Any
    reason: str


class Judge:
    """Takes note of conflicts, and settles those for which there is a preference.

    Raises UsageError for a preference that is none.
    """

    def __init__(self, prefer: Preference) -> None:
        self._prefer = _read(prefer)
        self.conflicts: list[Conflict] = []
        self.resolved: list[Conflict] = []

    def preferred(self, path: Path) -> Side | None:
        """Whose side is to be taken at a path: what was said of it, or of the nearest place it lies in."""
        for length in range(len(path), -1, -1):
            side = self._prefer.get(tuple(map(str, path[:length])))
            if side is not None:
                return side
        return None

    def settle(self, kind: str, path: Path, base: Any, ours: Any, theirs: Any, reason: str) -> Any:
        """The value of the preferred side; without a preference a conflict, and ours for the time being."""
        side = self.tell(kind, path, base, ours, theirs, reason)
        return theirs if side == "theirs" else ours

    def tell(self, kind: str, path: Path, base: Any, ours: Any, theirs: Any, reason: str) -> Side | None:
        """Whose side is preferred; None where it is a conflict."""
        side = self.preferred(path)
        conflict = _conflict(kind, path, base, ours, theirs, reason)
        (self.resolved if side else self.conflicts).append(conflict)
        return side

    def refuse(self, kind: str, path: Path, base: Any, ours: Any, theirs: Any, reason: str) -> None:
        """A conflict that no preference settles."""
        self.conflicts.append(_conflict(kind, path, base, ours, theirs, reason))


def _conflict(kind: str, path: Path, base: Any, ours: Any, theirs: Any, reason: str) -> Conflict:
    family = str(path[0]) if path else ""
    is_entity = family in _ENTITIES and len(path) > 1
    return Conflict(
        kind=kind,
        entity=_ENTITIES[family] if is_entity else "state",
        id=str(path[1]) if is_entity else None,
        property=".".join(map(str, path[2:] if is_entity else path)) or None,
        pointer=show(path),
        base=_told(base),
        ours=_told(ours),
        theirs=_told(theirs),
        reason=reason,
    )


def _told(value: Any) -> Any:
    return None if value is MISSING else value


def _read(prefer: Preference) -> dict[Path, Side]:
    said = {"": prefer} if isinstance(prefer, str) else {} if prefer is None else prefer
    if not isinstance(said, Mapping):
        raise UsageError(f"prefer is ours, theirs or a mapping of pointers to these, not {wording.told(prefer)}")
    found: dict[Path, Side] = {}
    for pointer, side in said.items():
        if side not in _SIDES:
            raise UsageError(f"prefer ours or theirs, not {wording.told(side)}")
        try:
            found[parse(pointer)] = "ours" if side == "ours" else "theirs"
        except (ValueError, AttributeError):
            raise UsageError(f"prefer takes JSON Pointers such as /items/title, not {wording.told(pointer)}") from None
    return found
