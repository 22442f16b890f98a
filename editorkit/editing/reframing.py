"""A whole timeline taken into a frame of another shape."""

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.framing.arranging import arrange
from editorkit.editing.framing.carrying import carry
from editorkit.editing.framing.filling import Filling
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene, between
from editorkit.editing.framing.spans import Spans
from editorkit.editing.framing.standing import Stage, Standing, has_box
from editorkit.editing.framing.tiling import Tiling
from editorkit.editing.scaling import scale_all
from editorkit.space.frames import ratio_of
from editorkit.ticks import Exact


def reframe_all(
    draft: Draft, width: int, height: int, mode: str | None, chosen: Collection[str], safe_area: Exact
) -> None:
    """Take all into a frame of a size, and note what was decided.

    mode: "fill" or "fit" for the items chosen by id, or for all that fills the frame where none is; None where what
    each item is decides. safe_area: a margin, as a share of the shorter side.
    """
    state = draft.state
    old = state["compositionWidth"], state["compositionHeight"]
    if old == (width, height):
        return
    state |= {"compositionWidth": width, "compositionHeight": height}
    if "outputRatio" in state:
        state["outputRatio"] = ratio_of(width, height)
    if old[0] * height == old[1] * width:
        scale_all(draft, Fraction(width, old[0]))
        return
    scene = between(old, (width, height), safe_area)
    planned = _planned(draft, scene, mode, frozenset(chosen))
    for (one, _), decided in zip(planned, carry(planned, scene), strict=True):
        if decided:
            draft.note(("items", one.name), f"{wording.name(one.name)}: {decided}")
    background = state.get("globalBackground")
    if background and background["type"] == "image":
        draft.note(("globalBackground",), "the picture in the background is as it was; see whether it suits the frame")


def _planned(draft: Draft, scene: Scene, mode: str | None, chosen: frozenset[str]) -> list[tuple[Standing, Plan]]:
    stage = Stage(scene)
    standing = [stage.standing(name, item) for name, item in draft.items.items() if has_box(item)]
    tiling = Tiling(standing, scene)
    filling = Filling(scene, tiling, mode)
    plans: dict[str, Plan] = {}
    placed: dict[Spans | None, list[Standing]] = defaultdict(list)
    for one in standing:
        plan = filling.plan(one.shape, one.name in chosen if chosen else None)
        if plan is None:
            placed[tiling.home(one)].append(one)
        else:
            plans[one.name] = plan
    for home, items in placed.items():
        inside = items if home is None else [tiling.moved_in(one, home) for one in items]
        made = arrange(inside, scene if home is None else tiling.scene_of(home))
        for one, plan in zip(items, made, strict=True):
            plans[one.name] = plan if home is None else tiling.moved_out(plan, home)
    return [(one, plans[one.name]) for one in standing]
