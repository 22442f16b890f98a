"""Small valid states for tests: every item is complete, and what a test is about is said by keyword."""

import json
from typing import Any

SECOND = 240_000
State = dict[str, Any]


def number(value: float, *keyframes: tuple[int, float]) -> State:
    """A number track; keyframes are (ticks, value)."""
    return {"value": value, "keyframes": [{"timeTicks": t, "value": v} for t, v in keyframes]}


def item(kind: str, start: int = 0, duration: int = SECOND, **more: Any) -> State:
    """An item of a type with everything its type requires; `more` replaces or adds properties."""
    made: State = {
        "type": kind,
        "startTicks": start,
        "durationTicks": duration,
        "isDraggingInTimeline": False,
    }
    if kind not in ("effect", "filter"):
        made |= {name: number(0) for name in ("top", "left")}
        made |= {"width": number(1920), "height": number(1080)}
        made |= {name: number(1) for name in ("scaleX", "scaleY", "opacity")}
    own: State = json.loads(json.dumps(_OWN[kind]))
    return made | own | more


_LETTERS: State = {
    "color": "#ffffff",
    "align": "center",
    "fontFamily": "Inter",
    "fontStyle": {"variant": "normal", "weight": "500"},
    "fontSize": 64,
    "lineHeight": 1.2,
    "letterSpacing": 0,
    "direction": "ltr",
    "strokeWidth": 0,
    "strokeColor": "#000000",
}
_FADES: State = {"audioFadeInDurationTicks": 0, "audioFadeOutDurationTicks": 0}
_PICTURE: State = {"keepAspectRatio": True, "rotation": number(0)}
_ROUND: State = _PICTURE | {"borderRadius": number(0)}
_SOURCE: State = {"sourceStartTicks": 0, "playbackRate": 1}
_BOX: State = {"x": 0, "y": 0, "width": 100, "height": 40}

_OWN: dict[str, State] = {
    "image": _ROUND | {"assetId": "picture"},
    "video": _ROUND | _SOURCE | _FADES | {"assetId": "film", "decibelAdjustment": number(0)},
    "gif": _ROUND | _SOURCE | {"assetId": "loop"},
    "lottie": _PICTURE | _SOURCE | {"assetId": "vector"},
    "audio": _SOURCE | _FADES | {"assetId": "music", "decibelAdjustment": number(0)},
    "text": _LETTERS | {"text": "Hello", "resizeOnEdit": True, "rotation": number(0)},
    "captions": _LETTERS
    | {
        "assetId": "words",
        "highlightColor": "#ffcc00",
        "pageDurationTicks": 600_000,
        "maxLines": 2,
        "contentStartOffsetTicks": 0,
        "source": "manual",
        "captionGroupId": None,
        "background": None,
    },
    "solid": _ROUND | {"color": "#112233", "shape": "rectangle", "keepAspectRatio": False},
    "illustration": _PICTURE | {"illustrationName": "ILaunchDay", "color": "#ffffff"},
    "motion-graphic": {
        "motionGraphicId": "ticker",
        "motionGraphicVersion": 1,
        "props": {},
        "slots": {},
        "rotation": number(0),
    },
    "effect": {"effectType": "blur", "intensity": 0.5},
    "filter": {"filterType": "verdant-glow", "intensity": 0.5},
    "chart": _PICTURE
    | {
        "chartType": "bar",
        "themeColor": "#3b82f6",
        "animationDurationTicks": 0,
        "data": {"series": [{"key": "a", "label": "A"}], "rows": [{"label": "x", "values": {"a": 1}}]},
    },
    "text-template": {
        "schemaVersion": 2,
        "templateId": "3f2b8c1e-5d4a-4b6f-9c7d-0a1b2c3d4e5f",
        "templateCategory": "default",
        "nodes": [
            {
                "id": "n1",
                "type": "image",
                "imageType": "svg",
                "imageComponentId": None,
                "imageLottieJson": None,
            }
            | _BOX
            | {"opacity": 1},
            {"id": "n2", "type": "text", "text": "Title", "background": None} | _BOX | _LETTERS,
        ],
    },
}


def asset(kind: str, **more: Any) -> State:
    """An asset of a type with everything its type requires."""
    made: State = {"type": kind, "filename": f"a.{kind}", "size": 1000, "mimeType": f"{kind}/x"}
    made |= {"remoteUrl": "https://example.com/a", "remoteKey": "a"}
    own: State = json.loads(json.dumps(_ASSETS[kind]))
    return made | own | more


_SIZE: State = {"width": 1920, "height": 1080}
_ASSETS: dict[str, State] = {
    "image": _SIZE,
    "video": _SIZE | {"durationInSeconds": 60, "hasAudioTrack": True},
    "gif": _SIZE | {"durationInSeconds": 60, "loopBehavior": "loop"},
    "lottie": _SIZE | {"durationInSeconds": 60, "resourceType": "lottie"},
    "audio": {"durationInSeconds": 60},
    "caption": {
        "timingGranularity": "line",
        "captions": [
            {"text": "Hello", "startMs": 0, "endMs": 500},
            {"text": "you", "startMs": 500, "endMs": 900},
        ],
    },
}
_STOCK = {
    "picture": asset("image"),
    "film": asset("video"),
    "loop": asset("gif"),
    "vector": asset("lottie"),
    "music": asset("audio"),
    "words": asset("caption"),
}


def state(*tracks: dict[str, State], transitions: dict[str, State] | None = None, **more: Any) -> State:
    """A state of release 1.1 whose tracks (topmost first) are given as {item id: item}.

    Assets that the items name are supplied from a stock (picture, film, loop, vector, music, words).
    """
    items = {key: {"id": key} | made for track in tracks for key, made in track.items()}
    named = {made["assetId"] for made in items.values() if "assetId" in made}
    made: State = {
        "stateSchemaVersion": "v1",
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "timebaseTicksPerSecond": 240_000,
        "outputRatio": "16:9",
        "tracks": [
            {"id": f"track-{n}", "items": list(track), "hidden": False, "muted": False}
            for n, track in enumerate(tracks, 1)
        ],
        "assets": {key: {"id": key} | _STOCK[key] for key in _STOCK if key in named},
        "items": items,
        "transitions": {key: {"id": key} | made for key, made in (transitions or {}).items()},
    }
    copied: State = json.loads(json.dumps(made | more))
    return copied


def transition(from_clip: str, to_clip: str, duration: int = SECOND // 4, **more: Any) -> State:
    """A fade between two clips of the first track."""
    made = {"trackId": "track-1", "fromClipId": from_clip, "toClipId": to_clip, "type": "fade"}
    return made | {"durationTicks": duration} | more
