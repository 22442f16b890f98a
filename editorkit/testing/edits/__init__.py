"""What edits states: one function an edit, found by walking this folder.

An edit is made by a function under `@makes`, called as the edit is, with underscores. It takes what draws values, the
`Scene` that is edited and the place to edit, which is one of those that the function given as `at` has found there.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from editorkit import pointer, registry, wording
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.pointer import Path
from editorkit.releases import CHECKED_RELEASES
from editorkit.testing.edits.scene import Scene
from editorkit.testing.edits.steps import Step
from editorkit.testing.faults import Plot
from editorkit.testing.values import State


@dataclass(frozen=True)
class Edit:
    """One thing that somebody does to a timeline.

    name: which of `edit_names`, such as "move-item". kind: what a diff calls the change, such as "item-moved".
    touches: what the edit changes or depends on, as JSON Pointers in terms of ids, and all that lies below them. Most
        are places in a state; some stand for more than one: "/tracks/main/time" for when what is on a track plays and
        how much room there is, "/items/a/length" for how long an item lasts, "/shown" for that there is something to
        see, "/track-order", "/canvas".
    steps: what is done, one after the other.
    """

    name: str
    kind: str
    touches: frozenset[str]
    steps: tuple[Step, ...] = field(compare=False)

    def apply(self, state: Mapping[str, Any]) -> State:
        """A changed copy of a state: of the one the edit was drawn for, or of any that has what it touches as it was.

        Raises UsageError for a state in which that is missing.
        """
        made: State = copied(dict(state))
        try:
            for step in self.steps:
                step.run(made)
        except LookupError as error:
            raise UsageError(
                f"edit {self.name!r} needs {wording.told(error.args[0])}, which is not in this state; "
                "apply it to a state that still has all that it touches"
            ) from error
        return made

    def meets(self, other: "Edit") -> bool:
        """Whether the two touch the same place, or one a place below one of the other's.

        Edits that do not meet can be applied in any order, and what they leave behind is valid.
        """
        return any(_is_within(one, two) or _is_within(two, one) for one in self.touches for two in other.touches)


def _is_within(place: str, other: str) -> bool:
    return place == other or place.startswith(other + "/")


class Draft(NamedTuple):
    """An edit in the making: the paths it touches, and its steps."""

    touches: Sequence[Path]
    steps: Sequence[Step]


@dataclass(frozen=True)
class EditMaker:
    """What makes the edits of one name.

    at: the places of a scene where one can be made. needs: what adds such a place to a state that has none.
    releases: those of which a state can be edited so.
    """

    name: str
    kind: str
    at: Callable[[Scene], Sequence[Any]]
    make: Callable[[st.DrawFn, Scene, Any], Draft]
    needs: Callable[[Plot], object]
    releases: Sequence[str]

    def draw(self, draw: st.DrawFn, scene: Scene, place: Any) -> Edit:
        """An edit at a place."""
        return self.finish(self.make(draw, scene, place))

    def finish(self, draft: Draft) -> Edit:
        """An edit of a draft."""
        return Edit(self.name, self.kind, frozenset(map(pointer.show, draft.touches)), tuple(draft.steps))


def two_images(plot: Plot) -> object:
    """What most edits need: two items that touch, with an asset each."""
    return plot.row("image")


def makes(
    kind: str,
    at: Callable[[Scene], Sequence[Any]],
    needs: Callable[[Plot], object] = two_images,
    releases: Sequence[str] = CHECKED_RELEASES,
) -> Callable[[Callable[[st.DrawFn, Scene, Any], Draft]], EditMaker]:
    """Make a maker of a function, which is called what its edit is called."""

    def made(make: Callable[[st.DrawFn, Scene, Any], Draft]) -> EditMaker:
        return EditMaker(make.__name__.replace("_", "-"), kind, at, make, needs, releases)

    return made


@cache
def edit_makers() -> Mapping[str, EditMaker]:
    """Every maker by the name of its edits, in name order. Raises TypeError where two share a name."""
    found: dict[str, EditMaker] = {}
    for module in registry.modules(sys.modules[__name__]):
        for maker in (value for value in vars(module).values() if isinstance(value, EditMaker)):
            if maker.name in found:
                raise TypeError(f"two makers below {__name__} make {maker.name!r}")
            found[maker.name] = maker
    return dict(sorted(found.items()))
