"""What came and what went: tracks with their items, items with their transitions and assets, and each by itself."""

from collections.abc import Iterator
from typing import Any

from editorkit import wording
from editorkit.diffing import phrasing
from editorkit.diffing.changes import Change
from editorkit.diffing.comparison import Comparison, span_of
from editorkit.diffing.edits import MISSING, Edit, Put
from editorkit.diffing.telling import make

_NOUNS = {"items": "item", "assets": "asset", "transitions": "transition"}
_CONTENT = ("text", "assetId", "illustrationName", "effectType", "filterType", "motionGraphicId", "chartType", "shape")


def existence_changes(compared: Comparison) -> Iterator[Change]:
    """Every change by which something came or went."""
    company = _Company(compared)
    for track in compared.touched("tracks"):
        if _is_all_there(compared.whole("tracks", track)):
            yield _track(compared, company, track)
    for item in compared.touched("items"):
        put = compared.whole("items", item)
        if put is not None and not _is_all_there(put):
            yield _replaced(compared, company, item)
        elif put is not None:
            yield _item(compared, company, item)
    yield from _shown_otherwise(compared)
    for family in ("transitions", "assets"):
        for key in compared.touched(family):
            put = compared.whole(family, key)
            if put is not None and _is_all_there(put):
                yield _lone(compared, family, key, put)


def _is_all_there(put: Put | None) -> bool:
    """Whether a put brings or takes an entity, rather than making something else of it."""
    return put is not None and (put.before is MISSING) != (put.after is MISSING)


class _Company:
    """The transitions and assets that came and went with items, or as these became another type."""

    def __init__(self, compared: Comparison) -> None:
        self._compared = compared
        whole = [key for key in compared.touched("items") if compared.whole("items", key) is not None]
        self._of: dict[str, list[tuple[str, str]]] = {key: [] for key in whole}
        for key in compared.touched("transitions"):
            put = compared.whole("transitions", key)
            if put is not None and _is_all_there(put):
                self._enter("transitions", key, put, [_clip(put, "fromClipId"), _clip(put, "toClipId")], any)
        for key in compared.touched("assets"):
            put = compared.whole("assets", key)
            if put is not None and _is_all_there(put):
                self._enter("assets", key, put, compared.users.get(key, []), all)

    def _enter(self, family: str, key: str, put: Put, items: list[str], enough: Any) -> None:
        ways = [self._goes_the_way(item, put) for item in items]
        if ways and enough(ways):
            self._of[items[ways.index(True)]].append((family, key))

    def _goes_the_way(self, item: str, put: Put) -> bool:
        own = self._compared.whole("items", item) if item in self._of else None
        return own is not None and (not _is_all_there(own) or (own.before is MISSING) == (put.before is MISSING))

    def take(self, item: str) -> tuple[list[Edit], list[str]]:
        """What came or went with an item, the item itself first: the edits, and in words what else it is."""
        compared = self._compared
        edits: list[Edit] = [*compared.take("items", item)]
        for family, key in self._of[item]:
            edits += compared.take(family, key)
        return edits, [f"{_NOUNS[family]} {compared.called(family, key)}" for family, key in self._of[item]]


def _clip(transition: Put, field: str) -> str:
    entity = transition.after if transition.before is MISSING else transition.before
    found = entity.get(field) if isinstance(entity, dict) else None
    return found if isinstance(found, str) else ""


def _item(compared: Comparison, company: _Company, item: str) -> Change:
    put = compared.whole("items", item)
    assert put is not None
    has_come = put.before is MISSING
    edits, others = company.take(item)
    verb = "added" if has_come else "removed"
    home = compared.home(item)
    where = f" {'on' if has_come else 'from'} track {compared.called('tracks', home)}" if home else ""
    along = f", with its {phrasing.enumerated(others)}" if others else ""
    entity = put.after if has_come else put.before
    return make(
        compared,
        "item-added" if has_come else "item-removed",
        ("items", item),
        before=put.before,
        after=put.after,
        span=compared.span(item),
        sentence=f"{_described(compared, item, entity)} {verb}{where}{_times(entity)}{along}",
        edits=[*edits, *compared.take_places(item)],
        track=home,
    )


