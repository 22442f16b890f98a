"""States and what is done to them: one edit each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from editorkit import checking
from editorkit.errors import UsageError
from editorkit.findings import Severity
from editorkit.testing.arguments import expect, expect_counts, expect_release
from editorkit.testing.edits import Edit, EditMaker, edit_makers
from editorkit.testing.edits.scene import Scene
from editorkit.testing.faults import Plot
from editorkit.testing.states import states
from editorkit.testing.values import State


@dataclass(frozen=True)
class Edited:
    """A state before and after an edit."""

    before: State
    after: State
    edit: Edit


def edit_names(state: Mapping[str, Any] | None = None, *, release: str | None = None) -> tuple[str, ...]:
    """The names of all edits, in name order: of those possible in a state, or of those that a release has.

    Raises UsageError for an unknown release, and for a state in which a check finds an error or a warning.
    """
    if release is not None:
        expect_release(release)
    scene = None if state is None else _scene_of(state)
    made = [maker for maker in edit_makers().values() if release is None or release in maker.releases]
    return tuple(maker.name for maker in made if scene is None or is_possible(maker, scene))


def edits(state: Mapping[str, Any], name: str | None = None) -> st.SearchStrategy[Edit]:
    """Something that can be done to a state: any edit, or one of that name.

    state: one in which a check finds no error and no warning. It is not changed; `Edit.apply` makes the state after,
    in which a check finds none either.

    Raises UsageError for any other state, for an unknown name, and for an edit that is not possible in this state.
    """
    scene = _scene_of(state)
    if name is None:
        return st.composite(lambda draw: draw_edit(draw, scene))()
    expect(name, edit_makers(), "edit")
    if not is_possible(edit_makers()[name], scene):
        raise UsageError(f"no edit {name!r} is possible in this state; edit_names(state) lists those that are")
    return st.composite(lambda draw: draw_at_any_place(draw, scene, edit_makers()[name]))()


def edited_states(release: str = "1.1", *, max_items: int = 8, name: str | None = None) -> st.SearchStrategy[Edited]:
    """A valid state, and the same after one edit: any, or one of that name.

    max_items: how many items the state has at most before what the edit needs is added, where it is not there.

    Raises UsageError for an unknown release or name, for an edit that the release does not have, and where `max_items`
    is below 1.
    """
    expect_counts(1, max_items)
    known = edit_names(release=release)
    if name is not None:
        expect(name, known, f"edit of release {release}")

    @st.composite
    def drawn(draw: st.DrawFn) -> Edited:
        maker = edit_makers()[name or draw(st.sampled_from(known))]
        before = prepared(draw(states(release, max_items=max_items)), release, maker)
        edit = draw_at_any_place(draw, Scene(before, release), maker)
        return Edited(before, edit.apply(before), edit)

    return drawn()


def _scene_of(state: Mapping[str, Any]) -> Scene:
    report = checking.check(state)
    first = next((found for found in report.findings if found.severity is not Severity.INFO), None)
    if first is not None:
        raise UsageError(
            f"edits are drawn for a state in which a check finds no error and no warning; here it finds {first.rule} "
            f"at {first.pointer or 'the root'}: {first.message}"
        )
    return Scene(dict(state), str(report.release))


def is_possible(maker: EditMaker, scene: Scene) -> bool:
    """Whether an edit can be made somewhere in a scene."""
    return scene.release in maker.releases and bool(maker.at(scene))


def draw_edit(draw: st.DrawFn, scene: Scene) -> Edit:
    """Any edit that is possible."""
    names: Sequence[str] = [maker.name for maker in edit_makers().values() if is_possible(maker, scene)]
    return draw_at_any_place(draw, scene, edit_makers()[draw(st.sampled_from(names))])


def draw_at_any_place(draw: st.DrawFn, scene: Scene, maker: EditMaker) -> Edit:
    """An edit of one name at one of the places where it is possible, of which there must be one."""
    return maker.draw(draw, scene, draw(st.sampled_from(maker.at(scene))))


def prepared(state: State, release: str, maker: EditMaker) -> State:
    """A state in which an edit is possible: the same, or a copy with what it needs."""
    if is_possible(maker, Scene(state, release)):
        return state
    plot = Plot(state, release)
    maker.needs(plot)
    return plot.state
