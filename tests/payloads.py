"""Capability payloads for tests, states that they are to judge, and what comes of it."""

import json
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

import editorkit
from editorkit.capabilities import Capabilities, bundled
from editorkit.findings import Finding
from editorkit.rules import all_rules
from tests.making import State, item, state, transition

MOVE: State = {"durationTicks": 48_000}
EMPTY: State = {
    "version": "mock-v1",
    "animations": [],
    "captionAnimations": {"in": [], "out": [], "loop": []},
    "transitions": [],
    "transitionPresets": [],
    "effects": [],
    "effectPresets": [],
    "filters": [],
    "filterPresets": [],
    "shapes": [],
    "backgroundPresets": {"colors": [], "gradients": [], "images": [], "blurLevels": []},
}


def payload(**changes: Any) -> State:
    """The bundled payload with some families replaced."""
    copied: State = json.loads(json.dumps(dict(bundled().payload)))
    return copied | {"version": "v4"} | changes


def slots(**changes: list[str]) -> State:
    """Caption animations as the API lists them; slots that are not given list all."""
    everything = sorted(map(str, bundled().families["captionAnimations.in"]))
    listed = dict.fromkeys(("in", "out", "loop"), everything) | changes
    return {
        slot: [{"id": f"{slot}-{n}", "type": t, "label": t.title(), "preview": "x"} for n, t in enumerate(types)]
        for slot, types in listed.items()
    }


def cut(**more: Any) -> State:
    """Two touching images with a transition."""
    return state({"a": item("image"), "b": item("image", 240_000)}, transitions={"t": transition("a", "b", **more)})


def with_background(**background: Any) -> State:
    return state({"a": item("solid")}, globalBackground=background)


def title(**move: Any) -> State:
    made = item("text-template")
    made["nodes"][1] |= move
    return state({"a": made})


# rule, code, where, what is changed in the payload, a state that the bundled capabilities are content with
NARROWER: list[tuple[str, str | None, str, State, State]] = [
    (
        "unsupported-transition",
        "EDITOR_TRANSITION_TYPE_INVALID",
        "/transitions/t/type",
        {"transitions": ["fade", "slide"]},
        cut(type="iris"),
    ),
    (
        "unsupported-effect",
        "EDITOR_EFFECT_TYPE_INVALID",
        "/items/a/effectType",
        {"effects": ["fade-in"]},
        state({"a": item("effect", effectType="blur")}),
    ),
    (
        "unsupported-filter",
        "EDITOR_FILTER_TYPE_INVALID",
        "/items/a/filterType",
        {"filters": []},
        state({"a": item("filter")}),
    ),
    ("unsupported-shape", None, "/items/a/shape", {"shapes": ["circle"]}, state({"a": item("solid")})),
    (
        "unsupported-animation",
        None,
        "/items/a/animations/out/type",
        {"animations": ["fade"]},
        state({"a": item("solid", animations={"in": MOVE | {"type": "fade"}, "out": MOVE | {"type": "zoom-in"}})}),
    ),
    (
        "unsupported-animation",
        None,
        "/items/a/nodes/1/animations/in/type",
        {"animations": ["fade"]},
        title(animations={"in": MOVE | {"type": "zoom-in"}}),
    ),
    (
        "unsupported-caption-animation",
        None,
        "/items/a/captionAnimations/out/type",
        {"captionAnimations": slots(out=["jitter"])},
        state({"a": item("text", captionAnimations={s: MOVE | {"type": "rainbow"} for s in ("in", "out")})}),
    ),
    (
        "unsupported-caption-animation",
        None,
        "/items/a/nodes/1/captionAnimations/loop/type",
        {"captionAnimations": slots(loop=[])},
        title(captionAnimations={"loop": MOVE | {"type": "jitter"}}),
    ),
    (
        "unknown-illustration",
        "EDITOR_ILLUSTRATION_NOT_FOUND",
        "/items/a/illustrationName",
        {"illustrations": ["IMegaphone"]},
        state({"a": item("illustration", illustrationName="ILaunchDay")}),
    ),
    (
        "unsupported-blur-level",
        None,
        "/globalBackground/level",
        {"backgroundPresets": {"blurLevels": [0, 1]}},
        with_background(type="blur", level=3),
    ),
]
# where, what is changed in the payload, a state that only these capabilities are content with
WIDER: list[tuple[str, State, State]] = [
    ("/transitions/t/type", {"transitions": ["fade", "dissolve"]}, cut(type="dissolve")),
    ("/items/a/effectType", {"effects": ["glitch"]}, state({"a": item("effect", effectType="glitch")})),
    ("/items/a/filterType", {"filters": ["sepia"]}, state({"a": item("filter", filterType="sepia")})),
    ("/items/a/shape", {"shapes": ["hexagon"]}, state({"a": item("solid", shape="hexagon")})),
    (
        "/items/a/animations/in/type",
        {"animations": ["spin"]},
        state({"a": item("solid", animations={"in": MOVE | {"type": "spin"}})}),
    ),
    (
        "/items/a/captionAnimations/in/type",
        {"captionAnimations": slots(**{"in": ["explode"]})},
        state({"a": item("text", captionAnimations={"in": MOVE | {"type": "explode"}})}),
    ),
    (
        "/globalBackground/level",
        {"backgroundPresets": {"blurLevels": [0, 7]}},
        with_background(type="blur", level=7),
    ),
]


def findings(made: State, capabilities: Capabilities | None = None) -> list[Finding]:
    """What a check has to say about capabilities and schema; the rest is other tests' business."""
    told = editorkit.check(made, capabilities=capabilities).findings
    return [f for f in told if f.rule == "schema" or all_rules()[f.rule].concern == "capability"]


def found(made: State, capabilities: Capabilities | None = None) -> list[tuple[str, str]]:
    """(rule, pointer) of the same."""
    return [(f.rule, f.pointer) for f in findings(made, capabilities)]


def dumped(data: State, folder: Path, name: str = "data.json") -> str:
    file = folder / name
    file.write_text(json.dumps(data))
    return str(file)


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)
