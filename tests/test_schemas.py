"""Our schemas accept and refuse exactly what the official ones do, and are fit to be read by people and tools.

The official schemas come out of the vendor's own package, fetched once into `.cache/official`.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from jsonschema import Draft7Validator, FormatChecker

from editorkit.schema import types
from editorkit.testing import states
from tests.mutants import Fault, single_faults

ROOT = Path(__file__).parents[1]
OFFICIAL = ROOT / ".cache" / "official"
REFERENCE = ROOT.parent / "shared" / "reference"  # the vendor's examples and templates, where there is a copy
CLIENTS = {"1.0": "1.0.0", "1.1": "1.1.0"}
SEED = 20_260_925
ROUNDS = 4  # of made-up states for each item type
CROSS_CHECK_EVERY = 120  # documents, by the slow engine
UUID = "123e4567-e89b-12d3-a456-426614174000"

MADE_QUICKLY = settings(database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))

JsonSchema = dict[str, Any]
each_release = pytest.mark.parametrize("release", CLIENTS)


@cache
def our_schema(release: str) -> JsonSchema:
    schema: JsonSchema = json.loads((ROOT / "schemas" / f"editor-state.{release}.json").read_text("utf-8"))
    return schema


@cache
def official_schema(release: str) -> JsonSchema:
    folder = OFFICIAL / CLIENTS[release]
    if not folder.exists():
        fetch(f"indream-client=={CLIENTS[release]}", folder)
    schema: JsonSchema = json.loads((folder / "indream/schemas/editor-state.v1.schema.json").read_text("utf-8"))
    return schema


def fetch(requirement: str, folder: Path) -> None:
    """Install a package without its dependencies into a folder; skip the test where that is impossible."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        target = Path(scratch) / "package"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--retries", "1"]
        done = subprocess.run([*pip, "--target", str(target), requirement], capture_output=True, text=True)
        if done.returncode:
            reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
            pytest.skip(f"the official schema is not here and pip could not fetch {requirement}: {reason}")
        try:
            target.rename(folder)
        except OSError:
            if not folder.exists():  # else another process of this run was faster
                raise


def is_uuid(text: str) -> bool:
    return bool(FormatChecker().conforms(text, "uuid"))


def fast(schema: JsonSchema) -> Callable[[Any], bool]:
    """A validator that does not look at formats, as in the package."""
    return jsonschema_rs.Draft7Validator(schema, validate_formats=False).is_valid


def fast_with_formats(schema: JsonSchema) -> Callable[[Any], bool]:
    # Draft 7 does not know the uuid format, so the engine must be told; the vendor's client asserts it this way too.
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True, formats={"uuid": is_uuid}).is_valid


def slow(schema: JsonSchema) -> Callable[[Any], bool]:
    validator = Draft7Validator(schema)
    return lambda document: bool(validator.is_valid(document))


def slow_with_formats(schema: JsonSchema) -> Callable[[Any], bool]:
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    return lambda document: bool(validator.is_valid(document))


# What the schemas are tried on

MAPS = ("items", "assets", "transitions", "params", "props", "slots", "values")  # by ids or free names
TAGS = ("type", "chartType", "effectType")
FLASH = ("brightTicks", "darkTicks", "tailDarkTicks", "maxOpacity")  # the only settings with names of their own


@cache
def made_up_states(release: str) -> list[Any]:
    """The same states at every run, with every item type often enough."""
    made = [draw_states(release, kind, n) for n in range(ROUNDS) for kind in types(release, "item")]
    return list({json.dumps(state): state for batch in made for state in batch}.values())


def draw_states(release: str, kind: str, round_: int) -> list[Any]:
    """A few states; Hypothesis varies little within a run, so many short runs see more than a long one."""
    made: list[Any] = []

    @seed(f"{release} {kind} {round_}")
    @settings(MADE_QUICKLY, max_examples=4)
    @given(states(release, with_item=kind))
    def collect(state: Any) -> None:
        made.append(state)

    collect()
    return made


