"""Lengths in pixels, scaled: boxes, keyframes, texts and their backgrounds."""

from fractions import Fraction
from typing import Any

from editorkit import schema
from editorkit.editing.draft import Draft, Entity
from editorkit.ticks import Exact, as_json, exact

_LETTERS = ("fontSize", "letterSpacing", "strokeWidth")
_BOX = ("top", "left", "width", "height")
_OF_BACKGROUNDS = ("horizontalPadding", "borderRadius")
_SMALLEST_FONT = 1  # the schema takes no smaller one


def scale_item(item: Entity, factor: Fraction) -> None:
    """Scale all that an item measures in pixels, in place. Nodes of templates are in a space of their own."""
    for name in _BOX:
        if name in item and name in schema.number_tracks("1.1", item["type"]):
            item[name] = scale_track(item[name], factor)
    scale_pixels(item, factor)


def scale_pixels(item: Entity, factor: Exact, letters: Exact | None = None) -> None:
    """Scale what an item measures in pixels but for its box, in place; its letters by a factor of their own."""
    letters = factor if letters is None else letters
    if factor == letters == 1:
        return
    if "borderRadius" in item and "borderRadius" in schema.number_tracks("1.1", item["type"]):
        item["borderRadius"] = scale_track(item["borderRadius"], factor)
    _scale(item, _LETTERS, letters)
    if type(item.get("fontSize")) in (int, float):
        item["fontSize"] = max(_SMALLEST_FONT, item["fontSize"])
    if isinstance(item.get("background"), dict):
        _scale(item["background"], _OF_BACKGROUNDS, letters)


def scale_all(draft: Draft, factor: Fraction) -> None:
    """Scale all that is measured in pixels, but for the composition itself."""
    for item in draft.items.values():
        scale_item(item, factor)


def scale_track(track: Entity, factor: Exact, offset: Exact = 0) -> Entity:
    """A number track with its value and keyframes scaled, then moved by an offset."""
    points = [point | {"value": _scaled(point["value"], factor, offset)} for point in track["keyframes"]]
    return track | {"value": _scaled(track["value"], factor, offset), "keyframes": points}


def _scaled(value: Any, factor: Exact, offset: Exact = 0) -> int | float:
    return as_json(exact(value) * factor + offset)


def _scale(holder: Entity, names: tuple[str, ...], factor: Exact) -> None:
    for name in names:
        if type(holder.get(name)) in (int, float):
            holder[name] = _scaled(holder[name], factor)
