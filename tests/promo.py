"""A promo as people make them: six tracks, thirty items, transitions, captions, music, a chart and a logo."""

from tests.making import SECOND, State, asset, item, number, state, transition

SCENES = 6
LENGTH = 4 * SECOND
END = SCENES * LENGTH


def promo() -> State:
    """The state; it is clean, and of release 1.1. Its assets are hero (video), shot-1… (images), song, words, logo."""
    made = state(_titles(), _overlay(), _captions(), _main(), _sound(), _backdrop(), transitions=_joins())
    for track, name in zip(made["tracks"], ("titles", "overlay", "captions", "main", "sound", "backdrop"), strict=True):
        track["id"] = name
    for join in made["transitions"].values():
        join["trackId"] = "main"
    made["assets"] = {key: {"id": key} | kept for key, kept in _assets().items()}
    return made


def _titles() -> dict[str, State]:
    fade = {
        "in": {"type": "fade", "durationTicks": 96_000, "easing": "ease-out"},
        "out": {"type": "slide-up", "durationTicks": 72_000, "easing": "ease-in"},
    }
    box = {"top": number(120), "left": number(160), "width": number(1600), "height": number(156)}
    made = {
        f"title-{n}": item("text", n * LENGTH + SECOND // 2, 3 * SECOND, text=f"Reason number {n + 1}", **box)
        for n in range(SCENES)
    }
    for title in made.values():
        title["animations"] = fade
        title["fontSize"] = 130
    return made


def _overlay() -> dict[str, State]:
    small = {"top": number(40), "left": number(60), "width": number(200), "height": number(200)}
    logo = item("image", 0, LENGTH, assetId="logo", opacity=number(1, (0, 0), (72_000, 1)), **small)
    chart = item("chart", LENGTH, LENGTH, animationDurationTicks=SECOND // 2)
    chart["data"] = {
        "series": [{"key": "sales", "label": "Sales"}, {"key": "cost", "label": "Cost"}],
        "rows": [{"label": q, "values": {"sales": n + 1, "cost": n}} for n, q in enumerate(("Q1", "Q2", "Q3"))],
    }
    bars = {
        f"bar-{n}": item("solid", (n + 2) * LENGTH, LENGTH, color="#3b82f6", height=number(8))
        for n in range(SCENES - 2)
    }
    return {"logo": logo, "sales": chart} | bars


def _captions() -> dict[str, State]:
    box = {"top": number(860), "left": number(240), "width": number(1440), "height": number(160)}
    motion = {"in": {"type": "elastic-pop", "durationTicks": 60_000}}
    return {"subtitles": item("captions", 0, END, captionAnimations=motion, **box)}


def _main() -> dict[str, State]:
    clips = {f"shot-{n}": item("image", n * LENGTH, LENGTH, assetId=f"shot-{n}") for n in range(SCENES - 1)}
    clips["hero"] = item("video", (SCENES - 1) * LENGTH, LENGTH, assetId="hero", sourceStartTicks=SECOND)
    return clips


def _joins() -> dict[str, State]:
    return {f"join-{n}": transition(f"shot-{n}", f"shot-{n + 1}", SECOND // 2) for n in range(SCENES - 2)}


def _sound() -> dict[str, State]:
    fades = {"audioFadeInDurationTicks": SECOND // 2, "audioFadeOutDurationTicks": SECOND}
    return {"music": item("audio", 0, END, assetId="song", **fades)}


def _backdrop() -> dict[str, State]:
    paper = {f"paper-{n}": item("solid", n * LENGTH, LENGTH, color="#0f172a") for n in range(SCENES)}
    return paper | {"flash": item("filter", END, LENGTH), "blur": item("effect", END + LENGTH, LENGTH)}


def _assets() -> dict[str, State]:
    spoken = [{"text": f"Line {n}.", "startMs": n * 1500, "endMs": n * 1500 + 1400} for n in range(14)]
    return (
        {f"shot-{n}": asset("image") for n in range(SCENES - 1)}
        | {"hero": asset("video"), "song": asset("audio"), "logo": asset("image", width=200, height=200)}
        | {"words": asset("caption", captions=spoken)}
    )


def reviewed() -> State:
    """The same after an edit as people make them: a shot put in, a title reworded and moved, the music faded longer."""
    made = promo()
    items, tracks = made["items"], {track["id"]: track for track in made["tracks"]}
    for moved in items.values():
        if moved["startTicks"] >= 20 * SECOND:
            moved["startTicks"] += 2 * SECOND
    items["crowd"] = items["shot-4"] | {"id": "crowd", "startTicks": 20 * SECOND, "durationTicks": 2 * SECOND}
    tracks["main"]["items"].insert(tracks["main"]["items"].index("hero"), "crowd")
    items["title-1"] |= {"text": "Reason number two", "startTicks": 5 * SECOND}
    items["music"]["audioFadeOutDurationTicks"] = 3 * SECOND
    return made
