"""What a call says of an item by keyword, taken apart: when, where, how it moves, and the properties of its type."""

from collections.abc import Mapping
from typing import Any

from editorkit.building.items import Item, read_fields, read_motions, settle
from editorkit.building.placing import place_in_space, place_in_time, refuse_overrun

_IN_SPACE = ("place", "size", "box", "margin", "fit", "focus")
_MOTIONS = ("enter", "exit", "loop")
_IN_TIME = frozenset(("at", "after", "until", "gap", "length", "id"))
_OWN = _IN_TIME.union(_IN_SPACE, _MOTIONS, ("extra", "font_weight", "font_variant"))


def compose(item: Item, more: Mapping[str, Any], letters: str | None) -> None:
    """Make an item what the keywords of its call say. Raises UsageError for what cannot be."""
    own: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for name, value in more.items():
        (own if name in _OWN else fields)[name] = value
    if fields:
        read_fields(item, fields)
    in_space: Mapping[str, Any] = {}
    if not _IN_TIME.issuperset(own):
        _dress(item, own)
        in_space = {name: own[name] for name in _IN_SPACE if name in own}
    place_in_time(item, own)
    if in_space or letters is not None or item.asset is not None:
        place_in_space(item, in_space, letters)
    item.refuse_missing()
    if item.exact_end is not None:
        refuse_overrun(item)
        settle(item)


def _dress(item: Item, more: Mapping[str, Any]) -> None:
    if "font_weight" in more or "font_variant" in more:
        item.style(more.get("font_weight"), more.get("font_variant"))
    motions = {role: more[role] for role in _MOTIONS if role in more}
    if motions:
        read_motions(item, motions)
    if more.get("extra"):
        item.add_extra(more["extra"])
