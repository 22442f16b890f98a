"""Effects."""

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.items import Clip, item_maker
from editorkit.testing.releases import respell
from editorkit.testing.values import State, bags, lengths_or_none, numbers, shares

_FLASH = {
    "1.0": frozenset(("brightFrames", "darkFrames", "tailDarkFrames", "maxOpacity")),  # that schema lets all pass
    "1.1": frozenset(("brightTicks", "darkTicks", "tailDarkTicks", "maxOpacity")),
}


@item_maker
def effect(clip: Clip) -> State:
    """Something done to the whole frame; a flash has parameters of its own."""
    kind = clip.draw(st.sampled_from(schema.enum_of(clip.release, "effects")))
    made = {"effectType": kind, "intensity": clip.draw(numbers(0, 2))}
    return made | ({"params": _flash(clip)} if kind == "flash-to-black" else clip.some(params=bags))


def _flash(clip: Clip) -> State:
    third = lengths_or_none(clip.duration // 3)
    times = {name: clip.draw(third) for name in ("brightTicks", "darkTicks", "tailDarkTicks")}
    return respell(times | {"maxOpacity": clip.draw(shares)}, _FLASH[clip.release])
