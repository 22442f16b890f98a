"""The captions of caption assets."""

from collections.abc import Sequence

from hypothesis import strategies as st

from editorkit import ticks
from editorkit.pointer import Path
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Put
from editorkit.testing.faults import Plot
from editorkit.testing.values import State, words

Place = tuple[str, int]  # the id of a caption asset, and the number of a caption
_SHIFTS = (-1000, -250, -40, 40, 250, 1000)  # milliseconds
_TIMES = ("startMs", "endMs", "timestampMs")


def _captions(plot: Plot) -> None:
    captions = [{"text": " Hello", "startMs": 40, "endMs": 300}, {"text": " world", "startMs": 300, "endMs": 500}]
    plot.item("captions", assetId=plot.asset("caption", captions=captions)["id"])


def _assets(scene: Scene) -> list[str]:
    return [name for name, asset in scene.assets.items() if asset["type"] == "caption" and asset["captions"]]


def _entries(scene: Scene) -> list[Place]:
    return [(name, number) for name in _assets(scene) for number in range(len(scene.assets[name]["captions"]))]


def _set(name: str, entries: Sequence[State], *more: Path) -> Draft:
    path = ("assets", name, "captions")
    return Draft([path, *more], [Put(path, entries)])


def _blank(scene: Scene, name: str) -> str:
    """What sets apart words from those before them, where captions are timed by word."""
    return " " if scene.assets[name]["timingGranularity"] == "word" else ""


@makes("captions-changed", at=_entries, needs=_captions)
def reword_caption(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A caption says something else."""
    name, number = place
    entries = scene.assets[name]["captions"]
    text = different(draw, words.map(_blank(scene, name).__add__), entries[number]["text"])
    return _set(name, [*entries[:number], entries[number] | {"text": text}, *entries[number + 1 :]])


def _divisible(scene: Scene) -> list[Place]:
    return [(name, n) for name, n in _entries(scene) if _length(scene.assets[name]["captions"][n]) >= 1]


def _length(entry: State) -> float:
    length: float = entry["endMs"] - entry["startMs"]
    return length


@makes("captions-changed", at=_divisible, needs=_captions)
def add_caption(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A new caption takes the second half of the time of another."""
    name, number = place
    entries = scene.assets[name]["captions"]
    entry = entries[number]
    middle = entry["startMs"] + _length(entry) / 2
    new = {"text": _blank(scene, name) + draw(words), "startMs": middle, "endMs": entry["endMs"]}
    return _set(name, [*entries[:number], entry | {"endMs": middle}, new, *entries[number + 1 :]])


def _dispensable(scene: Scene) -> list[Place]:
    return [
        (name, number)
        for name, number in _entries(scene)
        if len(scene.assets[name]["captions"]) > 1 and _reads_well(scene, name, number)
    ]


def _reads_well(scene: Scene, name: str, without: int) -> bool:
    texts = [entry["text"] for n, entry in enumerate(scene.assets[name]["captions"]) if n != without]
    is_apart = any(text != text.strip() for text in texts)
    return is_apart or len(texts) == 1 or scene.assets[name]["timingGranularity"] == "line"


@makes("captions-changed", at=_dispensable, needs=_captions)
def remove_caption(draw: st.DrawFn, scene: Scene, place: Place) -> Draft:
    """A caption goes, but not the last one."""
    name, number = place
    entries = scene.assets[name]["captions"]
    return _set(name, [*entries[:number], *entries[number + 1 :]])


def _shiftable(scene: Scene) -> list[tuple[str, list[int]]]:
    found = [(name, [by for by in _SHIFTS if _can_shift(scene, name, by)]) for name in _assets(scene)]
    return [(name, shifts) for name, shifts in found if shifts]


def _times(entry: State) -> dict[str, float]:
    return {field: entry[field] for field in _TIMES if entry.get(field) is not None}


def _can_shift(scene: Scene, name: str, by: int) -> bool:
    times = [time for entry in scene.assets[name]["captions"] for time in _times(entry).values()]
    end = scene.last_caption(name) + ticks.from_milliseconds(by)
    users = [scene.items[user] for user in scene.users.get(name, ())]
    return min(times) + by >= 0 and all(scene.lead_in(user) + end <= user["durationTicks"] for user in users)


@makes("captions-changed", at=_shiftable, needs=_captions)
def shift_captions(draw: st.DrawFn, scene: Scene, place: tuple[str, list[int]]) -> Draft:
    """All captions of an asset come earlier or later."""
    name, by = place[0], draw(st.sampled_from(place[1]))
    moved = [
        entry | {field: ticks.as_json(ticks.exact(time) + by) for field, time in _times(entry).items()}
        for entry in scene.assets[name]["captions"]
    ]
    return _set(name, moved, *(("items", user, "length") for user in scene.users.get(name, ())))


def _by_word(scene: Scene) -> list[str]:
    return [name for name in _assets(scene) if scene.assets[name]["timingGranularity"] == "word"]


def _word_captions(plot: Plot) -> None:
    plot.item("captions", assetId=plot.asset("caption", timingGranularity="word")["id"])


@makes("captions-changed", at=_by_word, needs=_word_captions)
def time_by_line(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """Captions that were timed by word are timed by line."""
    return Draft([("assets", name, "captions")], [Put(("assets", name, "timingGranularity"), "line")])
