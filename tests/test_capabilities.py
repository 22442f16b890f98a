"""Capabilities: payloads are read tolerantly, verdicts follow them, and other tools can use the narrowed schema."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import editorkit
from editorkit import capability_payload, schema
from editorkit.capabilities import CAPTION_SLOTS, Capabilities, bundled, compare, load_file, parse
from editorkit.cli.capabilities import command as capabilities_command
from editorkit.cli.schema import command as schema_command
from editorkit.errors import CapabilityError, EditorkitError
from editorkit.findings import Finding
from editorkit.narrowing import narrow
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


# The snapshot


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


# Verdicts


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
    other = item("filter", 240_000, filterType="sakura-pink", params={"blent": 1})
    (told,) = findings(state({"a": made, "b": other}), read)
    assert (told.rule, told.pointer) == ("unknown-parameter", "/items/a/params/blent")
    assert told.message.endswith("which a verdant-glow does not know (did you mean 'blend'?)")


def test_parameters_of_a_flash_in_release_1_0() -> None:
    params = {"brightFrames": 1, "darkFrames": 1, "tailDarkFrames": 1, "maxOpacity": 1, "glow": 2}
    made = state({"a": item("effect", effectType="flash-to-black", params=params)})
    del made["stateSchemaVersion"]
    assert found(made) == [("unknown-parameter", "/items/a/params/glow")]


def test_parameters_of_a_flash_in_release_1_1_are_the_schemas() -> None:
    params = {"brightTicks": 1, "darkTicks": 1, "tailDarkTicks": 1, "maxOpacity": 1}
    made = state({"a": item("effect", effectType="flash-to-black", params=params)})
    assert found(made, parse(payload(effectPresets=[{"type": "flash-to-black", "params": {"glow": 1}}]))) == []


# The narrowed schema


def subschemas(part: Any) -> Iterator[State]:
    """Every subschema in a schema."""
    if isinstance(part, dict):
        yield part
        for keyword in ("properties", "definitions"):
            for inner in part.get(keyword, {}).values():
                yield from subschemas(inner)
        for keyword in ("items", "additionalProperties", "if", "then", "else", "not"):
            yield from subschemas(part.get(keyword))
        for keyword in ("allOf", "anyOf", "oneOf"):
            for inner in part.get(keyword, ()):
                yield from subschemas(inner)


KEYWORDS = (
    "$schema $id $ref title description type enum const properties required additionalProperties definitions items"
    " minItems maxItems uniqueItems minProperties minimum maximum minLength maxLength pattern format not if then else"
    " allOf anyOf oneOf"
)


def test_the_bundled_capabilities_narrow_nothing() -> None:
    for release in ("1.0", "1.1"):
        assert narrow(schema.load(release), bundled()) == schema.load(release)


@pytest.mark.parametrize("release", ["1.0", "1.1"])
def test_strict_validators_find_nothing_to_complain_about(release: str) -> None:
    """What ajv's strict mode refuses: unknown keywords, empty or repeating enumerations, references to nowhere."""
    narrowed = narrow(schema.load(release), parse(EMPTY | {"shapes": ["circle", "cube"], "illustrations": ["IHello"]}))
    for part in subschemas(narrowed):
        assert set(part) <= set(KEYWORDS.split())
        assert "enum" not in part or len(set(part["enum"])) == len(part["enum"]) > 0
        assert part.get("$ref", "#/definitions/item").split("/")[-1] in narrowed["definitions"]
    assert narrowed["$id"] != schema.load(release)["$id"]
    assert narrowed["title"].endswith('narrowed to capabilities "mock-v1"')


CASES = [(changes, made) for _, _, _, changes, made in NARROWER] + [(changes, made) for _, changes, made in WIDER]


@pytest.mark.parametrize(("changes", "made"), CASES)
def test_the_narrowed_schema_says_what_check_says(changes: State, made: State) -> None:
    read = parse(payload(**changes))
    narrowed = schema.compile_schema(narrow(schema.load("1.1"), read))
    published = schema.compile_schema(schema.load("1.1"))
    assert narrowed.is_valid(made) == editorkit.check(made, capabilities=read).ok
    assert narrowed.is_valid(made) != published.is_valid(made)
    assert narrowed.is_valid(state({"a": item("image")}))


def dumped(data: State, folder: Path, name: str = "data.json") -> str:
    file = folder / name
    file.write_text(json.dumps(data))
    return str(file)


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def check_jsonschema(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "check_jsonschema", "--no-cache", *arguments]
    return subprocess.run(line, capture_output=True, text=True)


def test_check_jsonschema_takes_the_printed_schema(tmp_path: Path) -> None:
    given = payload(transitions=["fade", "dissolve"], captionAnimations=slots(out=["jitter"]), illustrations=["IHello"])
    printed = tmp_path / "schema.json"
    printed.write_text(run(schema_command, "--capabilities", dumped(given, tmp_path, "capabilities.json")).stdout)
    assert check_jsonschema("--check-metaschema", str(printed)).returncode == 0
    good = dumped(cut(type="dissolve"), tmp_path, "good.json")
    assert check_jsonschema("--schemafile", str(printed), good).returncode == 0
    text = item("text", captionAnimations={"out": MOVE | {"type": "rainbow"}})
    bad = dumped(state({"a": text, "b": item("illustration", 240_000)}), tmp_path, "bad.json")
    refused = check_jsonschema("--schemafile", str(printed), bad, "--output-format", "json", "--verbose")
    places = {error["path"] for error in json.loads(refused.stdout)["errors"]}
    assert refused.returncode == 1
    assert places == {"$.items.a.captionAnimations.out.type", "$.items.b.illustrationName"}


