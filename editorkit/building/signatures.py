"""The keywords of the methods that place items, typed.

Written by `tests/signing.py` from the schemas; not to be edited.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from editorkit.building.moving import Keyframes, Motion, Number
from editorkit.space.layout import Box, Place
from editorkit.space.lengths import Length
from editorkit.times import Time

if TYPE_CHECKING:
    from editorkit.building.items import Item

Animated = Number | Keyframes | Mapping[str, Any]


class InTime(TypedDict, total=False):
    """When an item plays, and what it is called."""

    at: "Time | Item"
    after: "Item"
    until: "Time | Item"
    gap: Time
    length: Time
    id: str
    extra: Mapping[str, Any]


class InSpace(InTime, total=False):
    """Where it stands, and how it comes and goes."""

    place: Place
    size: Sequence[Length]
    box: Box
    margin: Length
    fit: str
    focus: str
    enter: Motion | Sequence[Motion]
    exit: Motion | Sequence[Motion]
    loop: Motion


class Image(InSpace, total=False):
    """The keywords of an image item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    keep_aspect_ratio: bool
    border_radius: Animated
    rotation: Animated
    sticker_id: str | None
    sticker_version: int | None
    crop_left: Animated
    crop_top: Animated
    crop_right: Animated
    crop_bottom: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class MotionGraphic(InSpace, total=False):
    """The keywords of a motion-graphic item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    motion_graphic_version: int
    props: Mapping[str, Any]
    slots: Mapping[str, Any]
    rotation: Animated
    link_group_id: str | None
    animations: Mapping[str, Any]


class Video(InSpace, total=False):
    """The keywords of a video item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    keep_aspect_ratio: bool
    border_radius: Animated
    rotation: Animated
    source_start: Time
    decibel_adjustment: Animated
    playback_rate: Number
    audio_fade_in: Time
    audio_fade_out: Time
    crop_left: Animated
    crop_top: Animated
    crop_right: Animated
    crop_bottom: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class Gif(InSpace, total=False):
    """The keywords of a gif item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    keep_aspect_ratio: bool
    border_radius: Animated
    rotation: Animated
    source_start: Time
    playback_rate: Number
    crop_left: Animated
    crop_top: Animated
    crop_right: Animated
    crop_bottom: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class Lottie(InSpace, total=False):
    """The keywords of a lottie item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    keep_aspect_ratio: bool
    rotation: Animated
    source_start: Time
    playback_rate: Number
    animations: Mapping[str, Any]
    link_group_id: str | None
    sticker_id: str | None
    sticker_version: int | None


class Audio(InSpace, total=False):
    """The keywords of an audio item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    source_start: Time
    decibel_adjustment: Animated
    playback_rate: Number
    audio_fade_in: Time
    audio_fade_out: Time
    link_group_id: str | None


class Text(InSpace, total=False):
    """The keywords of a text item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    color: str
    font_family: str
    font_style: Mapping[str, Any]
    font_size: Number
    line_height: Number
    letter_spacing: Number
    align: Literal["left", "center", "right"]
    direction: Literal["ltr", "rtl"]
    stroke_width: Number
    stroke_color: str
    resize_on_edit: bool
    background: Mapping[str, Any] | None
    rotation: Animated
    animations: Mapping[str, Any]
    caption_animations: Mapping[str, Any]
    link_group_id: str | None
    font_weight: int | str
    font_variant: str


class TextTemplate(InSpace, total=False):
    """The keywords of a text-template item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    schema_version: Any
    template_category: str
    nodes: Sequence[Any]
    rotation: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class Captions(InSpace, total=False):
    """The keywords of a captions item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    color: str
    highlight_color: str
    font_family: str
    font_style: Mapping[str, Any]
    font_size: Number
    line_height: Number
    letter_spacing: Number
    align: Literal["left", "center", "right"]
    direction: Literal["ltr", "rtl"]
    stroke_width: Number
    stroke_color: str
    page_duration: Time
    max_lines: int
    content_start_offset: Time
    source: Literal["manual", "auto", "upload"]
    caption_group_id: str | None
    background: Mapping[str, Any] | None
    rotation: Animated
    animations: Mapping[str, Any]
    caption_animations: Mapping[str, Any]
    link_group_id: str | None
    font_weight: int | str
    font_variant: str


class Solid(InSpace, total=False):
    """The keywords of a solid item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    shape: Any
    keep_aspect_ratio: bool
    border_radius: Animated
    rotation: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class Illustration(InSpace, total=False):
    """The keywords of an illustration item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    color: str
    keep_aspect_ratio: bool
    rotation: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None


class Effect(InTime, total=False):
    """The keywords of an effect item."""

    is_dragging_in_timeline: bool
    intensity: Number
    params: Any
    bright: Time
    dark: Time
    tail_dark: Time
    max_opacity: Number
    link_group_id: str | None


class Filter(InTime, total=False):
    """The keywords of a filter item."""

    is_dragging_in_timeline: bool
    intensity: Number
    params: Mapping[str, Any]
    link_group_id: str | None


class Chart(InSpace, total=False):
    """The keywords of a chart item."""

    is_dragging_in_timeline: bool
    top: Animated
    left: Animated
    width: Animated
    height: Animated
    scale_x: Animated
    scale_y: Animated
    opacity: Animated
    theme_color: str
    animation_duration: Time
    keep_aspect_ratio: bool
    rotation: Animated
    animations: Mapping[str, Any]
    link_group_id: str | None
    label: str
    series: Sequence[str] | Mapping[str, str]
    value: str
    x: str
    y: str
    group: str
