"""Transforms: edits of a whole timeline, each state -> state, one a file, found by walking this folder.

    import editorkit

    moved = editorkit.transform(state, "shift", by="1.5s", track="titles")
    moved.state     # the state after; the one given is not changed
    moved.notes     # what was decided that the options do not say

A transform is a function that changes a `Draft`, and a frozen options class whose fields say what it takes; the
flags of `editorkit transform` are made from them. Its docstring has a first line, what it does, and an example with the
sentences that `editorkit diff` then says; a test executes it. An example is its options, or all that would stand behind
`editorkit transform`, where something has to be done first or on another of the shipped fixtures than
`product-promo-1.1.json`.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from inspect import cleandoc
from typing import Any, get_type_hints

from editorkit import registry, times
from editorkit.editing.draft import Draft, Note
from editorkit.editing.options import read_options
from editorkit.editing.taking import take
from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean

__all__ = [
    "CUTS",
    "MOVES",
    "Note",
    "Step",
    "Transform",
    "Transformed",
    "all_transforms",
    "makes",
    "transform",
    "transform_all",
]

MOVES = ("item-moved", "items-rippled", "item-reordered", "transition-removed")
"""The kinds of changes that moving items may bring."""

CUTS = (
    "animation-changed",
    "asset-added",
    "asset-replaced",
    "brand-changed",
    "captions-changed",
    "item-added",
    "item-removed",
    "item-retimed",
    "item-trimmed",
    "keyframes-changed",
    "sound-changed",
    "transition-changed",
    "transition-removed",
)
"""The kinds of changes that cutting items may bring."""


@dataclass(frozen=True)
class Transform:
    """One transform.

    options: the frozen dataclass of what it takes. changes: the kinds of changes that `diff` may find afterwards.
    """

    name: str
    options: type
    changes: frozenset[str]
    run: Callable[[Draft, Any], None]

    @property
    def documentation(self) -> str:
        """A first line, what it does, and the parts Example and Diff."""
        return cleandoc(self.run.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0]


@dataclass(frozen=True)
class Transformed:
    """What came of a state, and what was decided on the way; pointers are into the state after."""

    state: dict[str, Any]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Step:
    """One transform by its name, and the options it is given by theirs."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


def makes(*changes: str) -> Callable[[Callable[[Draft, Any], None]], Transform]:
    """Make a transform of a function that takes (draft, options); changes: the kinds `diff` may find afterwards."""

    def made(run: Callable[[Draft, Any], None]) -> Transform:
        options = get_type_hints(run)["options"]
        return Transform(run.__name__.rstrip("_").replace("_", "-"), options, frozenset(changes), run)

    return made


@cache
def all_transforms() -> dict[str, Transform]:
    """Every transform by its name."""
    return dict(sorted(registry.collect(sys.modules[__name__], Transform).items()))


def transform(state: Mapping[str, Any], name: str, /, fps: times.Rate = 30, **options: Any) -> Transformed:
    """A state after one transform. The state given is not changed.

    fps: what frames and timecode in options count. options: see `editorkit transform NAME --help`.

    Raises UsageError for a transform or option that is not there or does not fit, and for a state that its schema
    refuses (`editorkit check` tells all of that).
    """
    return transform_all(state, [Step(name, options)], fps)


def transform_all(state: Mapping[str, Any], steps: Iterable[Step], fps: times.Rate = 30) -> Transformed:
    """A state after several transforms, one after the other. Raises UsageError as `transform` does."""
    taken = take(state, "the state given", "edited")
    draft = Draft(taken.copy, fps)
    was_shown = draft.is_shown
    for step in steps:
        chosen = _transform(step.name)
        chosen.run(draft, read_options(chosen.options, step.options, fps))
        if was_shown and not draft.is_shown:
            raise UsageError(f"{step.name} would leave nothing to show: no item would be on a track that is not hidden")
    made, lost = taken.carry_back(draft.state)
    return Transformed(made, (*draft.notes, *lost))


def _transform(name: str) -> Transform:
    known = all_transforms()
    if name not in known:
        raise UsageError(f"there is no transform {name!r}{did_you_mean(name, known)}; there are {', '.join(known)}")
    return known[name]
