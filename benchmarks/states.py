"""States of any size that resemble real ones, and are found clean."""

import json
from collections.abc import Iterator
from typing import Any

from tests.making import SECOND, item, number, state, transition

PER_TRACK = 100


def _clip(n: int, start: int) -> dict[str, Any]:
    fade = {"in": {"type": "fade", "durationTicks": 96_000, "easing": "ease-out"}}
    opacity = number(1, (0, 0), (72_000, 1))
    made = [
        item("image", start, animations=fade),
        item("solid", start, opacity=opacity),
        item("text", start, text=f"Scene {n}: the words of a title", background=None),
        item("video", start, sourceStartTicks=SECOND // 2),
        item("text", start, text="A second line of words below it", top=number(600), height=number(200)),
    ]
    return made[n % len(made)]


def large(items: int) -> dict[str, Any]:
    """A state with that many items on tracks of a hundred, every clip touching the next, a transition a track."""
    tracks, joins = [], {}
    for first in range(0, items, PER_TRACK):
        number_of = first // PER_TRACK
        clips = {f"clip-{n:06}": _clip(n, (n - first) * SECOND) for n in range(first, min(items, first + PER_TRACK))}
        # an image on each side of the first seam, so that a transition may join them
        ids = list(clips)
        if len(ids) > 1:
            clips[ids[0]], clips[ids[1]] = item("image", 0), item("image", SECOND)
            joins[f"join-{number_of}"] = transition(ids[0], ids[1], trackId=f"track-{number_of + 1}")
        tracks.append(clips)
    return state(*tracks, transitions=joins)


def compact(made: dict[str, Any]) -> bytes:
    """A state as the API sends it."""
    return json.dumps(made, separators=(",", ":")).encode()


def pretty(made: dict[str, Any]) -> bytes:
    """A state as it is kept in a repository."""
    return (json.dumps(made, indent=2) + "\n").encode()


def many(count: int, size: int) -> Iterator[bytes]:
    """Different states of about `size` bytes each, as kept in a repository."""
    items = 2
    while len(pretty(large(items))) < size:
        items += 1
    for n in range(count):
        made = large(items)
        made["items"]["clip-000002"]["text"] = f"File {n}"
        yield pretty(made)
