"""How items sound."""

from hypothesis import strategies as st

from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.looks import BOUNDS
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Put
from editorkit.testing.faults import Plot
from editorkit.testing.values import FRAME, numbers

_FADES = ("audioFadeInDurationTicks", "audioFadeOutDurationTicks")


def _sound(plot: Plot) -> None:
    plot.item("audio")


def _faded(scene: Scene) -> list[tuple[str, str, list[int]]]:
    audible = [name for name, item in scene.items.items() if scene.facts(item).audio_fades]
    found = [(name, fade, _lengths(scene, name, fade)) for name in audible for fade in _FADES]
    return [place for place in found if place[2]]


def _lengths(scene: Scene, name: str, fade: str) -> list[int]:
    """The lengths, in ticks, that one fade of an item can have: together both fit into it."""
    item = scene.items[name]
    lengths = scene.facts(item).audio_fade_ticks(item, scene.release)
    old = lengths[_FADES.index(fade)]
    longest = item["durationTicks"] - (sum(lengths) - old)
    return [time for time in (0, FRAME, 3 * FRAME, 15 * FRAME, 30 * FRAME) if abs(time - old) >= 1 and time <= longest]


@makes("sound-changed", at=_faded, needs=_sound)
def fade_sound(draw: st.DrawFn, scene: Scene, place: tuple[str, str, list[int]]) -> Draft:
    """The sound of an item comes up or dies away faster or slower."""
    name, fade, lengths = place
    field, value = scene.field(scene.items[name], fade, draw(st.sampled_from(lengths)))
    return Draft([("items", name, "fades"), ("items", name, "length")], [Put(("items", name, field), value)])


def _levels(scene: Scene) -> list[str]:
    return [
        name
        for name, item in scene.items.items()
        if "decibelAdjustment" in item and not item["decibelAdjustment"]["keyframes"]
    ]


@makes("sound-changed", at=_levels, needs=_sound)
def change_level(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An item is louder or softer."""
    path = ("items", name, "decibelAdjustment", "value")
    old = scene.items[name]["decibelAdjustment"]["value"]
    return Draft([path[:3]], [Put(path, different(draw, numbers(*BOUNDS["decibelAdjustment"]), old))])
