"""Timelines made in code and from data: `Timeline`, the motions it takes, and the boxes its frame is cut into."""

from editorkit.building.assets import Asset
from editorkit.building.charts import chart_data
from editorkit.building.complaints import InvalidTimeline
from editorkit.building.items import Item
from editorkit.building.moving import (
    Keyframes,
    Motion,
    clock_wipe,
    fade,
    flip,
    iris,
    keyframes,
    motion,
    ramp,
    slide,
    wipe,
    zoom,
)
from editorkit.building.timelines import Timeline
from editorkit.building.tracks import Track
from editorkit.space.layout import Box
from editorkit.times import Ticks

__all__ = [
    "Asset",
    "Box",
    "InvalidTimeline",
    "Item",
    "Keyframes",
    "Motion",
    "Ticks",
    "Timeline",
    "Track",
    "chart_data",
    "clock_wipe",
    "fade",
    "flip",
    "iris",
    "keyframes",
    "motion",
    "ramp",
    "slide",
    "wipe",
    "zoom",
]
