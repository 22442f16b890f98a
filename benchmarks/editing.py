"""Jobs that read a file, make another state of it and write that: against reading and writing it alone."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import measuring, states
from editorkit.document import Document, read_text
from editorkit.fixing import fix_document
from editorkit.formatting import canonical_text, formatted
from editorkit.migrations import migrate
from editorkit.rewriting import rewrite
from editorkit.transforms import all_transforms, transform

State = dict[str, Any]
Change = Callable[[Document], State]
_OF_TWO = ("concatenate", "stack")  # transforms that read two files
_OWN_LAYOUT = ("shift", "fix")  # jobs that are measured on files with a layout of their own, too


@dataclass(frozen=True)
class Job:
    """What is done to the text of a state, and reading and writing the same with the standard library."""

    text: bytes
    ours: Callable[[], bytes]
    peer: Callable[[], object]


def options_of(name: str, state: State) -> dict[str, Any]:
    """Options with which a transform has as much to do as it can have."""
    films = [name for name, item in state["items"].items() if item["type"] == "video"]
    first = films[0]
    given: dict[str, dict[str, Any]] = {
        "close-gaps": {},
        "concatenate": {"state": [state]},
        "cut-range": {"start": "1.5s", "end": "2.5s"},
        "drop-unused": {"orphans": True},
        "duplicate": {"item": films},
        "extract": {"track": [track["id"] for track in state["tracks"][::2]]},
        "fade-audio": {"fade_in": "100ms"},
        "flatten-hidden": {},
        "join": {},
        "move": {"item": first, "to": "9h"},
        "redact": {},
        "reframe": {"ratio": "9:16"},
        "relink": {"prefix": {"https://": "http://"}},
        "rename-ids": {"item": {name: f"{name}-renamed" for name in films}},
        "replace-colors": {"to": {"#ffffff": "#fffffe"}},
        "replace-fonts": {"to": {"Inter": "Roboto"}},
        "replace-media": {"asset": state["items"][first]["assetId"], "url": "https://example.com/new"},
        "replace-texts": {"to": {"A second line of words below it": "Noch eine Zeile"}},
        "ripple-delete": {"item": films},
        "ripple-insert": {"at": "1s", "length": "1s"},
        "roll": {"item": first, "by": "8000 ticks"},
        "scale-canvas": {"by": "0.5"},
        "shift": {"by": "1s"},
        "slide": {"item": first, "by": "8000 ticks"},
        "slip": {"item": first, "by": "1s"},
        "snap": {},
        "speed": {"factor": "2"},
        "split": {"at": "1.5s"},
        "stack": {"state": [state]},
        "trim": {"start": "1.5s"},
    }
    if name not in given:
        raise LookupError(f"benchmarks/editing.py has no options for the transform {name!r}: give it a line there")
    return given[name]


def expect_options() -> None:
    """Raises LookupError where a transform has no line here: to be asked before hours of measuring."""
    for name in all_transforms():
        options_of(name, states.large(10))


def jobs(count: int) -> Iterator[tuple[str, Job]]:
    """Every job on a state of so many items, by what it is called."""
    yield "migrate to 1.0", _rewriting(states.large(count), lambda read: migrate(read.state, "1.0", fps=30).state)
    formatting = _text_of(states.large(count))
    yield (
        "format",
        Job(formatting, lambda: canonical_text(formatted(read_text(formatting).data)), lambda: _peer(formatting)),
    )
    for name, change, state in _changes(count):
        yield name, _rewriting(state, change)
        if name in _OWN_LAYOUT:
            yield f"{name} in a layout of its own", _rewriting(state, change, _own_layout_of)
    for name in _OF_TWO:
        yield f"{name} two states", _joining(count, name)


def _changes(count: int) -> Iterator[tuple[str, Change, State]]:
    """Jobs that make one state of another, and a state in which they have much to do."""
    yield "fix", lambda read: fix_document(read).state, _worn(states.large(count))
    for name in (name for name in all_transforms() if name not in _OF_TWO):
        state = states.large(count)
        if name in _PREPARED:
            state = _PREPARED[name](state)
        options = options_of(name, state)
        yield name, lambda read, name=name, options=options: transform(read.state, name, **options).state, state  # type: ignore[misc]


def _rewriting(state: State, change: Change, text_of: Callable[[State], bytes] | None = None) -> Job:
    text = (text_of or _text_of)(state)

    def ours() -> bytes:
        read = read_text(text)
        return rewrite(text, read.data, change(read))

    return Job(text, ours, lambda: _peer(text))


def _joining(count: int, name: str) -> Job:
    """Two files made one: all ids of the second are taken. The peer reads both and writes what came of them."""
    text = _text_of(states.large(count))

    def joined() -> tuple[bytes, State, State]:
        one, other = read_text(text), read_text(text)
        return text, one.data, transform(one.data, name, state=[other.data]).state

    result = joined()[2]

    def peer() -> object:
        json.loads(text), json.loads(text)
        return json.dumps(result, indent=2)

    return Job(text, lambda: rewrite(*joined()), peer)


def _peer(text: bytes) -> object:
    return json.dumps(json.loads(text), indent=2)


def _worn(state: State) -> State:
    """Every item is saved as being dragged and has an id of its own: work for `fix`."""
    for name, item in state["items"].items():
        item |= {"isDraggingInTimeline": True, "id": f"{name}-old"}
    return state


def _off_grid(state: State) -> State:
    for item in state["items"].values():
        item["startTicks"] += 1000
    return state


def _with_gaps(state: State) -> State:
    for item in state["items"].values():
        item["startTicks"] *= 2
    return state | {"transitions": {}}


def _half_placed(state: State) -> State:
    for track in state["tracks"][::2]:
        track["items"] = []
    return state | {"transitions": {}}


def _half_hidden(state: State) -> State:
    for track in state["tracks"][::2]:
        track["hidden"] = True
    return state


def _in_halves(state: State) -> State:
    """Every item is two that play on as one."""
    for name, item in list(state["items"].items()):
        half = item["durationTicks"] // 2
        item |= {"durationTicks": half}
        second = item | {"id": f"{name}-b", "startTicks": item["startTicks"] + half}
        if "sourceStartTicks" in item:
            second["sourceStartTicks"] += half
        item.pop("animations", None)
        for track in item.values():
            if isinstance(track, dict) and track.get("keyframes"):
                track["keyframes"] = []
        state["items"][second["id"]] = second | {"opacity": item["opacity"]} if "opacity" in item else second
    for track in state["tracks"]:
        track["items"] = [each for name in track["items"] for each in (name, f"{name}-b")]
    return state | {"transitions": {}}


_PREPARED: dict[str, Callable[[State], State]] = {
    "close-gaps": _with_gaps,
    "drop-unused": _half_placed,
    "flatten-hidden": _half_hidden,
    "join": _in_halves,
    "snap": _off_grid,
}


def _text_of(state: State) -> bytes:
    """The text of a state as people keep it in git."""
    return json.dumps(state, indent=2).encode()


def _own_layout_of(state: State) -> bytes:
    """The same with numbers that do not move on one line, as people write who lay it out by hand."""
    still = rb'\{\s*"value": ([^,]*),\s*"keyframes": \[\]\s*\}'
    return re.sub(still, rb'{ "value": \1, "keyframes": [] }', _text_of(state))


def taken(count: int, rounds: int) -> dict[str, tuple[float, float]]:
    """The seconds of each job and of its peer, for a state of so many items."""
    found = {}
    for name, job in jobs(count):
        times = measuring.interleaved({"ours": job.ours, "peer": job.peer}, rounds)
        found[name] = times["ours"], times["peer"]
    return found