def _described(compared: Comparison, item: str, entity: Any) -> str:
    name = compared.called("items", item)
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        return f"item {name}"
    content = next((entity[field] for field in _CONTENT if isinstance(entity.get(field), str)), None)
    return f"{entity['type'][:40]} {name}" + (f" ({phrasing.value(content)})" if content is not None else "")


def _times(entity: Any) -> str:
    span = span_of(entity)
    return f", {phrasing.at(span[0])} to {phrasing.at(span[1])}" if span else ""


def _track(compared: Comparison, company: _Company, track: str) -> Change:
    put = compared.whole("tracks", track)
    assert put is not None
    has_come = put.before is MISSING
    kind = "track-added" if has_come else "track-removed"
    edits: list[Edit] = [*compared.take("tracks", track), compared.track_moves.pop(track)]
    listed = compared.tracks[has_come][track]["items"]
    passing = [item for item in listed if _goes(compared, item, has_come)]
    for item in passing:
        edits += [*company.take(item)[0], *compared.take_places(item)]
    verb = "added" if has_come else "removed"
    names = f": {wording.listed([compared.new_id('items', item) for item in passing])}" if passing else ""
    held = f" with {wording.counted(len(passing), 'item')}{names}" if passing else ""
    return make(
        compared,
        kind,
        ("tracks", track),
        before=compared.tracks[0].get(track),
        after=compared.tracks[1].get(track),
        span=compared.span(*listed),
        sentence=f"track {compared.called('tracks', track)} {verb}{held}",
        edits=edits,
        track=track,
    )


def _goes(compared: Comparison, item: str, has_come: bool) -> bool:
    put = compared.whole("items", item)
    return put is not None and _is_all_there(put) and (put.before is MISSING) == has_come


def _replaced(compared: Comparison, company: _Company, item: str) -> Change:
    before, after = compared.entity("items", item)
    types = [
        entity["type"] if isinstance(entity, dict) and isinstance(entity.get("type"), str) else "no item"
        for entity in (before, after)
    ]
    edits, others = company.take(item)
    along = f", with its {phrasing.enumerated(others)}" if others else ""
    return make(
        compared,
        "item-replaced",
        ("items", item),
        before=before,
        after=after,
        span=compared.span(item),
        sentence=f"{compared.called('items', item)} is now {types[1]} instead of {types[0]}{along}",
        edits=edits,
        track=compared.home(item),
    )


def _shown_otherwise(compared: Comparison) -> Iterator[Change]:
    """Items that show another asset; the old one going and the new one coming belong to it."""
    for item in compared.touched("items"):
        puts = [put for put in compared.puts("items", item) if put.path[2:] == ("assetId",)]
        for put in puts:
            compared.take_some(puts, "items", item)
            passing = [key for key in (put.before, put.after) if isinstance(key, str) and _passes(compared, key)]
            edits: list[Edit] = [put, *(edit for key in passing for edit in compared.take("assets", key))]
            old, new = (
                compared.called("assets", key) if isinstance(key, str) else "none" for key in (put.before, put.after)
            )
            yield make(
                compared,
                "asset-replaced",
                put.path,
                before=put.before,
                after=put.after,
                span=compared.span(item),
                sentence=f"{compared.called('items', item)} shows asset {new} instead of {old}",
                edits=edits,
                track=compared.home(item),
            )


def _passes(compared: Comparison, asset: str) -> bool:
    return _is_all_there(compared.whole("assets", asset))


def _lone(compared: Comparison, family: str, key: str, put: Put) -> Change:
    entity = put.after if put.before is MISSING else put.before
    fields = entity if isinstance(entity, dict) else {}
    noun, verb = _NOUNS[family], "added" if put.before is MISSING else "removed"
    clips = [clip for field in ("fromClipId", "toClipId") if (clip := _clip(put, field))]
    between = f" between {' and '.join(compared.called('items', clip) for clip in clips)}" if clips else ""
    track = fields.get("trackId")
    return make(
        compared,
        f"{noun}-{verb}",
        (family, key),
        before=put.before,
        after=put.after,
        span=compared.span(*clips),
        sentence=f"{noun} {compared.called(family, key)} ({phrasing.value(fields.get('type'))}){between} {verb}",
        edits=compared.take(family, key),
        track=track if isinstance(track, str) else None,
    )
