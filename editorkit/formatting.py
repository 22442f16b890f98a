"""The canonical form of a state: the same content always in the same order, spelled the same way.

    from editorkit.formatting import canonical_text, content_hash, formatted

What means something stays: the order of tracks, of captions, of list values, and of items on tracks that have
transitions, which count neighbours by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import Any

import orjson

from editorkit import document as documents
from editorkit import schema
from editorkit.errors import UsageError
from editorkit.releases import CHECKED_RELEASES

State = dict[str, Any]
_EXACT = 2**53


def formatted(state: Mapping[str, Any]) -> State:
    """A state with everything in canonical order; nothing but order and the spelling of numbers differs.

    Properties stand in the order of the schema, others behind them by name; items in the order of their tracks and
    times, assets and transitions in the order in which they come up; what is used nowhere stands last, by id. Items of
    a track stand in the order of time where no transition counts on their places. Whole numbers are integers.

    Raises UsageError for what is no JSON object.
    """
    read = documents.read_data(state)
    if read.json_faults or not isinstance(read.data, dict):
        why = read.json_faults[0][1].message if read.json_faults else "it is no object"
        raise UsageError(f"a state is a JSON object; this cannot be put in order: {why}")
    plain: State = _ordered(read.data)
    items, tracks = plain.get("items"), plain.get("tracks")
    if not isinstance(items, dict):
        return plain
    if isinstance(tracks, list):
        counted = _counted(plain)
        plain["tracks"] = [_in_time(track, items, counted) for track in tracks]
    plain["items"] = _sorted(items, _placed(plain.get("tracks")))
    if isinstance(plain.get("assets"), dict):
        used = (_text(item.get("assetId")) for item in plain["items"].values() if isinstance(item, dict))
        plain["assets"] = _sorted(plain["assets"], used)
    if isinstance(plain.get("transitions"), dict):
        plain["transitions"] = _sorted(plain["transitions"], _in_order_of_items(plain))
    return plain


def canonical_text(data: Any) -> bytes:
    """Data that is in canonical order as text: indented by two blanks, LF, with a line end at the end."""
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def content_hash(state: Mapping[str, Any]) -> str:
    """The SHA-256 of what a state says, 64 hexadecimal digits: equal for states that are equal when formatted.

    It is that of the canonical form as JSON without blanks, in UTF-8, with the keys of every object sorted.
    """
    return sha256(orjson.dumps(formatted(state), option=orjson.OPT_SORT_KEYS)).hexdigest()


def _ordered(value: Any) -> Any:
    kind = type(value)
    if kind is dict or isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in _order(tuple(value))}
    if kind is list or isinstance(value, list | tuple):
        return [_ordered(inner) for inner in value]
    if kind is float and value.is_integer() and -_EXACT < value < _EXACT:
        return int(value)
    return value


@cache
def _ranks() -> dict[str, int]:
    """Every property name of the schemas, in the order in which it first comes up."""
    schemas = [schema.load(release) for release in reversed(CHECKED_RELEASES)]
    names = dict.fromkeys(chain.from_iterable(_names(each) for each in schemas))
    return {name: rank for rank, name in enumerate(names)}


def _names(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        properties = part.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for inner in part.values():
            yield from _names(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _names(inner)


_orders: dict[tuple[str, ...], tuple[str, ...]] = {}
_MOST_ORDERS = 4096


def _order(names: tuple[str, ...]) -> tuple[str, ...]:
    found = _orders.get(names)
    if found is None:
        ranks = _ranks()
        found = tuple(sorted(names, key=lambda name: (ranks.get(name, len(ranks)), name)))
        if len(names) < 100 and len(_orders) < _MOST_ORDERS:
            _orders[names] = found
    return found


def _in_time(track: Any, items: Mapping[str, Any], counted: frozenset[Any]) -> Any:
    """A track with its items in the order of time, where that means nothing."""
    listed = track.get("items") if isinstance(track, dict) else None
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        return track
    starts = {name: start for name in listed if (start := _start(items.get(name))) is not None}
    if len(starts) < len(listed) or _text(track.get("id")) in counted or not counted.isdisjoint(listed):
        return track
    return track | {"items": sorted(listed, key=starts.__getitem__)}


def _start(item: Any) -> int | None:
    start = item.get("startTicks") if isinstance(item, dict) else None
    return start if type(start) is int else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _counted(state: State) -> frozenset[Any]:
    """The ids of tracks and items that a transition names."""
    made = [each for each in _values(state.get("transitions")) if isinstance(each, dict)]
    return frozenset(_text(each.get(name)) for each in made for name in ("trackId", "fromClipId", "toClipId"))


def _values(found: Any) -> Iterable[Any]:
    return found.values() if isinstance(found, dict) else ()


def _sorted(entities: dict[str, Any], first: Iterable[Any]) -> dict[str, Any]:
    """The entities in the order in which they come up, then those that do not, by id."""
    known = [name for name in dict.fromkeys(first) if name in entities]
    return {name: entities[name] for name in dict.fromkeys([*known, *sorted(entities)])}


def _placed(tracks: Any) -> Iterator[str]:
    for track in tracks if isinstance(tracks, list) else ():
        listed = track.get("items") if isinstance(track, dict) else None
        yield from (name for name in (listed if isinstance(listed, list) else ()) if isinstance(name, str))


def _in_order_of_items(state: State) -> Iterator[str]:
    """The ids of transitions, by the place of the clip that each comes from."""
    places = {name: place for place, name in enumerate(state["items"])}
    made = state["transitions"]
    leaving = {name: _text(each.get("fromClipId")) if isinstance(each, dict) else None for name, each in made.items()}
    yield from sorted(made, key=lambda name: (places.get(leaving[name] or "", len(places)), name))
