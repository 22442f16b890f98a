"""Lengths in pixels, scaled: boxes, keyframes, texts and their backgrounds."""

from fractions import Fraction
from typing import Any

from editorkit import schema
from editorkit.editing.draft import Draft, Entity
from editorkit.ticks import as_json, exact

_PIXELS = ("fontSize", "letterSpacing", "strokeWidth")
_TRACKS = ("top", "left", "width", "height", "borderRadius")
_OF_BACKGROUNDS = ("horizontalPadding", "borderRadius")


def scale_item(item: Entity, factor: Fraction) -> None:
    """Scale all that an item measures in pixels, in place. Nodes of templates are in a space of their own."""
    for name in schema.number_tracks("1.1", item["type"]):
        if name in _TRACKS and name in item:
            item[name] = scale_track(item[name], factor)
    _scale(item, _PIXELS, factor)
    if isinstance(item.get("background"), dict):
        _scale(item["background"], _OF_BACKGROUNDS, factor)


def scale_all(draft: Draft, factor: Fraction) -> None:
    """Scale all that is measured in pixels, but for the composition itself."""
    for item in draft.items.values():
        scale_item(item, factor)


def scale_track(track: Entity, factor: Fraction, offset: Fraction | int = 0) -> Entity:
    """A number track with its value and keyframes scaled, then moved by an offset."""
    points = [point | {"value": _scaled(point["value"], factor, offset)} for point in track["keyframes"]]
    return track | {"value": _scaled(track["value"], factor, offset), "keyframes": points}


def _scaled(value: Any, factor: Fraction, offset: Fraction | int = 0) -> int | float:
    return as_json(exact(value) * factor + offset)


def _scale(holder: Entity, names: tuple[str, ...], factor: Fraction) -> None:
    for name in names:
        if type(holder.get(name)) in (int, float):
            holder[name] = _scaled(holder[name], factor)