@cache
def reference_documents() -> list[Any]:
    """The vendor's examples, valid and invalid, and templates saved by the editor; of both releases."""
    files = [*REFERENCE.glob("openapi-1.*/examples/*.json"), *REFERENCE.glob("templates-1.0/*.json")]
    found = [json.loads(file.read_text("utf-8")) for file in sorted(files)]
    return [document.get("editorState", document) for document in found]


def documents(release: str) -> Iterator[Any]:
    """Everything the two schemas of a release are compared on."""
    originals = [*reference_documents(), *made_up_states(release)]
    yield from originals
    yield from (None, True, 1, "", [], {}, [{}])
    random = Random(SEED)
    tried = set[Hashable]()
    accepts = fast(our_schema(release))
    for original in originals:
        valid = accepts(original)  # what is refused anyhow must not stand in for what is not
        for fault in single_faults(original, random):
            sort = valid, sort_of(original, fault)
            if sort not in tried:
                tried.add(sort)
                yield fault.state


def sort_of(original: Any, fault: Fault) -> Hashable:
    """What kind of place is changed, and how: the same for two images given the same width."""
    before, after, places = original, fault.state, list[Hashable]()
    for token, parent in zip(fault.path, (None, *fault.path), strict=False):
        anyone = isinstance(before, list) or (parent in MAPS and token not in FLASH)
        before, after = before[token], after[token]
        kinds = [before.get(tag) for tag in TAGS] if isinstance(before, dict) else ()
        places.append(("*" if anyone else token, *kinds))
    if isinstance(before, dict) and isinstance(after, dict):
        return (*places, fault.kind, *sorted(before.keys() ^ after.keys()))
    return (*places, fault.kind, after if fault.kind in ("out-of-range", "bad-enum", "bad-uuid") else type(after))


class Comparison(NamedTuple):
    accepted: int
    refused: int
    disputed: list[Any]
    sample: list[Any]


@cache
def compare(release: str) -> Comparison:
    ours, official = fast(our_schema(release)), fast_with_formats(official_schema(release))
    verdicts = Counter[tuple[bool, bool]]()
    disputed, sample = [], []
    for n, document in enumerate(documents(release)):
        verdict = ours(document), official(document)
        verdicts[verdict] += 1
        if len(set(verdict)) > 1:
            disputed.append(document)
        if n % CROSS_CHECK_EVERY == 0:
            sample.append(document)
    return Comparison(verdicts[True, True], verdicts[False, False], disputed, sample)


# Same answers as the official schemas


@pytest.mark.unmeasured
@each_release
def test_we_agree_with_the_official_schema(release: str) -> None:
    found = compare(release)
    print(f"\nrelease {release}: both accept {found.accepted}, both refuse {found.refused}")
    assert not found.disputed, json.dumps(found.disputed[0])[:5000]


@pytest.mark.unmeasured
@each_release
def test_the_comparison_is_worth_something(release: str) -> None:
    found = compare(release)
    assert found.accepted + found.refused >= 20_000
    assert found.accepted >= 2000
    assert found.refused >= 10_000


@pytest.mark.unmeasured
@each_release
def test_the_reference_engine_agrees(release: str) -> None:
    sample = compare(release).sample
    assert len(sample) >= 200
    judges = (
        fast(our_schema(release)),
        slow(our_schema(release)),
        fast_with_formats(official_schema(release)),
        slow_with_formats(official_schema(release)),
    )
    verdicts = Counter(tuple(judge(document) for judge in judges) for document in sample)
    assert set(verdicts) == {(True,) * 4, (False,) * 4}


