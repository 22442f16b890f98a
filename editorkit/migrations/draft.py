"""A state on its way to another release, and what is to be told about the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from editorkit import pointer, ticks, wording
from editorkit.errors import UsageError
from editorkit.pointer import Path

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a migration could not simply carry over.

    kind: in a word, such as "removed", "rounded" or "assumed".
    pointer: JSON Pointer to the place: of a loss in the state before, of an assumption in the state after.
    message: one sentence, without a full stop.
    """

    kind: str
    pointer: str
    message: str


@dataclass
class Draft:
    """The state that steps change in place, a copy of nobody else's; and the notes they make.

    fps: frames a second, for fields that count frames; None where nobody said.
    """

    state: Entity
    fps: int | None = None
    losses: list[Note] = field(default_factory=list)
    assumptions: list[Note] = field(default_factory=list)

    def lose(self, kind: str, path: Path, message: str) -> None:
        """Note what the release to come cannot hold; path: in the state before."""
        self.losses.append(Note(kind, pointer.show(path), message))

    def assume(self, kind: str, path: Path, message: str) -> None:
        """Note what was made up or rounded; path: in the state after."""
        self.assumptions.append(Note(kind, pointer.show(path), message))

    def entities(self, name: str) -> Iterator[tuple[str, Entity]]:
        """What can be read of a map of the state, such as `items`: pairs of id and object. The map may grow."""
        found = self.state.get(name)
        pairs = list(found.items()) if isinstance(found, dict) else []
        return ((key, value) for key, value in pairs if isinstance(value, dict))

    def listed(self, name: str) -> Iterator[tuple[int, Entity]]:
        """What can be read of a list of the state, such as `tracks`: pairs of index and object."""
        found = self.state.get(name)
        pairs = enumerate(found if isinstance(found, list) else [])
        return ((index, value) for index, value in pairs if isinstance(value, dict))

    def discard(self, entity: Entity, path: Path, name: str, why: str) -> None:
        """Take a property from an object; it is a loss where its value said something."""
        gone = entity.pop(name)
        if not is_silent(gone):
            self.lose("removed", (*path, name), f"{self.subject((*path, name))} is left out: {why}")

    def ticks_per_frame(self, path: Path) -> int:
        """The length of a frame in ticks. Raises UsageError, which names the place, where nobody said the rate."""
        if self.fps is None:
            raise UsageError(
                f"{pointer.show(path)}: {self.subject(path)} is a time in frames in one release and in ticks in the "
                "other, and the state does not hold the frame rate; give fps=30 or fps=60 (--fps), whichever it is "
                "edited at"
            )
        return ticks.per_frame(self.fps)

    def subject(self, path: Path) -> str:
        """What a path is, in words."""
        return wording.subject(path, self.state)


def is_silent(value: Any) -> bool:
    """Whether a property with this value says no more than one that is absent."""
    return value is None or value is False


def is_number(value: Any) -> bool:
    """Whether a JSON value is a number; true and false are none."""
    return type(value) in (int, float)


def type_of(entity: Entity) -> str:
    """The type of an item or asset; empty where it states none."""
    found = entity.get("type")
    return found if isinstance(found, str) else ""
