"""Faults of shape."""

from editorkit.releases import CAPTION_TRIM, OLD_FIELDS
from editorkit.testing.faults import Plot, plants


@plants
def ambiguous_release(plot: Plot) -> None:
    """Nothing tells of the release, for nothing but a solid is left."""
    plot.clear()


@plants
def chart_series_mismatch(plot: Plot) -> None:
    """A row of a chart has a number for a series that is not there."""
    plot.item("chart")["data"]["rows"][0]["values"] = {"other": 1}


@plants
def confusable_ids(plot: Plot) -> None:
    """Two tracks have ids that differ in case only."""
    first = plot.track_of(plot.item("solid"))
    plot.track_of(plot.item("solid"))["id"] = first["id"].upper()


@plants
def dragging_item(plot: Plot) -> None:
    """A solid is being dragged."""
    plot.item("solid", isDraggingInTimeline=True)


@plants
def duplicate_node_id(plot: Plot) -> None:
    """Both nodes of a text template have the same id."""
    first, second = plot.item("text-template")["nodes"]
    second["id"] = first["id"]


@plants
def hazardous_id(plot: Plot) -> None:
    """A track has an id that means something in JavaScript."""
    plot.item("solid", on=plot.track(id="constructor"))


@plants
def legacy_field(plot: Plot) -> None:
    """A video has a field of the other release beside its own."""
    video = plot.item("video")
    if plot.release == "1.1":
        video[next(old for old in OLD_FIELDS if old.startswith("video"))] = 0
    else:
        video["linkGroupId"] = None


@plants
def old_release(plot: Plot) -> None:
    """What is left is a solid with a field of release 0.2."""
    plot.clear()
    for solid in plot.state["items"].values():
        solid[CAPTION_TRIM] = 0


@plants
def schema(plot: Plot) -> None:
    """A solid has a shape that is none."""
    plot.item("solid", shape="blob")


@plants
def text_template_structure(plot: Plot) -> None:
    """A text template has two text nodes and no image node."""
    template = plot.item("text-template")
    text = next(node for node in template["nodes"] if node["type"] == "text")
    template["nodes"] = [text, text | {"id": f"{text['id']}-again"}]


@plants
def unknown_field(plot: Plot) -> None:
    """A solid has a field that the format does not know."""
    plot.item("solid", annimations={})
