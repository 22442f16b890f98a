"""Tracks full of items: what is placed where, and what joins it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hypothesis import strategies as st

from editorkit import items as item_facts
from editorkit import schema
from editorkit.mappings import copied
from editorkit.state import end_of
from editorkit.testing.arguments import expect_counts, expect_release
from editorkit.testing.items import SMALLEST_FRAME, draw_item
from editorkit.testing.motions import transition_motions
from editorkit.testing.values import FRAME, SECOND, SHORTEST, State, flags, ids

_DIFFERENT_AT_MOST = 8  # Hypothesis gives an example a limited number of choices, so large states repeat some items
_wishes = st.integers(0, 7)
_GAPS = (0, 0, 0, SHORTEST, FRAME, SECOND)


class TrackDrawn(NamedTuple):
    """A track, and the items, assets and transitions on it by their ids."""

    track: State
    items: dict[str, State]
    assets: dict[str, State]
    transitions: dict[str, State]


def tracks(
    release: str = "1.1", *, max_items: int = 4, min_items: int = 1, frame: tuple[int, int] = SMALLEST_FRAME
) -> st.SearchStrategy[TrackDrawn]:
    """A visible track with items in order and what belongs to them: (track, items, assets, transitions).

    frame: width and height, in pixels, that the items are placed in. All ids of a track begin alike, with a word that
    is drawn: where several tracks are to stand in one state, ask for unique ones.

    Raises UsageError for an unknown release, and for numbers of items that do not rise from 0 on.
    """
    expect_release(release)
    expect_counts(min_items, max_items)

    @st.composite
    def drawn(draw: st.DrawFn) -> TrackDrawn:
        timeline = Timeline(draw, release, frame, stem=f"{draw(st.integers(0, 2**32)):x}-")
        timeline.add_tracks(at_most=1)
        timeline.add_items(min_items, max_items)
        return TrackDrawn(timeline.tracks[0], timeline.items, timeline.assets, timeline.transitions)

    return drawn()


@dataclass
class Timeline:
    """What has been placed so far. `frame` is in pixels; all ids begin with `stem`."""

    draw: st.DrawFn
    release: str
    frame: tuple[int, int]
    stem: str = ""
    tracks: list[State] = field(default_factory=list)
    items: dict[str, State] = field(default_factory=dict)
    assets: dict[str, State] = field(default_factory=dict)
    transitions: dict[str, State] = field(default_factory=dict)

    def add_tracks(self, at_most: int) -> None:
        """One track or more, without items."""
        known = schema.load(self.release)["definitions"]["track"]["properties"]
        optional = {"syncLocked": flags} if "syncLocked" in known else {}
        settings = st.fixed_dictionaries({"items": st.builds(list), "hidden": flags, "muted": flags}, optional=optional)
        for made in self.draw(st.lists(settings, min_size=1, max_size=at_most)):
            self.tracks.append({"id": self._new_id("track", len(self.tracks))} | made)

    def add_items(self, smallest: int, largest: int, first: str | None = None) -> None:
        """So many items at least and at most on the tracks, not all of them hidden; the first is of a type if given."""
        slots = self.draw(st.integers(smallest, largest))
        for left in range(slots, 0, -1):
            must = len(self.items) + left <= smallest
            self.draw(st.builds(self._perhaps_place, st.just(must), st.just(None if self.items else first)))
        filled = [track for track in self.tracks if track["items"]]
        if filled and all(track["hidden"] for track in filled):
            filled[0]["hidden"] = False

    # Failing examples shrink well because the simplest choice is to place nothing, and because what is drawn for an
    # item depends as little as possible on the items before it.

    def _perhaps_place(self, must: bool, kind: str | None) -> None:
        wants = self.draw(_wishes)
        if wants or must:
            self._place(kind)

    def _place(self, kind: str | None) -> None:
        """Put an item behind the last one of a track, perhaps joined to it."""
        track = self.tracks[self.draw(st.integers(0, len(self.tracks) - 1))]
        gap, joins = self.draw(st.sampled_from(_GAPS)), self.draw(flags)
        last = self.items[track["items"][-1]] if track["items"] else None
        if kind or not last or last["type"] not in _joinable():
            joins = False
        types = (kind,) if kind else _joinable() if joins else schema.types(self.release, "item")
        item = self._item(types) | {"startTicks": (end_of(last) if last else 0) + (0 if joins else gap)}
        self.items[item["id"]] = item
        track["items"].append(item["id"])
        if last and joins:
            self._join(track, last, item)

    def _item(self, types: Sequence[str]) -> State:
        name = self._new_id("item", len(self.items))
        like = [item for item in self.items.values() if item["type"] in types]
        if len(self.items) >= _DIFFERENT_AT_MOST and like:
            repeated: State = copied(self.draw(st.sampled_from(like[:_DIFFERENT_AT_MOST])))
            return repeated | {"id": name}
        kind = self.draw(st.sampled_from(types))
        return draw_item(self.draw, self.release, name, kind, self.assets, self.frame)

    def _join(self, track: State, before: State, after: State) -> None:
        longest = min(before["durationTicks"], after["durationTicks"]) // 2
        if longest >= SHORTEST:
            name = self._new_id("transition", len(self.transitions))
            ends = {"trackId": track["id"], "fromClipId": before["id"], "toClipId": after["id"]}
            self.transitions[name] = {"id": name} | ends | self.draw(transition_motions(self.release, longest))

    def _new_id(self, kind: str, taken: int) -> str:
        return self.draw(ids(f"{self.stem}{kind}-{taken + 1}"))


def _joinable() -> tuple[str, ...]:
    """The types that transitions are known to work between."""
    kinds = item_facts.item_types().values()
    return tuple(kind.name for kind in kinds if kind.visible and kind.asset == kind.name)
