"""How items look, and what of them is not to be seen."""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from editorkit import schema
from editorkit.pointer import Path
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Put
from editorkit.testing.faults import Plot
from editorkit.testing.lettering import boxes
from editorkit.testing.values import State, colors, flags, numbers, words

Place = tuple[str, str]  # the id of an item, and one of its properties
_FLASH = "flash-to-black"  # has parameters of its own, so it is not changed into another effect
_CROPS = {"cropLeft": "cropRight", "cropRight": "cropLeft", "cropTop": "cropBottom", "cropBottom": "cropTop"}
_SIDES = {"left": "width", "top": "height", "width": "left", "height": "top"}
BOUNDS: Mapping[str, tuple[float, float]] = {  # of number tracks, keyframes or not
    "scaleX": (0.1, 4),
    "scaleY": (0.1, 4),
    "opacity": (0.1, 1),
    "rotation": (-360, 360),
    "borderRadius": (0, 90),
    "decibelAdjustment": (-30, 6),
    **dict.fromkeys(_CROPS, (0, 0.45)),
}
LOOKS: Mapping[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("color", "strokeColor", "highlightColor", "themeColor"), colors),
    "fontFamily": st.sampled_from(("Inter", "TikTok Sans", "Roboto")),
    "fontStyle": st.fixed_dictionaries(
        {"variant": st.sampled_from(("normal", "italic")), "weight": st.sampled_from(("400", "700"))}
    ),
    "fontSize": numbers(1, 200),
    "lineHeight": st.floats(0.5, 5),
    "letterSpacing": st.integers(-10, 50),
    "strokeWidth": st.integers(0, 8),
    "background": boxes,
    "intensity": st.floats(0, 1),
    "illustrationName": st.sampled_from(("IMegaphone", "IAiChat", "IMeetingBoard")),
    "maxLines": st.integers(1, 4),
}
ENUMERATED = ("align", "direction", "shape", "effectType", "filterType")
UNSEEN: Mapping[str, st.SearchStrategy[Any]] = {
    "linkGroupId": st.sampled_from((None, "take-1", "take-2")),
    "stickerId": st.sampled_from((None, "party-hat", "crown")),
    "captionGroupId": st.none() | words,
    "keepAspectRatio": flags,
    "resizeOnEdit": flags,
    "source": st.sampled_from(("manual", "auto", "upload")),
}


def _properties(names: Mapping[str, Any]) -> Callable[[Scene], list[Place]]:
    """A function that finds the items that may have these properties."""

    def found(scene: Scene) -> list[Place]:
        return [(name, field) for name, item in scene.items.items() for field in names if field in scene.known(item)]

    return found


def _put(draw: st.DrawFn, scene: Scene, place: Place, values: st.SearchStrategy[Any]) -> Draft:
    name, field = place
    path = ("items", name, field)
    return Draft([path], [Put(path, different(draw, values, scene.items[name].get(field)))])


@makes("item-restyled", at=_properties(LOOKS), needs=lambda plot: plot.item("text"))
def restyle_item(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A color, font, box or other look of an item is another."""
    return _put(draw, scene, place, LOOKS[place[1]])


def _kinds(scene: Scene) -> list[Place]:
    found = [(name, field) for name, item in scene.items.items() for field in ENUMERATED if field in scene.known(item)]
    return [(name, field) for name, field in found if scene.items[name][field] != _FLASH]


@makes("item-restyled", at=_kinds, needs=lambda plot: plot.item("solid"))
def change_style(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A shape, effect, filter, alignment or direction is another one of those that the schema knows."""
    name, field = place
    part = schema.definition(scene.release, "item", scene.items[name]["type"])["properties"][field]
    known = [value for value in schema.resolve(scene.release, part)["enum"] if value != _FLASH]
    return _put(draw, scene, place, st.sampled_from(known))


def _paged(scene: Scene) -> list[str]:
    return scene.of_type("captions")


@makes("item-restyled", at=_paged, needs=lambda plot: plot.item("captions"))
def change_pages(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """The pages of captions gather words for a shorter or longer time."""
    item = scene.items[name]
    spelt = [scene.field(item, "pageDurationTicks", time) for time in (600_000, 288_000, 480_000)]
    field, old = spelt[0][0], item[spelt[0][0]]
    path = ("items", name, field)
    return Draft([path], [Put(path, different(draw, st.sampled_from([value for _, value in spelt]), old))])


def _resting(scene: Scene) -> list[Place]:
    """The number tracks that have no keyframes or are not there yet, but for what is heard."""
    return [
        (name, track)
        for name, item in scene.items.items()
        if scene.is_in_view(item)
        for track in schema.number_tracks(scene.release, item["type"])
        if track != "decibelAdjustment" and not item.get(track, {}).get("keyframes") and _has_room(item, track)
    ]


def _has_room(item: State, track: str) -> bool:
    """Whether an opposite crop leaves room for one of this side."""
    opposite = item.get(_CROPS.get(track, ""), {"value": 0, "keyframes": []})
    return all(value <= 0.5 for value in (opposite["value"], *(frame["value"] for frame in opposite["keyframes"])))


def rests(item: State, track: str) -> st.SearchStrategy[float]:
    """What a number track of an item may rest at: in a frame of whatever size, some of the item is still seen."""
    if track in BOUNDS:
        return numbers(*BOUNDS[track])
    other = float(item[_SIDES[track]]["value"])
    if track in ("left", "top"):
        return numbers(1 - other / 2, 49)
    least = max(2, 2 - other)
    return numbers(least, max(1920, least + 100))


def touched(name: str, track: str) -> Path:
    """What a change of a number track touches: where a box lies and how large it is decide together what is seen."""
    return ("items", name, "box" if track in _SIDES else track)


@makes("item-restyled", at=_resting, needs=lambda plot: plot.item("solid"))
def place_item(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """An item lies elsewhere, is larger, turned, more transparent or cropped, without any motion."""
    name, track = place
    item = scene.items[name]
    value = different(draw, rests(item, track), item.get(track, {}).get("value"))
    return Draft([touched(name, track)], [Put(("items", name, track), {"value": value, "keyframes": []})])


def _text(plot: Plot) -> None:
    plot.item("text")


@makes("item-changed", at=_properties(UNSEEN), needs=_text)
def change_item(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """Something of an item is changed that is neither seen nor heard, such as what it is linked to."""
    return _put(draw, scene, place, UNSEEN[place[1]])
