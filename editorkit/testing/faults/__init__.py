"""What plants faults: one function a rule, found by walking this folder.

A planter is a function under `@plants`, called as its rule is, with underscores. It takes a `Plot`, which holds a copy
of a state, and puts exactly one fault of its rule into it. As a rule it adds what it spoils, on a track of its own.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from editorkit import items, registry
from editorkit.capabilities import FAMILIES, bundled
from editorkit.mappings import copied
from editorkit.pointer import look_up
from editorkit.state import EditorState, end_of
from editorkit.testing.plain import plain_entity, plain_part
from editorkit.testing.values import FRAME, State

_MOVE = 48_000  # ticks: fits twice into a plain item


class Plot:
    """A copy of a state in which a fault is planted.

    state: what is to be checked in the end; capabilities: the payload to check it against, None for the bundled one;
    text: the bytes to check in its place, where the fault is one of text.
    """

    def __init__(self, state: Mapping[str, Any], release: str) -> None:
        self.state: State = copied(dict(state))
        self.release = release
        self.capabilities: State | None = None
        self.text: bytes | None = None

    def fresh(self, stem: str) -> str:
        """An id that nothing in the state has, in whatever case."""
        taken = {*self.state["items"], *self.state["assets"], *self.state["transitions"]}
        taken |= {track["id"] for track in self.state["tracks"]}
        taken |= {item.get("linkGroupId") or "" for item in self.state["items"].values()}
        folded = {name.casefold() for name in taken}
        names = (f"planted-{stem}{number}" for number in ("", *map(str, range(2, len(taken) + 3))))
        return next(name for name in names if name not in folded)

    def item(self, kind: str, on: State | None = None, **fields: Any) -> State:
        """Add a plain item: at the end of a track, or else at 0 on a track of its own, above all others."""
        track = on or self.track()
        last = self.state["items"].get(track["items"][-1]) if track["items"] else None
        made = plain_entity(self.release, "item", kind) | {"id": self.fresh(kind)}
        made |= {"startTicks": end_of(last) if last else 0} | fields
        wanted = items.item_types()[kind].asset
        if wanted and "assetId" not in fields:
            made["assetId"] = self.asset(wanted)["id"]
        track["items"].append(made["id"])
        self.state["items"][made["id"]] = made
        return made

    def row(self, kind: str, count: int = 2, **fields: Any) -> list[State]:
        """Add some plain items, one touching the next, on a track of their own."""
        track = self.track()
        return [self.item(kind, on=track, **fields) for _ in range(count)]

    def asset(self, kind: str, **fields: Any) -> State:
        """Add a plain asset."""
        made = plain_entity(self.release, "asset", kind) | {"id": self.fresh(f"{kind}-asset")}
        made |= {"remoteUrl": f"https://example.com/{kind}"} | fields
        self.state["assets"][made["id"]] = made
        return made

    def asset_of(self, item: State) -> State:
        """The asset that an item uses."""
        found: State = self.state["assets"][item["assetId"]]
        return found

    def track(self, **fields: Any) -> State:
        """Add a track without items, above all others."""
        made = plain_part(self.release, "track") | {"id": self.fresh("track")} | fields
        self.state["tracks"].insert(0, made)
        return made

    def track_of(self, item: State) -> State:
        """The track that lists an item."""
        found: State = next(track for track in self.state["tracks"] if item["id"] in track["items"])
        return found

    def join(self, leaving: State, coming: State, **fields: Any) -> State:
        """Add a short transition between two items."""
        made = plain_part(self.release, "transition") | {"id": self.fresh("transition"), "durationTicks": _MOVE}
        made |= {"trackId": self.track_of(leaving)["id"], "fromClipId": leaving["id"], "toClipId": coming["id"]}
        self.state["transitions"][made["id"]] = made | fields
        return made

    def background(self, definition: str, **fields: Any) -> None:
        """Set the global background, such as a plain "blurBackground". A picture it showed is shown by an item."""
        picture = self.state.get("globalBackground", {}).get("imageAssetId")
        if picture:
            self.item("image", assetId=picture)
        self.state["globalBackground"] = plain_part(self.release, definition) | fields

    def clear(self) -> None:
        """Leave nothing but the frame and one plain solid."""
        kept = ("compositionWidth", "compositionHeight", "timebaseTicksPerSecond")
        self.state = {name: self.state[name] for name in kept}
        self.state |= {"tracks": [], "items": {}, "assets": {}, "transitions": {}}
        self.item("solid")

    def after_the_end(self) -> int:
        """A tick at which nothing plays any more, on a whole frame."""
        last = max(map(end_of, self.state["items"].values()), default=0)
        return -(-int(last) // FRAME) * FRAME

    def view(self) -> EditorState:
        """The state as rules see it."""
        return EditorState(self.state, self.release)

    def payload(self) -> State:
        """The capabilities to check against, to be changed; at first the bundled ones."""
        if self.capabilities is None:
            self.capabilities = copied(dict(bundled().payload))
        return self.capabilities

    def support(self, family: str, values: list[Any]) -> None:
        """Let the capabilities list these values of a family."""
        *above, name = FAMILIES[family]
        look_up(self.payload(), tuple(above))[name] = values


def motion(kind: str, duration: int = _MOVE) -> State:
    """An animation, in ticks."""
    return {"type": kind, "durationTicks": duration}


@dataclass(frozen=True)
class Planter:
    """What plants a fault of one rule."""

    rule: str
    plant: Callable[[Plot], None]


def plants(plant: Callable[[Plot], None]) -> Planter:
    """Make a planter of a function, which is called what its rule is called."""
    return Planter(plant.__name__.replace("_", "-"), plant)


@cache
def planters() -> dict[str, Planter]:
    """Every planter by its rule, in name order. Raises TypeError where a rule has two."""
    found: dict[str, Planter] = {}
    for module in registry.modules(sys.modules[__name__]):
        for planter in (value for value in vars(module).values() if isinstance(value, Planter)):
            if planter.rule in found:
                raise TypeError(f"two planters below {__name__} plant {planter.rule!r}")
            found[planter.rule] = planter
    return dict(sorted(found.items()))
