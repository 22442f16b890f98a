"""Faults of what the editor's runtime supports: the state comes with the capabilities that do not support it."""

from typing import Any

from editorkit import schema
from editorkit.capabilities import Value
from editorkit.rules.capability import uses_of
from editorkit.testing.faults import Plot, motion, plants

_DEMANDING = "flash-to-black"  # the schema asks for parameters of it
_PICTURE = "https://example.com/withdrawn.png"


def _used(plot: Plot, family: str) -> list[Value]:
    return list(dict.fromkeys(value for _, value in uses_of(plot.view(), family)))


def _withdrawn(plot: Plot, family: str) -> Any:
    """A value that the schema knows and the capabilities do not list; one that the state does not use, if there is."""
    known = schema.enum_of(plot.release, family.partition(".")[0])
    used = _used(plot, family)
    value = next((value for value in reversed(known) if value not in (*used, _DEMANDING)), known[-1])
    listed = [other for other in known if other != value]
    plot.support(family, [{"type": other} for other in listed] if "." in family else listed)
    return value


@plants
def doubtful_illustration_name(plot: Plot) -> None:
    """An illustration has a name unlike the vendor's."""
    plot.item("illustration", illustrationName="rocket")


@plants
def unknown_illustration(plot: Plot) -> None:
    """The capabilities list the illustrations of the state, but for one."""
    plot.support("illustrations", _used(plot, "illustrations"))
    plot.item("illustration", illustrationName=f"I{plot.fresh('illustration').title().replace('-', '')}")


@plants
def unknown_parameter(plot: Plot) -> None:
    """A filter has a parameter that no preset of its type has."""
    filters = [item for item in plot.state["items"].values() if item["type"] == "filter"]
    types = schema.enum_of(plot.release, "filters")
    kind = next((name for name in types if not any(name == made["filterType"] for made in filters)), types[-1])
    plot.payload()["filterPresets"] = [{"id": "soft", "type": kind, "label": "Soft", "params": {"blend": 0.8}}]
    plot.item("filter", filterType=kind, params={"blent": 0.8})


@plants
def unpublished_value(plot: Plot) -> None:
    """A transition is of a type that only the capabilities know."""
    plot.support("transitions", [*schema.enum_of(plot.release, "transitions"), "dissolve"])
    plot.join(*plot.row("image"), type="dissolve")


@plants
def unsupported_animation(plot: Plot) -> None:
    """An image comes in by an animation that is not listed."""
    plot.item("image", animations={"in": motion(_withdrawn(plot, "animations"))})


@plants
def unsupported_background(plot: Plot) -> None:
    """The background is a preset that is not listed."""
    plot.support("backgroundImages", ["https://example.com/preset.png"])
    plot.background("imageBackground", source="preset", imageUrl=_PICTURE)


@plants
def unsupported_blur_level(plot: Plot) -> None:
    """The background is blurred to a level that is not listed."""
    plot.background("blurBackground", level=_withdrawn(plot, "blurLevels"))


@plants
def unsupported_caption_animation(plot: Plot) -> None:
    """A text comes in by an animation that is not listed."""
    plot.item("text", captionAnimations={"in": motion(_withdrawn(plot, "captionAnimations.in"))})


@plants
def unsupported_direction(plot: Plot) -> None:
    """A transition slides in a direction that there is not."""
    plot.join(*plot.row("image"), type="slide", params={"direction": "left"})


@plants
def unsupported_effect(plot: Plot) -> None:
    """An effect is not listed."""
    plot.item("effect", effectType=_withdrawn(plot, "effects"))


@plants
def unsupported_filter(plot: Plot) -> None:
    """A filter is not listed."""
    plot.item("filter", filterType=_withdrawn(plot, "filters"))


@plants
def unsupported_shape(plot: Plot) -> None:
    """The shape of a solid is not listed."""
    plot.item("solid", shape=_withdrawn(plot, "shapes"))


@plants
def unsupported_transition(plot: Plot) -> None:
    """A transition is not listed."""
    plot.join(*plot.row("image"), type=_withdrawn(plot, "transitions"))
