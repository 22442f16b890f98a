"""Assets of every type."""

from typing import Any

from hypothesis import strategies as st

from editorkit.testing.arguments import expect_type
from editorkit.testing.values import State, drawn_ids, flags, names, numbers, objects, shares, some, urls, words

_pixels = {"width": numbers(1, 4000), "height": numbers(1, 4000)}
_seconds = {"durationInSeconds": numbers(0.1, 3600)}
_sizes = st.integers(0, 2**40) | st.floats(0, 9)
_FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "image": _pixels,
    "video": {**_pixels, **_seconds, "hasAudioTrack": flags},
    "gif": {**_pixels, **_seconds, "loopBehavior": st.sampled_from(("finite", "loop"))},
    "audio": _seconds,
    "lottie": {**_pixels, **_seconds, "resourceType": st.sampled_from(("lottie", "svg"))},
    "caption": {"timingGranularity": st.sampled_from(("word", "line"))},
}
_OPTIONAL: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "lottie": {
        "resourceJson": st.none() | objects,
        "resourceComponentId": st.none() | words,
        "materialConfig": st.none() | objects,
    },
}
# Where the file is: an address, a key, or both.
_sources = st.one_of(
    st.fixed_dictionaries({"remoteUrl": urls}, optional={"remoteKey": st.none() | words}),
    st.fixed_dictionaries({"remoteKey": names}, optional={"remoteUrl": st.none()}),
)


def assets(type: str, release: str = "1.1") -> st.SearchStrategy[State]:
    """An asset of a type, with its `id`. Whoever uses it stores it in the `assets` of a state, under that id.

    type: "image", "video", "gif", "audio", "lottie" or "caption". Ids are drawn: where several assets are to stand in
    one state, ask for unique ones (`st.lists(..., unique_by=lambda asset: asset["id"])`).

    Raises UsageError for an unknown type or release.
    """
    expect_type(release, "asset", type)
    return drawn_ids("asset").flatmap(lambda identifier: made_asset(identifier, type))


@st.composite
def made_asset(draw: st.DrawFn, /, identifier: str, type_name: str, **details: Any) -> State:
    """An asset of that id and type; `details` are fields whose values are laid down."""
    made: State = {
        "id": identifier,
        "type": type_name,
        "filename": draw(names),
        "size": draw(_sizes),
        "mimeType": "a/b",
    }
    made |= {name: draw(values) for name, values in _FIELDS[type_name].items() if name not in details} | details
    if type_name == "caption" and "captions" not in made:
        made["captions"] = draw(caption_entries(made["timingGranularity"], 60_000))
    return made | some(draw, **_OPTIONAL.get(type_name, {})) | draw(_sources)


@st.composite
def caption_entries(draw: st.DrawFn, granularity: str, milliseconds: float) -> list[State]:
    """Caption entries one after the other, all within a time; words are set apart by leading blanks."""
    count = draw(st.integers(1, 4))
    step = milliseconds / count
    blank = " " if granularity == "word" else ""
    return [
        {"text": blank + draw(words), "startMs": n * step, "endMs": (n + 1) * step}
        | some(draw, timestampMs=st.none() | st.just((n + 0.5) * step), confidence=st.none() | shares)
        for n in range(count)
    ]
