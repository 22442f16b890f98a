"""Assets of every type."""

from typing import Any

from hypothesis import strategies as st

from editorkit.testing.arguments import expect_type
from editorkit.testing.plain import plain_entity
from editorkit.testing.values import (
    State,
    drawn_ids,
    enumerated,
    flags,
    names,
    numbers,
    objects,
    perhaps,
    shares,
    some,
    urls,
    words,
)

_file = {"filename": names, "size": st.integers(0, 2**40) | st.floats(0, 9), "mimeType": st.just("a/b")}
_picture = {**_file, "width": numbers(1, 4000), "height": numbers(1, 4000)}
_film = {**_picture, "durationInSeconds": numbers(0.1, 3600)}
_FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "image": _picture,
    "video": {**_film, "hasAudioTrack": flags},
    "gif": {**_film, "loopBehavior": enumerated("asset", "gif", "loopBehavior")},
    "audio": {**_file, "durationInSeconds": numbers(0.1, 3600)},
    "lottie": {**_film, "resourceType": enumerated("asset", "lottie", "resourceType")},
    "caption": {**_file, "timingGranularity": enumerated("asset", "caption", "timingGranularity")},
}
_DRAWINGS: dict[str, st.SearchStrategy[Any]] = {
    "resourceJson": st.none() | objects,
    "resourceComponentId": st.none() | words,
    "materialConfig": st.none() | objects,
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
    return drawn_ids("asset").flatmap(lambda identifier: made_asset(release, identifier, type))


@st.composite
def made_asset(draw: st.DrawFn, /, release: str, identifier: str, type_name: str, **details: Any) -> State:
    """An asset of that id and type; `details` are fields whose values are laid down."""
    made = plain_entity(release, "asset", type_name) | {"id": identifier}
    made |= draw(perhaps(st.fixed_dictionaries(_FIELDS[type_name]))) | details
    if "captions" in made and "captions" not in details:
        made["captions"] = draw(caption_entries(made["timingGranularity"], 60_000))
    if type_name == "lottie":
        made |= some(draw, **_DRAWINGS)
    return made | draw(_sources)


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
