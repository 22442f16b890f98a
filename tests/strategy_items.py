"""The items of made-up editor states, one maker a type, and the assets they need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.strategy_values import (
    CLIP_MOTIONS,
    SECOND,
    TEXT_MOTIONS,
    State,
    bags,
    boxes,
    clip_animations,
    colors,
    flags,
    lettering,
    names,
    new_id,
    number_tracks,
    objects,
    some,
    some_of,
    urls,
    whole,
    words,
)

SHAPES = ("rectangle", "circle", "triangle", "star")
EFFECTS = ("flash-to-black", "blur", "blurred-opening", "fade-in", "fade-out")
FILTERS = (
    "verdant-glow",
    "cyberpunk-neon",
    "vaporwave-blue",
    "sunset-orange",
    "lemon-cyan",
    "absolute-red",
    "sakura-pink",
    "twilight-dusk",
)


def assets_of(assets: Mapping[str, State], kind: str) -> list[str]:
    """The ids of all assets of a type."""
    return [name for name, asset in assets.items() if asset["type"] == kind]


@dataclass(frozen=True)
class Clip:
    """An item in the making."""

    draw: st.DrawFn
    release: str
    assets: dict[str, State]
    id: str
    kind: str
    duration: int

    def made(self, start: int) -> State:
        """The finished item."""
        item = {
            "id": self.id,
            "type": self.kind,
            "startTicks": start,
            "durationTicks": self.duration,
            "isDraggingInTimeline": False,
        }
        if self.new:
            item |= self.some(linkGroupId=st.none() | names)
        if self.kind not in WITHOUT_GEOMETRY:
            item |= self.geometry()
        return item | MAKERS[self.kind](self)

    @property
    def new(self) -> bool:
        return self.release == "1.1"

    def some(self, **optional: st.SearchStrategy[Any]) -> State:
        return some(self.draw, **optional)

    def geometry(self) -> State:
        place = {name: self.number(-50, 400) for name in ("top", "left")}
        size = {name: self.number(1, 1920) for name in ("width", "height")}
        scale = {name: self.number(0.1, 4) for name in ("scaleX", "scaleY")}
        return place | size | scale | {"opacity": self.number(0, 1)}

    def number(self, low: float, high: float) -> State:
        """A number track; most stand still, the others move and come to rest on their value."""
        return self.draw(number_tracks(low, high, self.duration))

    def crops(self) -> State:
        share = number_tracks(0, 0.45, self.duration)
        return self.some(cropLeft=share, cropTop=share, cropRight=share, cropBottom=share)

    def animations(self) -> State:
        return self.some(animations=clip_animations(CLIP_MOTIONS, self.duration))

    def asset(self, kind: str, **details: Any) -> str:
        """The id of an asset of a kind, new or one that is already there (never for `details`)."""
        known = assets_of(self.assets, kind)
        if known and not details and self.draw(flags):
            return self.draw(st.sampled_from(known))
        name = new_id(self.draw, "asset", self.assets)
        self.assets[name] = {"id": name, "type": kind, **self.draw(files), **self.draw(ASSETS[kind]), **details}
        return name

    def source(self, kind: str) -> State:
        """Asset and source window of a playing item; the asset is long enough."""
        rate = self.draw(st.sampled_from((1, 0.25, 0.5, 2, 5)))
        start = self.draw(st.sampled_from((0, 0, 12, 480_000)))
        seconds = (start + self.duration * rate) / SECOND + 1
        spelling = {"sourceStartTicks": start} if self.new else {f"{kind}StartFromInSeconds": start / SECOND}
        return {"assetId": self.asset(kind, durationInSeconds=seconds), "playbackRate": rate, **spelling}

    def sound(self) -> State:
        in_, out = (self.draw(st.integers(0, self.duration // 2)) for _ in range(2))
        loudness = {"decibelAdjustment": self.number(-30, 6)}
        if self.new:
            return loudness | {"audioFadeInDurationTicks": in_, "audioFadeOutDurationTicks": out}
        seconds = {
            "audioFadeInDurationInSeconds": in_ / SECOND,
            "audioFadeOutDurationInSeconds": out / SECOND,
        }
        return loudness | seconds

    def turned(self) -> State:
        return {"rotation": self.number(-360, 360)}

    def sticker(self) -> State:
        return self.some(stickerId=st.none() | names, stickerVersion=st.none() | st.integers(1, 9))


def make_picture(clip: Clip) -> State:
    looks = {"keepAspectRatio": clip.draw(flags), "borderRadius": clip.number(0, 90)}
    return looks | clip.turned() | clip.crops() | clip.animations()


def make_image(clip: Clip) -> State:
    return {"assetId": clip.asset("image")} | make_picture(clip) | clip.sticker()


def make_video(clip: Clip) -> State:
    return clip.source("video") | make_picture(clip) | clip.sound()


def make_gif(clip: Clip) -> State:
    return clip.source("gif") | make_picture(clip)


def make_lottie(clip: Clip) -> State:
    sticker = clip.sticker() if clip.new else {}
    keep = {"keepAspectRatio": clip.draw(flags)}
    return clip.source("lottie") | keep | clip.turned() | clip.animations() | sticker


def make_audio(clip: Clip) -> State:
    return clip.source("audio") | clip.sound()


def make_motion_graphic(clip: Clip) -> State:
    assets = some_of(clip.assets)
    slots = st.dictionaries(names, st.none() | names | assets, max_size=2)
    graphic = {"motionGraphicId": clip.draw(names), "motionGraphicVersion": clip.draw(st.integers(1, 9))}
    return graphic | {"props": clip.draw(bags), "slots": clip.draw(slots)} | clip.turned() | clip.animations()


def make_text(clip: Clip) -> State:
    motion = clip_animations(TEXT_MOTIONS, clip.duration)
    turn = number_tracks(-360, 360, clip.duration)
    text = {"text": clip.draw(words), "resizeOnEdit": clip.draw(flags)} | clip.draw(lettering())
    return text | clip.some(background=boxes(), rotation=turn, captionAnimations=motion) | clip.animations()


def make_captions(clip: Clip) -> State:
    timing = clip.draw(st.sampled_from(("word", "line")))
    offset = clip.draw(st.sampled_from((0, 0, clip.duration // 4)))
    entries = clip.draw(captions((clip.duration - offset) / SECOND * 1000))
    spelling: State = {"pageDurationTicks": 600_000, "contentStartOffsetTicks": offset}
    if not clip.new:
        spelling = {"pageDurationInMilliseconds": 2500, "contentStartOffsetMs": offset / SECOND * 1000}
    optional: dict[str, st.SearchStrategy[Any]] = {"rotation": number_tracks(-360, 360, clip.duration)}
    if timing == "line":
        optional["captionAnimations"] = clip_animations(TEXT_MOTIONS, clip.duration)
    return {
        "assetId": clip.asset("caption", captions=entries, timingGranularity=timing),
        "highlightColor": clip.draw(colors),
        "maxLines": clip.draw(st.integers(1, 4)),
        "source": clip.draw(st.sampled_from(("manual", "auto", "upload"))),
        "captionGroupId": clip.draw(st.none() | words),
        "background": clip.draw(boxes()),
        **spelling,
        **clip.draw(lettering()),
        **clip.some(**optional),
        **clip.animations(),
    }


@st.composite
def captions(draw: st.DrawFn, milliseconds: float) -> list[State]:
    """Entries one after the other that end in time."""
    count = draw(st.integers(0, 3))
    step = milliseconds / (count + 1)
    return [
        {"text": draw(words), "startMs": n * step, "endMs": (n + 1) * step}
        | some(draw, timestampMs=st.none() | st.just((n + 0.5) * step), confidence=st.none() | st.floats(0, 1))
        for n in range(count)
    ]


def make_solid(clip: Clip) -> State:
    solid = {"color": clip.draw(colors), "shape": clip.draw(st.sampled_from(SHAPES))}
    looks = {"keepAspectRatio": clip.draw(flags), "borderRadius": clip.number(0, 90)}
    return solid | looks | clip.turned() | clip.animations()


def make_illustration(clip: Clip) -> State:
    name = clip.draw(st.sampled_from(("IMegaphone", "IAiChat", "IMeetingBoard")))
    looks = {"color": clip.draw(colors), "keepAspectRatio": clip.draw(flags)}
    return {"illustrationName": name} | looks | clip.turned() | clip.animations()


def make_effect(clip: Clip) -> State:
    effect = {"effectType": clip.draw(st.sampled_from(EFFECTS)), "intensity": clip.draw(st.floats(0, 1))}
    if clip.new and effect["effectType"] == "flash-to-black":
        ticks = {name: clip.draw(st.integers(0, clip.duration // 3)) for name in FLASH_TIMES}
        return effect | {"params": ticks | {"maxOpacity": clip.draw(whole(0, 1) | st.floats(0, 1))}}
    return effect | clip.some(params=bags)


def make_filter(clip: Clip) -> State:
    grade = {"filterType": clip.draw(st.sampled_from(FILTERS)), "intensity": clip.draw(whole(0, 1))}
    return grade | clip.some(params=bags)


def make_chart(clip: Clip) -> State:
    kind = clip.draw(st.sampled_from(("line", "bar", "area", "pie", "radar", "scatter")))
    return {
        "chartType": kind,
        "themeColor": clip.draw(colors),
        "data": clip.draw(SPECIAL_CHARTS.get(kind, rows)()),
        "animationDurationTicks": clip.draw(st.integers(0, clip.duration)),
        "keepAspectRatio": clip.draw(flags),
        **clip.turned(),
        **clip.animations(),
    }


@st.composite
def series(draw: st.DrawFn) -> list[State]:
    keys = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    return [{"key": key, "label": draw(names)} for key in keys]


@st.composite
def rows(draw: st.DrawFn) -> State:
    """Data of a line, bar, area or radar chart."""
    runs = draw(series())
    labels = draw(st.lists(names, min_size=1, max_size=2))
    values = [{run["key"]: draw(st.integers() | st.floats(-9, 9)) for run in runs} for _ in labels]
    return {"series": runs, "rows": [{"label": a, "values": b} for a, b in zip(labels, values, strict=True)]}


def slices() -> st.SearchStrategy[State]:
    """Data of a pie chart."""
    piece = st.fixed_dictionaries({"label": names, "value": st.integers(0, 99) | st.floats(0, 99)})
    return st.fixed_dictionaries({"slices": st.lists(piece, min_size=1, max_size=3)})


@st.composite
def points(draw: st.DrawFn) -> State:
    """Data of a scatter chart."""
    runs = draw(series())
    keys = [run["key"] for run in runs] * draw(st.integers(1, 2))
    place = st.floats(-9, 9)
    return {
        "series": runs,
        "points": [{"seriesKey": key, "x": draw(place), "y": draw(place)} for key in keys],
    }


def make_text_template(clip: Clip) -> State:
    nodes = [clip.draw(image_nodes(clip.duration))]
    for n in range(clip.draw(st.integers(1, 3))):
        nodes.append({"id": f"text-{n + 1}"} | clip.draw(text_nodes(clip.duration)))
    return {
        "schemaVersion": 2,
        "templateId": str(clip.draw(st.uuids())) if clip.new else clip.draw(words),
        "templateCategory": clip.draw(words),
        "nodes": nodes,
        **clip.some(rotation=number_tracks(-360, 360, clip.duration)),
        **clip.animations(),
    }


@st.composite
def image_nodes(draw: st.DrawFn, duration: int) -> State:
    kind = draw(st.sampled_from(("svg", "lottie")))
    component, lottie = draw(st.none() | words), draw(st.none() | objects)
    node: State = {"id": "image-1", "type": "image", "imageType": kind, "imageComponentId": component}
    node |= {"imageLottieJson": lottie, "opacity": draw(st.floats(0, 1))} | draw(places())
    return node | some(draw, animations=clip_animations(CLIP_MOTIONS, duration))


@st.composite
def text_nodes(draw: st.DrawFn, duration: int) -> State:
    node = {"type": "text", "text": draw(words), "background": draw(boxes())}
    moving = clip_animations(CLIP_MOTIONS, duration), clip_animations(TEXT_MOTIONS, duration)
    return node | draw(lettering()) | draw(places()) | some(draw, animations=moving[0], captionAnimations=moving[1])


def places() -> st.SearchStrategy[State]:
    offset, size = st.integers(-50, 400), st.integers(1, 400)
    return st.fixed_dictionaries({"x": offset, "y": offset, "width": size, "height": size})


FLASH_TIMES = ("brightTicks", "darkTicks", "tailDarkTicks")
SPECIAL_CHARTS: dict[str, Callable[[], st.SearchStrategy[State]]] = {"pie": slices, "scatter": points}
WITHOUT_GEOMETRY = ("effect", "filter")
MAKERS: dict[str, Callable[[Clip], State]] = {
    "image": make_image,
    "motion-graphic": make_motion_graphic,
    "video": make_video,
    "gif": make_gif,
    "lottie": make_lottie,
    "audio": make_audio,
    "text": make_text,
    "text-template": make_text_template,
    "captions": make_captions,
    "solid": make_solid,
    "illustration": make_illustration,
    "effect": make_effect,
    "filter": make_filter,
    "chart": make_chart,
}

files = st.fixed_dictionaries(
    {"filename": names, "size": st.integers(0, 2**40) | st.floats(0, 9), "mimeType": st.just("a/b")},
    optional={"remoteUrl": st.none() | urls, "remoteKey": st.none() | words},
)
pixels = {"width": whole(1, 4000), "height": whole(1, 4000) | st.floats(1, 4000)}
ASSETS: dict[str, st.SearchStrategy[State]] = {
    "image": st.fixed_dictionaries(pixels),
    "video": st.fixed_dictionaries({**pixels, "hasAudioTrack": st.just(True)}),
    "gif": st.fixed_dictionaries({**pixels, "loopBehavior": st.sampled_from(("finite", "loop"))}),
    "audio": st.just({}),
    "lottie": st.fixed_dictionaries(
        {**pixels, "resourceType": st.sampled_from(("lottie", "svg"))},
        optional={
            "resourceJson": st.none() | objects,
            "resourceComponentId": st.none() | words,
            "materialConfig": st.none() | objects,
        },
    ),
    "caption": st.just({}),
}
