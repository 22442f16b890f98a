"""A timeline as lines of text, made to be compared line by line: what `git log -p` shows of a state.

One line a thing, and times from the end of the item before, so that a clip put in is a line or some and what it shifts
is none. Everything in a state is in its listing: two states have the same one only where they are equal.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from editorkit import ticks
from editorkit.matching import keyed_tracks, with_integers

_INDENT = "    "
_TIMES = ("startTicks", "durationTicks")
_ONE_LINE_EACH = ("assets", "transitions")


def listed(state: Mapping[str, Any]) -> str:
    """The listing of a state, which may be any JSON object. The same state gives the same text."""
    return "".join(f"{line}\n" for line in _lines(with_integers(state)))


def _lines(state: Mapping[str, Any]) -> Iterator[str]:
    items = state.get("items")
    tracks = keyed_tracks(state.get("tracks"))
    if tracks is None or not isinstance(items, dict):
        yield from _values("", state)
        return
    rest = {key: value for key, value in state.items() if key not in ("tracks", "items", *_ONE_LINE_EACH)}
    yield from _values("", rest)
    seen: set[str] = set()
    for track in tracks.values():
        yield f"track {_text({key: value for key, value in track.items() if key != 'items'})}"
        yield from _indented(_on_track(track["items"], items, seen))
    if items.keys() - seen:
        yield "on no track"
        yield from _named("item", {name: items[name] for name in items.keys() - seen})
    for family in _ONE_LINE_EACH:
        yield from _family(family, state[family]) if family in state else ()


def _on_track(members: list[str], items: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    end = 0
    for name in members:
        item = items.get(name)
        if name in seen or name not in items:
            yield f"{'again' if name in seen else 'no item'}: {_text(name)}"
            continue
        seen.add(name)
        start, length = (item.get(key) if isinstance(item, dict) else None for key in _TIMES)
        if not isinstance(item, dict) or type(start) is not int or type(length) is not int:
            yield f"item {_text(name)}"
            yield from _indented(_values("", item))
            continue
        yield f"{_text(item.get('type'))} {_text(name)}: {_gap(start - end)}lasts {_time(length)}"
        yield from _indented(_values("", {k: v for k, v in item.items() if k not in ("type", *_TIMES)}))
        end = start + length


def _gap(distance: int) -> str:
    if not distance:
        return ""
    return f"{_time(abs(distance))} {'after' if distance > 0 else 'before'} the end of the one above, "


def _time(length: int) -> str:
    return f"{ticks.clock(length)} ({length})"


def _family(family: str, entities: Any) -> Iterator[str]:
    if not isinstance(entities, dict):
        yield from _values(family, entities)
        return
    yield family
    yield from _named(family.removesuffix("s"), entities)


def _named(noun: str, entities: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(entities):
        yield f"{_INDENT}{noun} {_text(name)}"
        yield from _indented(_indented(_values("", entities[name])))


def _values(name: str, value: Any) -> Iterator[str]:
    """A value and all within it, a line each: objects by their keys in order, arrays by their entries."""
    if isinstance(value, dict) and (value or not name):
        for key in sorted(value):
            yield from _values(f"{name}.{_key(key)}" if name else _key(key), value[key])
        if not name and not value:
            yield "nothing"
    elif isinstance(value, list) and value:
        for entry in value:
            yield f"{name}[]: {_text(entry)}"
    else:
        yield f"{name}: {_text(value)}"


def _key(key: str) -> str:
    return key if key.isidentifier() else _text(key)


def _text(value: Any) -> str:
    """A value as JSON on one line, with sorted keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("\u2028", "\\u2028").replace("\x7f", "\\u007f")


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (_INDENT + line for line in lines)