@pytest.mark.unmeasured
@each_release
def test_made_up_states_are_valid(release: str) -> None:
    official = fast_with_formats(official_schema(release))
    assert all(map(official, made_up_states(release)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UUID, True),
        (UUID.upper(), True),
        ("00000000-0000-0000-0000-000000000000", True),
        (UUID[:-1], False),
        (UUID + "0", False),
        (UUID + "\n", False),
        (f" {UUID}", False),
        (f"{{{UUID}}}", False),
        (UUID.replace("-", ""), False),
        (UUID.replace("e", "g"), False),
        ("", False),
    ],
)
def test_the_template_id_is_a_uuid_with_formats_off_and_on(text: str, expected: bool) -> None:
    (official,) = (
        branch["properties"]["templateId"]
        for branch in official_schema("1.1")["definitions"]["textTemplateItem"]["allOf"]
        if "templateId" in branch.get("properties", {})
    )
    ours = our_schema("1.1")["definitions"]["textTemplateItem"]["properties"]["templateId"]
    judges = (fast(ours), slow(ours), fast_with_formats(official), slow_with_formats(official))
    assert [judge(text) for judge in judges] == [expected] * 4


@pytest.mark.parametrize("text", [f"{UUID}-", f"1_{UUID[2:]}", f" {UUID[1:]}", f"urn:uuid:{UUID}"])
def test_spellings_that_only_careless_uuid_checks_pass_are_refused(text: str) -> None:
    # jsonschema's check passes the first three, that of the JavaScript client the last; all agree on plain ones.
    ours = our_schema("1.1")["definitions"]["textTemplateItem"]["properties"]["templateId"]
    assert not fast(ours)(text)
    assert not slow(ours)(text)


# Good to read, and to build on


class Subschema(NamedTuple):
    place: tuple[str, ...]
    schema: Any

    @property
    def is_named(self) -> bool:
        return self.place[-2:-1] in (("properties",), ("definitions",))


def subschemas(schema: Any, place: tuple[str, ...] = ()) -> Iterator[Subschema]:
    """A schema and all the schemas in it, but for the conditions of `if`."""
    yield Subschema(place, schema)
    if not isinstance(schema, dict):
        return
    for keyword in ("properties", "definitions"):
        for name, inner in schema.get(keyword, {}).items():
            yield from subschemas(inner, (*place, keyword, name))
    for keyword in ("items", "additionalProperties", "then", "else"):
        if keyword in schema:
            yield from subschemas(schema[keyword], (*place, keyword))
    for n, inner in enumerate(schema.get("allOf", [])):
        yield from subschemas(inner, (*place, "allOf", str(n)))


@each_release
def test_is_a_draft_7_schema(release: str) -> None:
    Draft7Validator.check_schema(our_schema(release))
    assert our_schema(release)["$id"] == f"urn:editorkit:editor-state:{release}"


@each_release
def test_every_property_and_definition_is_titled_and_described(release: str) -> None:
    named = {found.place: found.schema for found in subschemas(our_schema(release)) if found.is_named}
    forbidden = {place[-1] for place, schema in named.items() if schema.get("not") == {}}
    bare = [place for place, schema in named.items() if not {"title", "description"} <= schema.keys()]
    assert len(named) > 300
    assert not bare
    assert forbidden == (set() if release == "1.0" else {"text", "componentId", "componentVersion"})


@each_release
def test_alternatives_are_told_apart_by_their_tag(release: str) -> None:
    """No oneOf or anyOf, for their failures do not say which alternative was meant; no keyword of our own.

    `not` only forbids a property altogether.
    """
    known = Draft7Validator.META_SCHEMA["properties"].keys() - {"oneOf", "anyOf"}
    for place, schema in subschemas(our_schema(release)):
        assert schema in (True, False) or (schema.keys() <= known and schema.get("not", {}) == {}), place


@each_release
def test_every_definition_is_used(release: str) -> None:
    text = json.dumps(our_schema(release))
    unused = [name for name in our_schema(release)["definitions"] if f'"#/definitions/{name}"' not in text]
    assert not unused


@pytest.mark.unmeasured
@each_release
def test_one_mistake_gives_one_violation(release: str) -> None:
    """At the value that is wrong, or at the object that lacks something."""
    validator = jsonschema_rs.Draft7Validator(our_schema(release), validate_formats=False)
    random = Random(SEED)
    for state in made_up_states(release)[:40]:
        for fault in single_faults(state, random):
            if fault.kind in ("missing", "null", "boolean-for-number", "number-for-boolean"):
                depths = [len(error.instance_path) for error in validator.iter_errors(fault.state)]
                assert depths in ([], [len(fault.path)]), fault


