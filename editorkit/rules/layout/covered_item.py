"""The covered-item rule."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import ADVICE, INFO, rule
from editorkit.rules.layout import is_heard
from editorkit.space.colors import alpha
from editorkit.space.sight import rests_at
from editorkit.state import EditorState, Entity, end_of


@rule(severity=INFO, evidence=ADVICE)
def covered_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item is hidden behind an opaque solid for its whole life.

    What: a solid on a higher track fills the frame with an opaque color all the while that the item is there. Only
        plain rectangles that neither move nor fade count, and only one at a time. Videos that are there for their
        sound are left alone.
    Why: earlier tracks are drawn above later ones, so the item never shows; often a background was put on the track at
        the top.
    Example: the first track holds a black solid of the size of the frame, the second one holds the title.
    Fix: move the solid to a track below, or remove what it hides.
    Source: ours; that earlier tracks are drawn on top is the vendor's word.
    """
    covers = _covers(state)
    hidden: dict[str, list[str]] = defaultdict(list)
    above = _Spans()
    for _, track in state.tracks if covers else ():
        if not track["hidden"]:
            listed = [(key, state.items[key]) for key in track["items"] if key in state.items]
            for key, item in listed if above else ():
                cover = above.holding(item["startTicks"], end_of(item))
                if cover and item_types()[item["type"]].visible and not is_heard(item, state):
                    hidden[cover].append(key)
            for key, item in listed:
                if key in covers:
                    above.add(item["startTicks"], end_of(item), key)
    for cover, keys in hidden.items():
        yield _fault(cover, keys, state)


def _covers(state: EditorState) -> set[str]:
    width, height = state.sound("compositionWidth"), state.sound("compositionHeight")
    if not width or not height:
        return set()
    fading = {made[end] for made in state.transitions.values() for end in ("fromClipId", "toClipId")}
    wide = [(key, item) for key, item in state.of_type("solid") if item["width"]["value"] >= width]
    return {
        key
        for key, item in wide
        if item["shape"] == "rectangle" and _fills(item, width, height) and _is_opaque(item) and key not in fading
    }


def _fills(item: Entity, width: float, height: float) -> bool:
    left, top = item["left"]["value"], item["top"]["value"]
    if left > 0 or top > 0 or left + item["width"]["value"] < width or top + item["height"]["value"] < height:
        return False
    return not any(item[name]["keyframes"] for name in ("left", "top", "width", "height"))


def _is_opaque(item: Entity) -> bool:
    still = all(rests_at(item[name], 1) for name in ("opacity", "scaleX", "scaleY"))
    square = all(rests_at(item[name], 0) for name in ("rotation", "borderRadius"))
    return still and square and not item.get("animations") and alpha(item["color"]) == 1


class _Spans:
    """Spans of time of which none lies inside another, so both starts and ends rise."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._names: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._names)

    def holding(self, start: int, end: int) -> str | None:
        """The name of a span that holds another one entirely."""
        at = bisect_right(self._starts, start) - 1
        return self._names[at] if at >= 0 and self._ends[at] >= end else None

    def add(self, start: int, end: int, name: str) -> None:
        """Take a span in, unless it lies inside another; those that lie inside it go."""
        if self.holding(start, end) is None:
            first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
            self._starts[first:last] = [start]
            self._ends[first:last] = [end]
            self._names[first:last] = [name]


def _fault(cover: str, keys: list[str], state: EditorState) -> Fault:
    who = f"item {wording.name(keys[0])} is" if len(keys) == 1 else f"items {wording.listed(keys)} are"
    message = (
        f"{who} never seen: the opaque solid {wording.name(cover)} on a higher track fills the frame meanwhile; "
        "move the solid to a lower track"
    )
    first, *others = [("items", key) for key in keys]
    return Fault(first, message, (*others, ("items", cover)))
