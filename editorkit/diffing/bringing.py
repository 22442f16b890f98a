"""States made ready to be compared: read, and brought to one release."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit import document as documents
from editorkit import releases, wording
from editorkit.errors import UsageError
from editorkit.migrations import migrate

State = dict[str, Any]


@dataclass(frozen=True)
class Brought:
    """States of one release, by what they are called; `notes` are sentences on what was done to get there."""

    states: Mapping[str, State]
    release: str
    notes: tuple[str, ...]


def bring_together(given: Mapping[str, Mapping[str, Any]], fps: int | None = None) -> Brought:
    """Read states and migrate the older ones to the release of the newest.

    given: the states by what to call them in messages. Raises UsageError where one is no state or cannot be migrated.
    """
    read = {name: read_state(state, name) for name, state in given.items()}
    found = {name: releases.detect(state)[0] for name, state in read.items()}
    newest = max(found.values())
    notes = [
        f"{name} is of release {release}, and was migrated to {newest} to be compared"
        for name, release in found.items()
        if release != newest
    ]
    brought = {name: bring_up(state, newest, fps) for name, state in read.items()}
    return Brought(brought, newest, tuple(notes))


def bring_up(state: State, release: str, fps: int | None = None) -> State:
    """A state as one of a release; itself where it is of that."""
    if releases.detect(state)[0] == release:
        return state
    return migrate(state, release, fps=fps).state


def read_state(given: Mapping[str, Any], name: str) -> State:
    """The state in a mapping, as plain data. Raises UsageError where there is none; `name` is what to call it."""
    if not isinstance(given, Mapping):
        raise UsageError(f"{name} is a state, which is a mapping, not {wording.told(given)}")
    read = documents.read_data(given)
    faults = [fault.message for found in read.faults.values() for fault in found]
    if faults or read.root:
        why = faults[0] if faults else f"the state is at {'.'.join(map(str, read.root))} in it; give that"
        raise UsageError(f"{name} is no editor state: {why}")
    state: State = read.state
    return state
