"""What an item is where its program does not say: the defaults of the vendor's plugin.

Only values stand here. Which properties a type needs is asked of the schema; what it needs and has no default is an
argument of the method that places it.
"""

from functools import cache
from typing import Any

import orjson

from editorkit import schema
from editorkit.building import keywords
from editorkit.ticks import TICKS_PER_SECOND

_LETTERS = {
    "color": "#ffffff",
    "align": "center",
    "fontFamily": "Inter",
    "lineHeight": 1.2,
    "letterSpacing": 0,
    "direction": "ltr",
    "strokeWidth": 0,
    "strokeColor": "#000000",
}
_ANY: dict[str, Any] = {
    "isDraggingInTimeline": False,
    "top": 0,
    "left": 0,
    "scaleX": 1,
    "scaleY": 1,
    "opacity": 1,
    "rotation": 0,
    "borderRadius": 0,
    "keepAspectRatio": True,
    "sourceStartTicks": 0,
    "playbackRate": 1,
    "decibelAdjustment": 0,
    "audioFadeInDurationTicks": 0,
    "audioFadeOutDurationTicks": 0,
    "intensity": 0.5,
}
_BY_TYPE: dict[str, dict[str, Any]] = {
    "text": _LETTERS | {"fontStyle": {"variant": "normal", "weight": "500"}, "fontSize": 64, "resizeOnEdit": True},
    "captions": _LETTERS
    | {
        "fontStyle": {"variant": "normal", "weight": "600"},
        "fontSize": 56,
        "highlightColor": "#ffcc00",
        "pageDurationTicks": 600_000,
        "maxLines": 2,
        "contentStartOffsetTicks": 0,
        "source": "auto",
        "captionGroupId": None,
        "background": None,
    },
    "solid": {"color": "#000000", "shape": "rectangle", "keepAspectRatio": False},
    "illustration": {"color": "#ffffff"},
    "chart": {"themeColor": "#3b82f6", "animationDurationTicks": TICKS_PER_SECOND, "keepAspectRatio": False},
    "text-template": {"schemaVersion": 2},
    "motion-graphic": {"motionGraphicVersion": 1, "props": {}, "slots": {}},
}

LETTERING: dict[str, Any] = {
    name: _BY_TYPE["text"][name] for name in ("fontSize", "lineHeight", "letterSpacing", "fontStyle")
}


def default(kind: str, field: keywords.Field) -> Any:
    """The default of a property of an item type as it is written in release 1.1, or None where there is none."""
    name = field.name
    own = _BY_TYPE.get(kind, {})
    for spelled in (name, _spelled_by_keyword().get(field.keyword, name)):
        if spelled in own:
            return own[spelled]
        if spelled in _ANY:
            return _ANY[spelled]
    return None


@cache
def _spelled_by_keyword() -> dict[str, str]:
    names = {name for own in (*_BY_TYPE.values(), _ANY) for name in own}
    return {keywords.keyword_of(name): name for name in names}


@cache
def template(release: str, kind: str, width: int, height: int) -> bytes:
    """A whole item of a type as JSON, full frame, with null for what its program must say."""
    by_name = {field.name: field for field in keywords.fields(release, kind).values()}
    made: dict[str, Any] = {}
    numbers = schema.number_tracks(release, kind)
    for name in keywords.required(release, kind):
        value = {"width": width, "height": height}.get(name)
        if value is None and name in by_name:
            value = _in_unit(default(kind, by_name[name]), by_name[name])
        made[name] = {"value": value, "keyframes": []} if name in numbers else value
    return orjson.dumps(made | {"type": kind})


@cache
def undefaulted(release: str, kind: str) -> tuple[str, ...]:
    """The properties an item type requires and that must be given by keyword: neither null nor a default will do."""
    by_name = {field.name: field for field in keywords.fields(release, kind).values()}
    needed = (by_name[name] for name in keywords.required(release, kind) if name in by_name)
    return tuple(
        field.name
        for field in needed
        if field.name not in ("width", "height") and default(kind, field) is None and not _may_be_null(field)
    )


def _may_be_null(field: keywords.Field) -> bool:
    kinds = field.part.get("type", ())
    return "null" in kinds if isinstance(kinds, list) else False


def _in_unit(value: Any, field: keywords.Field) -> Any:
    """A default in ticks in the unit of its release; all of them are whole in it."""
    return value // field.ticks_per_unit if field.reads == "time" and value is not None else value
