"""Capability payloads: the bundled one, and tolerant reading of any other."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from editorkit import capability_payload, schema
from editorkit.capabilities import CAPTION_SLOTS, bundled, load_file, parse
from editorkit.cli.capabilities import command as capabilities_command
from editorkit.cli.schema import command as schema_command
from editorkit.errors import CapabilityError, EditorkitError
from tests.making import State, item, state
from tests.payloads import EMPTY, cut, dumped, findings, found, payload, run, slots


@pytest.mark.parametrize("release", ["1.0", "1.1"])
@pytest.mark.parametrize("family", schema.FAMILIES)
def test_the_snapshot_lists_what_the_schemas_enumerate(family: str, release: str) -> None:
    members = CAPTION_SLOTS if family == "captionAnimations" else (family,)
    for member in members:
        assert bundled().families[member] == frozenset(schema.enum_of(release, family))
        assert bundled().beyond(member, schema.enum_of(release, family)) == ()


def test_the_snapshot_is_a_payload_and_leaves_unknown_what_is_not_public() -> None:
    capability_payload.validate(bundled().payload, "the snapshot")
    unknown = ("illustrations", "backgroundColors", "backgroundGradients", "backgroundImages")
    assert not set(unknown) & set(bundled().families)
    assert parse(dict(bundled().payload)).families == bundled().families
    assert not bundled().parameters


def test_a_plain_check_does_not_load_pydantic() -> None:
    program = "import sys, editorkit; editorkit.check({}); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Reading a payload


def test_bare_or_in_its_envelope(tmp_path: Path) -> None:
    for given in (payload(), {"data": payload(), "meta": {"capabilitiesVersion": "v4"}}):
        file = tmp_path / "capabilities.json"
        file.write_text(json.dumps(given))
        assert load_file(file).version == "v4"
        assert load_file(file).origin == str(file)
        assert load_file(file).families == parse(given).families == bundled().families


def test_what_is_new_or_unusual_is_taken_and_kept() -> None:
    given = payload(
        fonts=["Inter"],
        transitions=["fade", "fade", "dissolve"],
        shapes=None,
        effectPresets=[{"id": 7, "type": "blur", "mood": {"calm": True}}],
        captionAnimations={"in": ["typewriter", {"type": "jitter", "cost": 1}], "middle": 5},
    )
    read = parse(given)
    assert read.payload["fonts"] == ["Inter"]
    assert read.families["transitions"] == {"fade", "dissolve"}
    assert read.families["captionAnimations.in"] == {"typewriter", "jitter"}
    assert "shapes" not in read.families
    assert "captionAnimations.out" not in read.families


def test_a_payload_of_empty_lists_says_nothing() -> None:
    assert parse(EMPTY).families == {}
    assert parse({"data": EMPTY, "meta": {}}).version == "mock-v1"
    assert found(cut(type="iris"), parse(EMPTY)) == []


def test_one_empty_list_among_others_means_that_nothing_is_supported() -> None:
    read = parse(EMPTY | {"transitions": ["fade"]})
    assert read.families["filters"] == frozenset()
    assert not read.supports("filters", "sepia")
    assert read.supports("illustrations", "IHello")
    assert parse({"transitions": ["fade"]}).supports("filters", "sepia")


def test_parameters_are_those_of_the_presets() -> None:
    presets = [
        {"id": "1", "type": "slide", "label": "A", "params": {"direction": "from-left"}},
        {"id": "2", "type": "slide", "label": "B", "params": {"direction": "from-nowhere", "gap": 3}},
        {"id": "3", "type": "fade", "label": "C", "params": {}},
    ]
    read = parse(payload(transitionPresets=presets))
    slide = {"direction": frozenset(["from-left", "from-nowhere"]), "gap": frozenset()}
    assert read.parameters == {"transitions": {"slide": slide}}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "it must be a JSON object"),
        ("transitions", "it must be a JSON object"),
        (None, "it must be a JSON object"),
        ({}, "it has none of animations, backgroundPresets,"),
        ({"data": ["IHello"], "meta": {}}, "it must be a JSON object"),
        ({"transitions": "fade"}, '/transitions is "fade", but must be an array'),
        ({"transitions": [None]}, "/transitions/0 is null, but must be a string"),
        ({"transitions": ["a", 2, 3]}, "/transitions/1 is 2, but must be a string (and 1 more places)"),
        ({"transitions": [{"type": "a"}]}, "/transitions/0 is an object of 1, but must be a string"),
        ({"transitions": [object()]}, "/transitions/0 is a Python object, but must be a string"),
        ({"transitions": [], "version": 4}, "/version is 4, but must be a string"),
        ({"captionAnimations": ["jitter"]}, "/captionAnimations is an array of 1, but must be an object"),
        ({"captionAnimations": {"in": [{"id": "x"}]}}, "/captionAnimations/in/0/type is missing"),
        ({"captionAnimations": {"in": [5]}}, "/captionAnimations/in/0 is 5, but must be an object"),
        ({"backgroundPresets": {"blurLevels": [True]}}, "/blurLevels/0 is true, but must be a whole number"),
        ({"effects": [], "effectPresets": [{"type": "blur", "params": [1]}]}, "/params is an array of 1"),
        ({1: 2, "effects": []}, "no capability payload"),
        (cut(), "/transitions is an object of 1, but must be an array"),
    ],
)
def test_what_is_no_payload_is_refused_with_its_place(given: Any, message: str) -> None:
    with pytest.raises(CapabilityError) as caught:
        parse(given, "caps.json")
    assert str(caught.value).startswith("caps.json is no capability payload: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no capability payload"),
        ("{", "no capability payload"),
        ('{"effects": [NaN]}', "no capability payload"),
        ('{"effects": [], "effects": ["blur"]}', "stands twice"),
        ('{"effects": ' + "[" * 70 + "]" * 70 + "}", "levels deep"),
        ('{"effects": ' + "[" * 100_000, "no capability payload"),
    ],
)
def test_a_file_is_read_strictly(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "capabilities.json"
    file.write_text(text)
    with pytest.raises(CapabilityError, match=message):
        load_file(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EditorkitError, match="nowhere"):
        load_file(tmp_path / "nowhere.json")


def test_python_values_that_never_end_do_no_harm() -> None:
    endless: State = {"effects": ["blur"]}
    endless["more"] = endless
    assert parse(endless).families == {"effects": {"blur"}}


@pytest.mark.unmeasured
def test_a_hundred_thousand_entries(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(100_000)]
    names = [f"I{n}" for n in range(100_000)]
    many = {f"i{n}": item("illustration", n * 240_000, illustrationName=f"X{n}") for n in range(300)}
    given = payload(transitions=words, captionAnimations=slots(out=words), illustrations=names)
    started = time.perf_counter()
    read = parse(given)
    assert found(cut(type="w99999"), read) == [("unpublished-value", "/transitions/t/type")]
    told = findings(state(many), read)
    assert len(told) == 300
    assert max(len(finding.message) for finding in told) < 300
    assert run(schema_command, "--capabilities", dumped(given, tmp_path)).exit_code == 0
    assert len(run(capabilities_command, "--capabilities", dumped(given, tmp_path)).stdout) < 5_000
    assert time.perf_counter() - started < 20