def parts(schema: JsonSchema) -> dict[str, Any]:
    """What each definition says, property by property, and what it says beside them."""
    found: dict[str, Any] = {}
    for name, definition in {"": schema, **schema["definitions"]}.items():
        own = definition.get("properties", {})
        aside = ("properties", "required", "definitions", *(() if name else ("$id", "title", "description")))
        found[name] = {key: value for key, value in definition.items() if key not in aside}
        found |= {f"{name}/{key}": (value, key in definition.get("required", ())) for key, value in own.items()}
    return found


def test_the_releases_differ_only_where_the_format_does() -> None:
    old, new = parts(our_schema("1.0")), parts(our_schema("1.1"))
    added = {name.split("/")[0] for name in new.keys() - old.keys() if name.split("/")[0] not in old}
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    changed -= {name for name in changed if name.split("/")[0] in added}
    changed -= {f"{definition}/linkGroupId" for definition in old if definition.endswith("Item")}
    assert added == {"motionGraphicItem", "slotContent", "flashToBlackParams"}
    assert changed == {
        "/stateSchemaVersion",
        "item",
        "item/type",
        "track/syncLocked",
        "deletedAsset/remoteAssetId",
        "brandRuntime/introShiftInFrames",
        "brandRuntime/introShiftTicks",
        "captionsItem/contentStartOffsetMs",
        "captionsItem/contentStartOffsetTicks",
        "captionsItem/pageDurationInMilliseconds",
        "captionsItem/pageDurationTicks",
        "captionsItem/text",
        "effectItem",
        "effectItem/params",
        "lottieItem/stickerId",
        "lottieItem/stickerVersion",
        "textTemplateItem/templateId",
        *(f"{kind}Item/{kind}StartFromInSeconds" for kind in ("video", "gif", "lottie", "audio")),
        *(f"{kind}Item/sourceStartTicks" for kind in ("video", "gif", "lottie", "audio")),
        *(f"{kind}Item/audioFade{way}Duration{unit}" for kind, way, unit in FADES),
    }


FADES = tuple(product(("video", "audio"), ("In", "Out"), ("Ticks", "InSeconds")))


# What they are tried on is varied enough


@each_release
def test_made_up_states_use_every_field(release: str) -> None:
    """Every field of every item and asset type stands in some state, and is missing in another if it may be."""
    made = made_up_states(release)
    for kind in ("item", "asset"):
        for branch in our_schema(release)["definitions"][kind]["allOf"]:
            type_ = branch["if"]["properties"]["type"]["const"]
            definition = our_schema(release)["definitions"][branch["then"]["$ref"].split("/")[-1]]
            found = [set(one) for state in made for one in state[f"{kind}s"].values() if one["type"] == type_]
            assert set.union(*found) == {n for n, part in definition["properties"].items() if "not" not in part}
            assert set.intersection(*found) == set(definition["required"])


@each_release
def test_made_up_states_use_every_kind(release: str) -> None:
    made, schema = made_up_states(release), our_schema(release)["definitions"]
    charts = {item["chartType"] for state in made for item in state["items"].values() if "chartType" in item}
    effects = {item["effectType"] for state in made for item in state["items"].values() if "effectType" in item}
    backgrounds = {state["globalBackground"]["type"] for state in made if "globalBackground" in state}
    uploads = {gone["statusAtDeletion"]["type"] for state in made for gone in state.get("deletedAssets", ())}
    assert charts == set(schema["chartItem"]["properties"]["chartType"]["enum"])
    assert effects == set(schema["effectItem"]["properties"]["effectType"]["enum"])
    assert backgrounds == set(schema["globalBackground"]["properties"]["type"]["enum"])
    assert uploads == set(schema["assetUploadState"]["properties"]["type"]["enum"])
    assert any(state["transitions"] for state in made)
    assert {type(state["brandRuntime"]) for state in made if "brandRuntime" in state} == {dict, type(None)}
