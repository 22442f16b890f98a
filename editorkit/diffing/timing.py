"""Items that were moved, shifted together, lengthened or trimmed, and those put on other tracks."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from editorkit import wording
from editorkit.diffing import phrasing
from editorkit.diffing.changes import Change
from editorkit.diffing.comparison import Comparison, whole
from editorkit.diffing.edits import Placed, Put
from editorkit.diffing.kinds import SOURCE, property_name
from editorkit.diffing.telling import item_change, make
from editorkit.pointer import Path

_TIMES = ("startTicks", "durationTicks", *SOURCE)


@dataclass(frozen=True)
class Timed:
    """What changed of the times of one item, and where it stands.

    shift, growth: how much later it starts and longer it lasts, in ticks; None where that cannot be told.
    """

    item: str
    puts: dict[str, Put]
    places: list[Placed]
    shift: int | None
    growth: int | None

    @property
    def keeps_its_end(self) -> bool:
        """Whether it starts at another time and yet ends when it did."""
        return self.shift is not None and self.growth is not None and self.shift + self.growth == 0

    @property
    def is_put_elsewhere(self) -> bool:
        """Whether it is on another track than before."""
        return any(place.before is None or place.after is None for place in self.places)


def timing_changes(compared: Comparison) -> Iterator[Change]:
    """Every change of times and tracks of the items that were there before and are there after."""
    timed = {key: found for key in _candidates(compared) if (found := _timed(compared, key))}
    for shift, rippled in _ripples(timed.values()).items():
        yield _ripple(compared, shift, rippled)
        timed.update((one.item, _without_start(one)) for one in rippled)
    for one in timed.values():
        if one.puts or one.places:
            yield _single(compared, one)


def _candidates(compared: Comparison) -> list[str]:
    return list(dict.fromkeys((*compared.touched("items"), *compared.listed)))


def _timed(compared: Comparison, item: str) -> Timed | None:
    puts = {
        property_name(str(put.path[2])): put
        for put in compared.puts("items", item)
        if len(put.path) == 3 and property_name(str(put.path[2])) in _TIMES
    }
    places = compared.listed.get(item, [])
    if not puts and not places:
        return None
    shift, growth = (_difference(puts, name) for name in ("startTicks", "durationTicks"))
    return Timed(item, puts, places, shift, growth)


def _difference(puts: dict[str, Put], name: str) -> int | None:
    if name not in puts:
        return 0
    before, after = whole(puts[name].before), whole(puts[name].after)
    return None if before is None or after is None else after - before


def _ripples(timed: Iterable[Timed]) -> dict[int, list[Timed]]:
    """The items that were shifted by the same time, two or more, by that time."""
    found: dict[int, list[Timed]] = defaultdict(list)
    plainly: dict[int, int] = defaultdict(int)
    for one in timed:
        if one.shift and not one.keeps_its_end:
            found[one.shift].append(one)
            plainly[one.shift] += one.puts.keys() == {"startTicks"} and not one.is_put_elsewhere
    return {shift: items for shift, items in found.items() if len(items) > 1 and plainly[shift]}


def _without_start(one: Timed) -> Timed:
    left = {name: put for name, put in one.puts.items() if name != "startTicks"}
    return Timed(one.item, left, one.places if one.is_put_elsewhere else [], 0, one.growth)


def _ripple(compared: Comparison, shift: int, rippled: Sequence[Timed]) -> Change:
    items = [one.item for one in rippled]
    starts = {one.item: one.puts["startTicks"] for one in rippled}
    edits: list[Put | Placed] = list(starts.values())
    for one in rippled:
        compared.take_some([starts[one.item]], "items", one.item)
        if not one.is_put_elsewhere:
            edits += compared.take_places(one.item)
    homes = {compared.home(item) for item in items}
    return make(
        compared,
        "items-rippled",
        ("items",),
        before={compared.new_id("items", item): put.before for item, put in starts.items()},
        after={compared.new_id("items", item): put.after for item, put in starts.items()},
        span=compared.span(*items),
        sentence=f"{_what_shifted(compared, items)} shifted {phrasing.later(shift)}",
        track=next(iter(homes)) if len(homes) == 1 else None,
        edits=edits,
    )


def _what_shifted(compared: Comparison, items: list[str]) -> str:
    """`everything from 0:12.000 on` where that is so, on all tracks or on some; else the items by their ids."""
    first = min(compared.start(item) for item in items)
    homes = sorted({home for item in items if (home := compared.homes[0].get(item))})
    count = wording.counted(len(items), "item")
    behind = {home: len(starts) - bisect_left(starts, first) for home, starts in compared.starts.items()}
    if all(item in compared.homes[0] for item in items):
        if sum(behind.values()) == len(items):
            return f"everything from {phrasing.at(first)} on ({count})"
        if sum(behind[home] for home in homes) == len(items):
            tracks = wording.listed([compared.new_id("tracks", home) for home in homes])
            return f"everything on track{'s' if len(homes) > 1 else ''} {tracks} from {phrasing.at(first)} on ({count})"
    return wording.listed([compared.new_id("items", item) for item in items])


def _single(compared: Comparison, one: Timed) -> Change:
    compared.take_some(one.puts.values(), "items", one.item)
    compared.take_places(one.item)
    kind = _kind(one)
    path: Path = ("items", one.item)
    puts = list(one.puts.values())
    return item_change(
        compared,
        kind,
        one.item,
        path=puts[0].path if len(puts) == 1 and not one.places else path,
        puts=puts,
        places=one.places,
        sentence=f"{compared.called('items', one.item)} {_what_happened(compared, one)}",
    )


def _kind(one: Timed) -> str:
    if one.is_put_elsewhere:
        return "item-moved-to-track"
    if any(name in one.puts for name in SOURCE):
        return "item-trimmed"
    if "durationTicks" in one.puts:
        return "item-retimed"
    return "item-moved" if "startTicks" in one.puts else "item-reordered"


def _what_happened(compared: Comparison, one: Timed) -> str:
    said = []
    if one.is_put_elsewhere:
        said.append(_where_to(compared, one.item))
    if "startTicks" in one.puts:
        to = phrasing.at(one.puts["startTicks"].after)
        how = f"{phrasing.later(one.shift)}, at {to}" if one.shift else f"at {to}"
        said.append(how if said else f"{'starts' if 'durationTicks' in one.puts else 'moved'} {how}")
    if "durationTicks" in one.puts:
        put = one.puts["durationTicks"]
        said.append(f"lasts {phrasing.instead('durationTicks', put.before, put.after)}")
    for name in SOURCE:
        if name in one.puts:
            put = one.puts[name]
            said.append(f"{_SOURCE_WORDS[name]} {phrasing.instead(str(put.path[2]), put.before, put.after)}")
    if not said:
        said.append("stands elsewhere in the list of its track")
    return ", ".join(said)


_SOURCE_WORDS = {
    "sourceStartTicks": "shows its source from",
    "contentStartOffsetTicks": "waits before its captions for",
}


def _where_to(compared: Comparison, item: str) -> str:
    old, new = (homes.get(item) for homes in compared.homes)
    names = [compared.called("tracks", home) if home else "" for home in (old, new)]
    if not names[0]:
        return f"was put on track {names[1]}"
    return f"moved from track {names[0]} to track {names[1]}" if names[1] else f"was taken off track {names[0]}"