# Commands


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("release", ["1.0", "1.1"])
def test_schema_prints_the_published_schema(release: str) -> None:
    assert json.loads(run(schema_command, "--release", release).stdout) == schema.load(release)


def test_schema_knows_no_other_release() -> None:
    assert run(schema_command, "--release", "0.2").exit_code == 2


def test_capabilities_shows_the_set_in_use() -> None:
    text = run(capabilities_command).stdout
    assert text.startswith("capabilities bundled-2026-09 (bundled)\n  animations: fade, slide-down,")
    assert "\n  blurLevels: 0, 1, 2, 3, 4\n" in text
    assert text.endswith(
        "\n  unknown, so not judged: illustrations, backgroundColors, backgroundGradients, backgroundImages\n"
    )
    data = json.loads(run(capabilities_command, "--format", "json").stdout)
    assert data["capabilities"] == {"version": "bundled-2026-09", "origin": "bundled"}
    assert data["families"]["shapes"] == ["circle", "rectangle", "star", "triangle"]


def test_capabilities_are_those_the_configuration_names(tmp_path: Path) -> None:
    dumped(payload(), tmp_path, "caps.json")
    (tmp_path / "editorkit.toml").write_text('capabilities = "caps.json"\n')
    assert run(capabilities_command).stdout.startswith("capabilities v4 (")


def test_hostile_words_are_written_out(tmp_path: Path) -> None:
    words = ["\x1b[31mred", "a\u202eb", "::error::x\n", "x" * 10_000]
    presets = [{"type": "\x1b]0;x\x07", "params": {"\u200b": 1}}]
    file = dumped(payload(version="\x1b[2J", transitions=words, transitionPresets=presets), tmp_path)
    shown = run(capabilities_command, "--capabilities", file).stdout
    shown += run(capabilities_command, "diff", "bundled", file).stdout
    shown += run(schema_command, "--capabilities", file).stdout
    assert not [c for c in shown if not c.isprintable() and c != "\n"]
    assert not [line for line in shown.splitlines() if line.startswith("::")]
    assert r"\x1b[31mred" in shown


def test_diff_of_equal_sets(tmp_path: Path) -> None:
    same = run(capabilities_command, "diff", "bundled", dumped(payload(), tmp_path))
    assert same.exit_code == 0
    assert "  no differences\n" in same.stdout


def test_diff_tells_what_was_added_and_removed(tmp_path: Path) -> None:
    old = dumped(payload(transitions=["fade", "iris"], shapes=None), tmp_path, "old.json")
    presets = [{"type": "slide", "params": {"direction": "from-left"}}]
    new = dumped(payload(transitions=["fade", "slide"], transitionPresets=presets), tmp_path, "new.json")
    done = run(capabilities_command, "diff", old, new)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[2:] == [
        "  transitions",
        "    + slide",
        "    - iris",
        "  shapes (unknown before)",
        "    + circle, rectangle, star, triangle",
        "  transitions.slide.params (unknown before)",
        "    + direction",
    ]
    data = json.loads(run(capabilities_command, "diff", old, new, "--format", "json").stdout)
    assert data["differences"][0] == {
        "subject": "transitions",
        "change": "changed",
        "added": ["slide"],
        "removed": ["iris"],
    }
    assert data["files"] is None
    assert compare(load_file(new), load_file(old))[1].change == "unlisted"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / "drafts").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    dumped(cut(type="iris"), folder / "drafts", "iris.json")
    dumped(cut(type="dissolve"), folder / "drafts", "dissolve.json")
    dumped(cut(), folder, "fade.json")
    dumped(cut(type="iris"), folder / ".hidden", "iris.json")
    dumped({"name": "package"}, folder, "package.json")
    return folder


def test_diff_against_a_repository(repository: Path, tmp_path: Path) -> None:
    old = dumped(payload(transitions=["fade", "iris", "dissolve"]), tmp_path, "old.json")
    new = dumped(payload(transitions=["fade"]), tmp_path, "new.json")
    done = run(capabilities_command, "diff", old, new, "--against", "repo")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[lines.index("") + 1] == "2 places break in 2 of 3 files"
    dissolve, iris = (line.replace("\\", "/") for line in lines[-2:])
    assert dissolve.startswith("repo/drafts/dissolve.json:1:") and dissolve.endswith("[schema]")
    assert iris.startswith("repo/drafts/iris.json:1:") and '"iris", which the capabilities of version "v4"' in iris
    arguments = ("diff", old, new, "--format", "json", "--against", "repo/drafts/iris.json", "repo/fade.json")
    data = json.loads(run(capabilities_command, *arguments).stdout)
    (finding,), fine = (file["findings"] for file in data["files"])
    assert (finding["entity"], finding["pointer"], fine) == ("t", "/transitions/t/type", [])


def test_differences_that_break_nothing(repository: Path, tmp_path: Path) -> None:
    new = dumped(payload(filters=[]), tmp_path, "new.json")
    done = run(capabilities_command, "diff", "bundled", new, "--against", "repo/fade.json")
    assert done.exit_code == 0
    assert done.stdout.endswith("\nnothing breaks\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "bundled", "bundled", "a.json"),
        ("diff", "bundled", "nowhere.json"),
        ("diff", "bundled", "bundled", "--against", "nowhere.json"),
        ("--capabilities", "nowhere.json"),
    ],
)
def test_what_cannot_be_done_raises_for_main_to_tell(arguments: tuple[str, ...]) -> None:
    with pytest.raises(EditorkitError):
        run(capabilities_command, *arguments)
