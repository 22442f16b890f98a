"""Jobs that read a file, make another state of it and write that: against reading and writing it alone."""

import json
from collections.abc import Callable
from typing import Any

from benchmarks import measuring, states
from editorkit.document import read_text
from editorkit.fixing import fix
from editorkit.formatting import canonical_text, formatted
from editorkit.migrations import migrate
from editorkit.rewriting import rewrite
from editorkit.transforms import all_transforms, transform

State = dict[str, Any]
Job = Callable[[bytes], bytes]


def options_of(name: str, state: State) -> dict[str, Any]:
    """Options with which a transform has as much to do as it can have."""
    first = next(name for name, item in state["items"].items() if item["type"] == "video")
    asset = state["items"][first]["assetId"]
    given: dict[str, dict[str, Any]] = {
        "close-gaps": {},
        "cut-range": {"start": "1s", "end": "2s"},
        "drop-unused": {},
        "duplicate": {"item": first},
        "extract": {"track": state["tracks"][0]["id"]},
        "fade-audio": {"fade_in": "100ms"},
        "flatten-hidden": {},
        "move": {"item": first, "to": "9h"},
        "reframe": {"ratio": "9:16"},
        "relink": {"prefix": {"https://": "http://"}},
        "rename-ids": {"item": {first: "renamed"}},
        "replace-colors": {"to": {"#ffffff": "#fffffe"}},
        "replace-fonts": {"to": {"Inter": "Roboto"}},
        "replace-media": {"asset": asset, "url": "https://example.com/new"},
        "replace-texts": {"to": {"Title": "Titel"}},
        "ripple-delete": {"item": first},
        "ripple-insert": {"at": "1s", "length": "1s"},
        "roll": {"item": first, "by": "8000 ticks"},
        "scale-canvas": {"by": "0.5"},
        "shift": {"by": "1s"},
        "slide": {"item": first, "by": "8000 ticks"},
        "slip": {"item": first, "by": "0s"},
        "snap": {},
        "speed": {"factor": "2"},
        "split": {"at": "1s"},
        "trim": {"start": "1s"},
    }
    return given[name]


def jobs(state: State) -> dict[str, Job]:
    """Every job by what it is called; each takes the text of the state."""

    def done(change: Callable[[State], State]) -> Job:
        def job(text: bytes) -> bytes:
            read = read_text(text)
            return rewrite(text, read.data, change(read.data))

        return job

    named: dict[str, Job] = {
        "migrate to 1.0": done(lambda state: migrate(state, "1.0", fps=30).state),
        "fix": done(lambda state: fix(state).state),
        "format": lambda text: canonical_text(formatted(read_text(text).data)),
    }
    for name in all_transforms():
        options = options_of(name, state)
        named[name] = done(lambda state, name=name, options=options: transform(state, name, **options).state)  # type: ignore[misc]
    return named


def worn(state: State) -> State:
    """The state, in which every item is saved as being dragged and has an id of its own: work for `fix`."""
    for name, item in state["items"].items():
        item |= {"isDraggingInTimeline": True, "id": f"{name}-old"}
    return state


def text_of(state: State) -> bytes:
    """The text of a state as people keep it in git."""
    return json.dumps(state, indent=2).encode()


def taken(count: int, rounds: int) -> dict[str, tuple[float, float]]:
    """The seconds of each job, and of parsing and writing the same text, for a state of so many items."""
    made = states.large(count)
    found = {}
    for name, job in jobs(made).items():
        text = text_of(worn(states.large(count)) if name == "fix" else made)
        peer = lambda text=text: json.dumps(json.loads(text), indent=2)  # noqa: E731
        times = measuring.interleaved({"ours": lambda job=job, text=text: job(text), "peer": peer}, rounds)  # type: ignore[misc]
        found[name] = times["ours"], times["peer"]
    return found
