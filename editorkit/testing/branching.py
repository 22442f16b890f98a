"""Two sides that edit one state at the same time, without getting in each other's way."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from hypothesis import strategies as st

from editorkit.testing.arguments import expect_counts
from editorkit.testing.editing import draw_at_any_place, edit_names, is_possible, prepared
from editorkit.testing.edits import Edit, edit_makers
from editorkit.testing.edits.placing import LENGTHS, Spot, new_item, stood
from editorkit.testing.edits.scene import Scene
from editorkit.testing.edits.shifting import ripples, shifted
from editorkit.testing.faults import Plot
from editorkit.testing.states import states
from editorkit.testing.values import State

_MOST_EDITS = 3
_TRIES = 4
_THEMES = (("any", "any"), ("insert", "insert"), ("insert", "append"), ("insert", "any"), ("any", "any"))
_RIPPLED = 4  # items of a row that is there for both sides to shift


@dataclass(frozen=True)
class Triple:
    """A state, what two sides made of it, and the state in which the edits of both are done.

    No edit meets another one, but for those of one side that insert an item: "shift-items" makes the room that
    "insert-item" fills. So it makes no difference which side goes first, and no edit undoes what another did.
    """

    base: State
    ours: State
    theirs: State
    our_edits: tuple[Edit, ...]
    their_edits: tuple[Edit, ...]
    merged: State


def disjoint_edits(release: str = "1.1", *, max_items: int = 8) -> st.SearchStrategy[Triple]:
    """A valid state and one to three edits by either side that a merge must bring together.

    In most of the triples our side makes room for a new item on a track by shifting all behind it; theirs then
    does the same at another place, perhaps of the same track, adds an item at the end of a track, or does something
    else.

    max_items: how many items the state has at most before what the edits need is added. Raises UsageError for an
    unknown release, and where `max_items` is below 1.
    """
    known = edit_names(release=release)
    expect_counts(1, max_items)
    wishes = st.lists(st.sampled_from(known), min_size=1, max_size=_MOST_EDITS)

    @st.composite
    def drawn(draw: st.DrawFn) -> Triple:
        # What is drawn first differs most from example to example.
        (first, answer), our_wishes, their_wishes = draw(st.tuples(st.sampled_from(_THEMES), wishes, wishes))
        base = _with_all(draw(states(release, max_items=max_items)), release, [*our_wishes, *their_wishes])
        if first == "insert" and len(ripples(Scene(base, release))) < 2:
            base = _with_row(base, release)
        ours = _Side(draw, base, release, "ours")
        ours.work(first, our_wishes)
        theirs = _Side(draw, base, release, "theirs", ours.edits)
        theirs.work(answer, their_wishes)
        merged = reduce(lambda state, edit: edit.apply(state), theirs.edits, ours.state)
        return Triple(base, ours.state, theirs.state, tuple(ours.edits), tuple(theirs.edits), merged)

    return drawn()


def _with_all(base: State, release: str, names: Sequence[str]) -> State:
    """A state in which all these edits are possible."""
    return reduce(lambda state, name: prepared(state, release, edit_makers()[name]), names, base)


def _with_row(base: State, release: str) -> State:
    plot = Plot(base, release)
    plot.row("image", _RIPPLED)
    return plot.state


class _Side:
    """One who edits: the edits made so far, and the state they lead to. `others` are the edits of the other side."""

    def __init__(self, draw: st.DrawFn, base: State, release: str, mark: str, others: Sequence[Edit] = ()) -> None:
        self.draw = draw
        self.state = base
        self.release = release
        self.mark = mark
        self.others = others
        self.edits: list[Edit] = []

    def work(self, first: str, wishes: Sequence[str]) -> None:
        """Make one to three edits: first one that makes room ("insert") or adds at an end ("append"), or any."""
        if first == "insert":
            self._keep(self._insertion())
        elif first == "append":
            self._keep(self._of_name("append-item"))
        for name in wishes[len(self.edits) :]:
            any(self._keep(self._of_name(name)) for _ in range(_TRIES))
        if not self.edits:
            self._keep(self._of_name("add-asset"))

    def _scene(self) -> Scene:
        return Scene(self.state, self.release, self.mark)

    def _keep(self, edits: Sequence[Edit]) -> bool:
        """Make some edits, all or none: none where one meets an edit that was made before."""
        if not edits or self._meets_any(edits):
            return False
        for edit in edits:
            self.state = edit.apply(self.state)
        self.edits += edits
        return True

    def _meets_any(self, edits: Sequence[Edit]) -> bool:
        return any(edit.meets(other) for edit in edits for other in (*self.others, *self.edits))

    def _of_name(self, name: str) -> list[Edit]:
        """An edit of a name, or none where it is not possible any more."""
        scene, maker = self._scene(), edit_makers()[name]
        return [draw_at_any_place(self.draw, scene, maker)] if is_possible(maker, scene) else []

    def _insertion(self) -> list[Edit]:
        """All from an item on is shifted by the length of a new one, which takes its place."""
        scene, length = self._scene(), self.draw(st.sampled_from(LENGTHS))
        shift, insert = edit_makers()["shift-items"], edit_makers()["insert-item"]
        found = [(anchor, shift.finish(shifted(scene, [anchor], length))) for [anchor], _ in ripples(scene)]
        free = [(anchor, shifting) for anchor, shifting in found if not self._meets_any([shifting])]
        if not free:
            return []
        anchor, shifting = self.draw(st.sampled_from(free))
        spot = Spot(scene.home[anchor], anchor, ())
        added = stood(new_item(self.draw, scene, length), spot, -length, ("items", anchor))
        return [shifting, insert.finish(added)]
