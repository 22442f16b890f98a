"""States taken to be edited: brought to release 1.1, sound, and a copy of nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit import releases
from editorkit.conforming import expect_sound
from editorkit.diffing.bringing import read_state
from editorkit.editing.draft import Entity
from editorkit.matching import with_integers
from editorkit.restoring import brought, carried_back

_RELEASE = "1.1"


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

    def carry_back(self, edited: Entity) -> Entity:
        """What became of the copy, in the release of the state given."""
        if self.release == _RELEASE:
            return edited
        made: Entity = carried_back(self.given, self.current, edited, self.release)
        return made


def take(given: Mapping[str, Any], name: str, done: str) -> Taken:
    """Take a state. name: what to call it. done: what is to be done to it, such as "edited".

    Raises UsageError for what is no state, and for one that its schema refuses.
    """
    read = read_state(given, name)
    release, _ = releases.detect(read)
    current = brought(read, release, _RELEASE)
    expect_sound(current, _RELEASE, name, done)
    return Taken(read, release, current)
