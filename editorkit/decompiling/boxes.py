"""Where an item stands, as a program says it: by an anchor and a size, by what fills the frame, or in pixels."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from editorkit.building.placing import TEXT_MARGIN
from editorkit.decompiling.expressions import Expression
from editorkit.space.fitting import MODES, fitted
from editorkit.space.layout import ANCHORS, Box, pixels, safe

SIDES = ("left", "top", "width", "height")
Keywords = Mapping[str, Expression]
Size = tuple[int | float, int | float]


class Sides(NamedTuple):
    """Where a box stands, in pixels."""

    left: int | float
    top: int | float
    width: int | float
    height: int | float


def placements(kind: str, wanted: Sides, made: Sides, frame: Box, picture: Size | None) -> Iterator[Keywords]:
    """Ways to say where an item stands, the most readable first; the last one, in pixels, always holds.

    made: where it stands when nothing is said. picture: the size of what is to be fitted into the box.
    """
    in_pixels = {name: value for name, value in wanted._asdict().items() if value != getattr(made, name)}
    if kind == "text":
        yield from _of_text(wanted, made, frame)
    elif picture is not None:
        yield from _of_picture(wanted, frame, picture)
    elif len(in_pixels) > 1:
        yield from _sized(wanted, frame)
    yield in_pixels if kind != "text" and picture is None else wanted._asdict()


def _of_text(wanted: Sides, made: Sides, frame: Box) -> Iterator[Keywords]:
    inside = safe(frame, TEXT_MARGIN)
    if _are_near(wanted[2:], made[2:]):  # it has the size it is measured to have, but for the rounding of its edges
        yield from ({"place": anchor} for anchor in _anchors(wanted, inside, 1))
    if wanted[2:] == made[2:]:
        yield {"left": wanted.left, "top": wanted.top}
    yield from _sized(wanted, inside)


def _of_picture(wanted: Sides, frame: Box, picture: Size) -> Iterator[Keywords]:
    for mode in ("crop", *MODES):  # a cropped picture stands where one that fills does
        for anchor in ANCHORS if _fitted(frame, picture, mode, "center")[2:] == wanted[2:] else ():
            if _fitted(frame, picture, mode, anchor) == wanted:
                by_anchor = {"fit": {"place": anchor}}.get(mode, {"fit": mode, "focus": anchor})
                yield {"fit": mode} if anchor == "center" else by_anchor
                break
    for sized in _sized(wanted, frame):
        yield sized
        yield {**sized, "fit": "stretch"}


def _sized(wanted: Sides, inside: Box) -> Iterator[Keywords]:
    for anchor in _anchors(wanted, inside, 0)[:1]:
        yield {**({} if anchor == "center" else {"place": anchor}), "size": (wanted.width, wanted.height)}


@lru_cache(maxsize=1024)
def _anchors(wanted: Sides, inside: Box, tolerance: int) -> tuple[str, ...]:
    """The anchors at which a box of that size stands there, give or take some pixels."""
    if any(type(side) is not int for side in wanted) or min(wanted[2:]) <= 0:
        return ()
    stands = {anchor: pixels(inside.place(anchor, *wanted[2:])) for anchor in ANCHORS}
    return tuple(anchor for anchor, box in stands.items() if _are_near(tuple(box.values()), wanted, tolerance))


def _are_near(one: Sequence[float], other: Sequence[float], tolerance: int = 1) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=1024)
def _fitted(frame: Box, picture: Size, mode: str, anchor: str) -> tuple[Any, ...]:
    found = fitted(frame, *picture, mode, anchor).in_pixels()
    return tuple(found[name] for name in SIDES)
