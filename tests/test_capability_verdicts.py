"""Verdicts follow the capabilities: narrower ones refuse, wider ones accept with a note."""

from typing import Any

import pytest

import editorkit
from editorkit.capabilities import parse
from tests.making import State, item, state
from tests.payloads import MOVE, NARROWER, WIDER, cut, findings, found, payload, slots, with_background


@pytest.mark.parametrize(("rule", "code", "where", "changes", "made"), NARROWER)
def test_narrower_capabilities_refuse(rule: str, code: str | None, where: str, changes: State, made: State) -> None:
    assert found(made) == []
    read = parse(payload(**changes))
    (told,) = findings(made, read)
    assert (told.rule, told.code, told.pointer, told.severity) == (rule, code, where, "error")
    assert '"v4"' in told.message
    assert editorkit.check(made, capabilities=read).accepted == (code is None)


@pytest.mark.parametrize(("where", "changes", "made"), WIDER)
def test_wider_capabilities_accept_with_a_note(where: str, changes: State, made: State) -> None:
    assert found(made) == [("schema", where)]
    read = parse(payload(**changes))
    assert [(f.rule, f.pointer, f.severity) for f in findings(made, read)] == [("unpublished-value", where, "info")]
    assert editorkit.check(made, capabilities=read).accepted


def test_a_new_word_for_one_slot_is_not_accepted_in_another() -> None:
    made = state({"a": item("text", captionAnimations={"loop": MOVE | {"type": "explode"}})})
    read = parse(payload(captionAnimations=slots(**{"in": ["explode"]})))
    assert ("unsupported-caption-animation", "/items/a/captionAnimations/loop/type") in found(made, read)


def test_unknown_fields_named_like_animations_are_left_alone() -> None:
    made = state({"a": item("effect", animations=5, captionAnimations=[])})
    assert found(made, parse(payload(animations=["fade"], captionAnimations=slots(out=[])))) == []


def test_an_unsound_background_is_told_by_the_schema_alone() -> None:
    read = parse(payload(backgroundPresets={"blurLevels": [0], "images": []}))
    assert {rule for rule, _ in found(with_background(type="blur", level="3"), read)} == {"schema"}
    assert {rule for rule, _ in found(with_background(type="image", source="preset"), read)} == {"schema"}
    assert {rule for rule, _ in found(state({"a": item("solid")}, globalBackground=None), read)} == {"schema"}


def test_preset_images_are_judged_and_own_images_are_not() -> None:
    read = parse(payload(backgroundPresets={"images": ["https://example.com/1.png"]}))
    image = {"type": "image", "imageAssetId": None, "imageUrl": "https://example.com/2.png"}
    assert found(with_background(**image, source="custom"), read) == []
    assert found(with_background(**image, source="preset")) == []
    assert found(with_background(**image, source="preset"), read) == [
        ("unsupported-background", "/globalBackground/imageUrl")
    ]


def test_messages_suggest_what_was_meant() -> None:
    made = state({"a": item("illustration", illustrationName="IMegafone")})
    (finding,) = findings(made, parse(payload(illustrations=["IMegaphone"])))
    assert finding.message == (
        'illustrationName of item \'a\' is "IMegafone", which the capabilities of version "v4" do not list'
        " (did you mean 'IMegaphone'?)"
    )
    (finding,) = findings(cut(type="iris"), parse(payload(transitions=[])))
    assert finding.message.endswith("; they list none")
    read = parse(payload(backgroundPresets={"blurLevels": [0, 1]}))
    (finding,) = findings(with_background(type="blur", level=4), read)
    assert finding.message.endswith("; they list 0, 1")


@pytest.mark.parametrize(("name", "hint"), [("rocket", ""), ("megaphone", " (did you mean 'IMegaphone'?)")])
def test_names_that_no_illustration_has(name: str, hint: str) -> None:
    (finding,) = findings(state({"a": item("illustration", illustrationName=name)}))
    assert (finding.rule, finding.severity) == ("doubtful-illustration-name", "info")
    assert finding.message.endswith(f"but the vendor's names look like IMegaphone{hint}")


@pytest.mark.parametrize(
    ("kind", "direction", "fine"),
    [
        ("slide", "from-left", True),
        ("flip", "from-bottom", True),
        ("wipe", "from-top-left", True),
        ("slide", "from-top-left", False),
        ("slide", "left", False),
        ("wipe", 5, False),
        ("iris", "inwards", True),
    ],
)
def test_directions(kind: str, direction: Any, fine: bool) -> None:
    made = cut(type=kind, params={"direction": direction})
    assert found(made) == ([] if fine else [("unsupported-direction", "/transitions/t/params/direction")])


def test_a_direction_that_a_preset_has_is_known() -> None:
    presets = [{"type": "slide", "params": {"direction": "from-behind"}}]
    made = cut(type="slide", params={"direction": "from-behind"})
    assert found(made, parse(payload(transitionPresets=presets))) == []


def test_parameters_that_no_preset_has() -> None:
    read = parse(payload(filterPresets=[{"type": "verdant-glow", "params": {"blend": 0.8}}]))
    made = item("filter", params={"blend": 1, "blent": 1})
    assert found(cut(), read) == found(cut(params={"anything": 1}), read) == []
    other = item("filter", 240_000, filterType="sakura-pink", params={"blent": 1})
    (told,) = findings(state({"a": made, "b": other, "c": item("filter", 480_000)}), read)
    assert (told.rule, told.pointer) == ("unknown-parameter", "/items/a/params/blent")
    assert told.message.endswith("which 'verdant-glow' does not know (did you mean 'blend'?)")


def test_parameters_of_a_flash_in_release_1_0() -> None:
    params = {"brightFrames": 1, "darkFrames": 1, "tailDarkFrames": 1, "maxOpacity": 1, "glow": 2}
    made = state({"a": item("effect", effectType="flash-to-black", params=params)})
    del made["stateSchemaVersion"]
    assert found(made) == [("unknown-parameter", "/items/a/params/glow")]


def test_parameters_of_a_flash_in_release_1_1_are_the_schemas() -> None:
    params = {"brightTicks": 1, "darkTicks": 1, "tailDarkTicks": 1, "maxOpacity": 1}
    made = state({"a": item("effect", effectType="flash-to-black", params=params)})
    assert found(made, parse(payload(effectPresets=[{"type": "flash-to-black", "params": {"glow": 1}}]))) == []
