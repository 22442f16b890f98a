"""Migrating: from a state of one release to the same state of another.

    from editorkit.migrations import migrate

    migrated = migrate(state)
    migrated.state          # of release 1.1
    migrated.losses         # what 1.1 cannot hold
    migrated.assumptions    # what had to be made up or rounded

The steps are the files in `migrations/steps`, one between two neighbouring releases and a way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from editorkit import document, pointer, registry, releases
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.migrations import steps
from editorkit.migrations.draft import Draft, Note
from editorkit.migrations.steps import Step
from editorkit.suggestions import did_you_mean
from editorkit.wording import told

__all__ = ["Migrated", "Note", "migrate"]

_STOPS = ("not-json", "too-deep", "not-a-state")
_RATES = (30, 60)


@dataclass(frozen=True)
class Migrated:
    """A state in another release, and what could not simply be carried over.

    release_from, release_to: such as "1.0" and "1.1".
    losses: what the new release cannot hold; their pointers are into the state before.
    assumptions: what was made up or rounded; their pointers are into the state after.
    """

    state: dict[str, Any]
    release_from: str
    release_to: str
    losses: tuple[Note, ...] = ()
    assumptions: tuple[Note, ...] = ()


def migrate(state: Mapping[str, Any], to: str = "1.1", fps: int | None = None, release: str | None = None) -> Migrated:
    """A state as it would be in another release; the state itself is not changed, and shares nothing with the new one.

    to: "0.1", "0.2", "1.0" or "1.1". A state that is of it already is returned as it is.
    fps: the frame rate the state is edited at, 30 or 60; needed where a field that counts frames in one of the
        releases is not 0.
    release: of which release the state is; by default what its fields say.

    Ids, order, unknown fields and free values stay. What cannot be read stays as it is; a check tells of it. Where a
    field of the release to come stands beside the one it takes the place of, the latter counts. Raises UsageError for
    what is no state, for an unknown release or frame rate, and where a frame rate is needed.
    """
    taken = _state_of(document.read_data(state))
    _expect(to, release, fps)
    detected, is_certain = releases.detect(taken)
    source = release or detected
    draft = Draft(copied(taken), fps)
    route = _route(source, to)
    for step in route:
        step.convert(draft)
    if route and not is_certain and release is None:
        draft.assume("assumed", (), f"nothing in the state says of which release it is, so it is taken to be {source}")
    return Migrated(draft.state, source, to, tuple(draft.losses), tuple(draft.assumptions))


def _state_of(read: Document) -> dict[str, Any]:
    for fault in (fault for rule in _STOPS for fault in read.faults.get(rule, ())):
        raise UsageError(f"{pointer.show(fault.path) or read.name}: {fault.message}")
    if read.root:
        raise UsageError(f"this is no state but wraps one; migrate what it has at {pointer.show(read.root)}")
    taken: dict[str, Any] = read.data
    return taken


def _expect(to: str, release: str | None, fps: int | None) -> None:
    known = sorted({step.source for step in _steps()})
    for name in (to,) if release is None else (to, release):
        if name not in known:
            hint = did_you_mean(name, known) if isinstance(name, str) else ""
            raise UsageError(f"no release {told(name)}{hint}; there are {', '.join(known)}")
    if fps is not None and (type(fps) is not int or fps not in _RATES):
        raise UsageError(
            f"no frame rate {told(fps)}; the editor works at 30 or 60 frames a second: give fps=30 or fps=60"
        )


@cache
def _steps() -> tuple[Step, ...]:
    return tuple(registry.collect(steps, Step).values())


def _route(source: str, target: str) -> list[Step]:
    """The fewest steps from one release to another."""
    ways: dict[str, list[Step]] = {source: []}
    for here in (reached := [source]):
        for step in _steps():
            if step.source == here and step.target not in ways:
                ways[step.target] = [*ways[here], step]
                reached.append(step.target)
    return ways[target]
