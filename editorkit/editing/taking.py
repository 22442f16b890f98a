"""States taken to be edited: brought to release 1.1, sound, and a copy of nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit import releases
from editorkit.conforming import expect_sound
from editorkit.diffing.bringing import read_state
from editorkit.editing.draft import Entity, Note
from editorkit.errors import UsageError
from editorkit.matching import with_integers
from editorkit.migrations import migrate
from editorkit.restoring import brought, carried_back
from editorkit.times import Rate

_RELEASE = "1.1"
_RATES = (30, 60)


@dataclass(frozen=True)
class Taken:
    """A state as it was given, of a release, and as one of release 1.1, which may be the same."""

    given: Entity
    release: str
    current: Entity

    @property
    def copy(self) -> Entity:
        """A copy of the current state, with integers for whole numbers."""
        made: Entity = with_integers(self.current)
        return made

    def carry_back(self, edited: Entity) -> tuple[Entity, list[Note]]:
        """What became of the copy, in the release of the state given, and what of the edit that cannot hold."""
        if self.release == _RELEASE:
            return edited, []
        made, losses = carried_back(self.given, self.current, edited, self.release)
        return made, [Note(loss.pointer, loss.message) for loss in losses]


def take(given: Mapping[str, Any], name: str, done: str) -> Taken:
    """Take a state. name: what to call it. done: what is to be done to it, such as "edited".

    Raises UsageError for what is no state, and for one that its schema refuses.
    """
    read = read_state(given, name)
    release, _ = releases.detect(read)
    current = brought(read, release, _RELEASE)
    expect_sound(current, _RELEASE, name, done)
    return Taken(read, release, current)


def take_other(given: Mapping[str, Any], name: str, done: str, fps: Rate) -> tuple[Entity, list[Note]]:
    """A state of any release as one of release 1.1, and what that lost and assumed. Raises as `take` does.

    fps: what its frames count, where it has some and this is a rate of the editor; else 30.
    """
    read = read_state(given, name)
    release, _ = releases.detect(read)
    notes: list[Note] = []
    if release != _RELEASE:
        read, notes = _migrated(read, release, name, fps)
    expect_sound(read, _RELEASE, name, done)
    made: Entity = with_integers(read)
    return made, notes


def _migrated(state: Entity, release: str, name: str, fps: Rate) -> tuple[Entity, list[Note]]:
    notes: list[Note] = []
    try:
        moved = migrate(state, _RELEASE, release=release)
    except UsageError:
        rate = next((each for each in _RATES if each == fps), _RATES[0])
        moved = migrate(state, _RELEASE, fps=rate, release=release)
        notes.append(Note("", f"{name} does not tell its frame rate: its frames are taken for {rate} a second"))
    notes += [Note(note.pointer, f"{name}: {note.message}") for note in (*moved.losses, *moved.assumptions)]
    return moved.state, notes
