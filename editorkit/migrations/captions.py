"""Where captions begin: a trim into them in release 0.2, a pause before them from 1.0 on.

Neither release can say what the other does, so the captions themselves are moved and the field becomes 0.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from editorkit import ticks, wording
from editorkit.mappings import copied
from editorkit.matching.references import fresh_names
from editorkit.migrations.draft import Draft, Entity, is_number, type_of
from editorkit.pointer import Path
from editorkit.releases import CAPTION_TRIM
from editorkit.scanner import LARGEST_INTEGER

Captions = list[Any]


@dataclass(frozen=True)
class Beginning:
    """A field that says where captions begin, and by how many milliseconds one of its units moves them."""

    field: str
    milliseconds: int


TRIM = Beginning(CAPTION_TRIM, -1000)
PAUSE = Beginning("contentStartOffsetMs", 1)


@dataclass(frozen=True)
class _Use:
    """A captions item, and by how many milliseconds its captions are to be moved."""

    item_id: str
    item: Entity
    by: Fraction


def move_captions(draft: Draft, before: Beginning, after: Beginning) -> None:
    """Replace one field by the other, at 0, and move the captions by what it said.

    Items that share captions and move them differently get copies of their own. Captions that would end before
    they begin are dropped, those that would begin before 0 are cut: what the trim had hidden is a loss.
    """
    uses = [_use_of(key, item, before, after) for key, item in draft.entities("items") if type_of(item) == "captions"]
    sharing: defaultdict[str, defaultdict[Fraction, list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        if _captions_of(draft, use) is not None:
            sharing[use.item["assetId"]][use.by].append(use)
        elif use.by:
            told = f"{draft.subject(('items', use.item_id, before.field))} is left out"
            draft.lose("removed", ("items", use.item_id), f"{told}: there are no captions to be moved by it")
    for asset_id, groups in sharing.items():
        _move_shared(draft, asset_id, groups)
    for use in uses:
        _rename(use.item, before, after)


def _use_of(item_id: str, item: Entity, before: Beginning, after: Beginning) -> _Use:
    by = ticks.exact(item[before.field]) * before.milliseconds if _is_movable(item, before, after) else Fraction(0)
    return _Use(item_id, item, by)


def _is_movable(item: Entity, before: Beginning, after: Beginning) -> bool:
    is_free = is_number(item.get(before.field)) and after.field not in item
    return is_free and 0 <= ticks.exact(item[before.field]) * abs(before.milliseconds) <= LARGEST_INTEGER


def _rename(item: Entity, before: Beginning, after: Beginning) -> None:
    if _is_movable(item, before, after):
        fields = {after.field if name == before.field else name: value for name, value in item.items()}
        item.clear()
        item.update(fields | {after.field: 0})


def _captions_of(draft: Draft, use: _Use) -> Captions | None:
    assets, asset_id = draft.state.get("assets"), use.item.get("assetId")
    asset = assets.get(asset_id) if isinstance(assets, dict) and isinstance(asset_id, str) else None
    found = asset.get("captions") if isinstance(asset, dict) else None
    return found if isinstance(found, list) else None


def _move_shared(draft: Draft, asset_id: str, groups: dict[Fraction, list[_Use]]) -> None:
    """The captions as they are go to those who do not move them, else to the first; all others get copies."""
    assets = draft.state["assets"]
    original: Entity = assets[asset_id]
    captions: Captions = original["captions"]
    keeper = Fraction(0) if 0 in groups else next(iter(groups))
    fresh = fresh_names(asset_id, assets)
    for by, uses in groups.items():
        moved = [*_moved(captions, by)] if by else captions
        if by == max(groups):  # what is cut off here is cut off everywhere
            _note_what_was_cut(draft, ("assets", asset_id, "captions"), captions, by, uses[0])
        if by == keeper:
            original["captions"] = moved
        else:
            _hand_out(draft, uses, next(fresh), original | {"captions": moved})


def _hand_out(draft: Draft, uses: list[_Use], name: str, asset: Entity) -> None:
    draft.state["assets"][name] = copied(asset | ({"id": name} if "id" in asset else {}))
    items = wording.listed(use.item_id for use in uses)
    told = f"asset {wording.name(name)} is a copy made for {items}, whose captions begin elsewhere"
    draft.assume("copied", ("assets", name), told)
    for use in uses:
        use.item["assetId"] = name


def _moved(captions: Captions, by: Fraction) -> Iterator[Any]:
    for entry in captions:
        if not _is_timed(entry):
            yield entry
        elif by > 0 or ticks.exact(entry["endMs"]) + by > 0:
            times = {name: entry[name] for name in ("startMs", "endMs", "timestampMs") if is_number(entry.get(name))}
            yield entry | {name: _at_least_0(ticks.exact(time) + by) for name, time in times.items()}


def _at_least_0(time: Fraction) -> int | float:
    return ticks.as_json(max(time, Fraction(0)))


def _is_timed(entry: Any) -> bool:
    return isinstance(entry, dict) and is_number(entry.get("startMs")) and is_number(entry.get("endMs"))


def _note_what_was_cut(draft: Draft, path: Path, captions: Captions, by: Fraction, use: _Use) -> None:
    if by >= 0:
        return
    spans = [(ticks.exact(entry["startMs"]), ticks.exact(entry["endMs"])) for entry in captions if _is_timed(entry)]
    dropped = sum(end <= -by for _, end in spans)
    cut = sum(start < -by < end for start, end in spans)
    owner = draft.subject(path[:2])
    trim = f"item {wording.name(use.item_id)} had trimmed away the first {wording.value(ticks.as_json(-by))} ms"
    for kind, number, what in (("removed", dropped, "left out"), ("cut", cut, "cut at the start")):
        if number:
            draft.lose(kind, path, f"of {owner}, {wording.counted(number, 'caption')} {what}: {trim}")
